"""Channels as publishing sees them: whether they work, until when, what went last, what failed last, what waits."""

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agency.models import User
from agency.permissions import Permission
from content.models import Attempt, Publication
from projects.models import Channel, Project

Outcome = Attempt.Outcome
WENT_WELL = (Outcome.STARTED, Outcome.ACCEPTED, Outcome.FOUND)


def channels_of(user: User, project: Project | None = None) -> QuerySet[Channel]:
    """The channels ``user`` sees from inside, with ``last_success``, ``last_failure``, ``failure``, ``queue`` and
    ``may_connect``."""
    channels = Channel.objects.where(user, Permission.VIEW_INSIDE).select_related("project")
    if project:
        channels = channels.filter(project=project)
    published = Publication.objects.filter(channel=OuterRef("pk"), status=Publication.Status.PUBLISHED)
    bad = Attempt.objects.filter(publication__channel=OuterRef("pk"), is_look=False).exclude(outcome__in=WENT_WELL)
    last_bad = bad.order_by("-started_at")
    waiting = Publication.objects.filter(channel=OuterRef("pk")).scheduled().order_by()
    queue = waiting.values("channel").annotate(count=Count("pk")).values("count")
    return channels.annotate(
        last_success=Subquery(published.order_by("-published_at").values("published_at")[:1]),
        last_failure=Subquery(last_bad.values("started_at")[:1]),
        failure=Subquery(last_bad.values("text")[:1]),
        queue=Coalesce(Subquery(queue), 0),
        may_connect=Exists(Project.objects.where(user, Permission.CONNECT_CHANNEL).filter(pk=OuterRef("project"))),
    )
