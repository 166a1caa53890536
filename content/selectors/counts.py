"""What a publication brought, reading by reading, and which publications nobody has counted."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from agency.models import User
from agency.permissions import Permission
from content.models import Metric, Publication
from content.services.counting import last_known_followers, why_not_by_hand
from projects.models import Project

READINGS = 10


@dataclass(frozen=True)
class Counts:
    """The newest readings; ``why_not`` says why nobody types another one, ``known`` the followers as last counted."""

    readings: list[Metric]
    may_type: bool
    why_not: str
    known: int | None

    def of(self, day: str) -> Metric | None:
        """The reading by hand of a day, written as 2026-10-14."""
        return next((one for one in self.readings if one.day and one.day.isoformat() == day), None)


def counts_of(publication: Publication, user: User) -> Counts | None:
    """None before it is out; three queries at most."""
    if publication.status != Publication.Status.PUBLISHED:
        return None
    why_not = why_not_by_hand(publication)
    may_type = not why_not and user.has_perm(Permission.WRITE_POST, publication)
    readings = list(publication.metrics.select_related("by")[:READINGS])
    known = last_known_followers(publication, publication.project.today) if may_type else None
    return Counts(readings, may_type, why_not, known)


def without_counts(project: Project, *, window: dt.timedelta, old_enough: dt.timedelta) -> QuerySet[Publication]:
    """Out within ``window`` and for ``old_enough``, and nobody has said how they do: the newest first."""
    now = timezone.now()
    out = project.publications.filter(
        ~Exists(Metric.objects.filter(publication=OuterRef("pk"))),
        status=Publication.Status.PUBLISHED,
        published_at__gte=now - window,
        published_at__lte=now - old_enough,
    )
    return out.select_related("post", "channel").order_by("-published_at", "-pk")
