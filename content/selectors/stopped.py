"""What a pause holds: how much is planned, what is in the air, and what came due and waits for a decision."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from agency.models import User
from agency.pages import Page, keyset_page
from agency.permissions import Permission
from content.models import Publication
from content.selectors import sendings
from projects.models import Pause

SOON = dt.timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """Posts in a scope, counted by channel: planned at all, planned within a day, in the air this moment."""

    planned: int
    soon: int
    in_air: int


def held(pause: Pause) -> Held:
    """What ``pause``, saved or only thought of, holds."""
    rows = Publication.objects.in_scope(pause)
    planned = rows.scheduled()
    return Held(
        planned=planned.count(), soon=planned.filter(due_at__lte=Now() + SOON).count(), in_air=rows.sending().count()
    )


def put_aside(pause: Pause, user: User) -> QuerySet[Publication]:
    """What came due in ``pause`` and nobody has decided about, in the projects ``user`` sees from inside."""
    rows = Publication.objects.where(user, Permission.VIEW_INSIDE).put_aside()
    return sendings.with_row(rows.filter(kept_back_by=pause))


def to_decide(pause: Pause, user: User) -> QuerySet[Publication]:
    """Of those, what ``user`` may decide about."""
    rows = Publication.objects.where(user, Permission.SEND_POST).put_aside()
    return rows.filter(kept_back_by=pause).select_related("project").order_by("pk")


def page_of_pauses(user: User, *, after: str | None) -> Page:
    """Every pause this person may know of, newest first, the running ones among them."""
    pauses = Pause.objects.visible_to(user).select_related("client", "project", "by", "lifted_by")
    return keyset_page(pauses, by=("-id",), after=after)


def running(user: User) -> list[Pause]:
    pauses = Pause.objects.visible_to(user).active()
    return list(pauses.select_related("client", "project__client", "by").order_by("-id")[:50])


def left_to_decide(user: User) -> list[dict[str, Any]]:
    """Pauses with posts that still wait for a decision, and how many."""
    from_pauses = Publication.objects.where(user, Permission.SEND_POST).put_aside().order_by()
    counts: dict[int, int] = {}
    for pk in from_pauses.values_list("kept_back_by", flat=True)[:1000]:
        counts[pk or 0] = counts.get(pk or 0, 0) + 1
    pauses = Pause.objects.filter(Q(pk__in=counts)).select_related("client", "project")
    return [{"pause": pause, "count": counts[pause.pk]} for pause in pauses]
