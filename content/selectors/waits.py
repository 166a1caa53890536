"""Who waited for whom: the ledger's rows as somebody may see them, and what is typical and what is worst."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, DurationField, Max, Min, Q
from django.utils import timezone

from agency.permissions import Permission
from content.models import ApprovalBatch, Wait
from content.models.wait import WaitQuerySet

OPEN_SHOWN = 50


class Median(Aggregate):
    """The middle of what is there; of two middles, what lies between them."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Figure:
    """One kind of wait: how long in agreed hours, how many wait now, and since when the first of them does."""

    kind: Wait.Kind
    ended: int
    median: dt.timedelta | None
    worst: dt.timedelta | None
    waiting: int
    since: dt.datetime | None


@dataclass(frozen=True)
class Row:
    """A span and the people in it. ``business`` of an open one is what has gone by so far."""

    wait: Wait
    asked: str
    business: dt.timedelta

    @property
    def waited(self) -> str:
        match self.wait.kind:
            case Wait.Kind.REVIEW:
                return str(self.wait.post.author)
            case Wait.Kind.LETTER:
                return str(self.wait.project.client)
        return "We"

    @property
    def waited_for(self) -> str:
        label = str(self.wait.get_kind_display())
        return f"{label}: {self.asked}" if self.asked else label


def visible(user: Any) -> WaitQuerySet:
    """The spans of the projects whose inside ``user`` may see."""
    return Wait.objects.where(user, Permission.VIEW_INSIDE)


def figures(rows: WaitQuerySet) -> list[Figure]:
    """For each kind that occurs in ``rows``, in the order a post goes through them; one query."""
    still = Q(ended_at=None)
    said = rows.order_by().values("kind").annotate(
        ended=Count("pk", filter=~still),
        median=Median("business"),
        worst=Max("business"),
        waiting=Count("pk", filter=still),
        since=Min("began_at", filter=still),
    )  # fmt: skip
    found = {row["kind"]: Figure(**row | {"kind": Wait.Kind(row["kind"])}) for row in said}
    return [found[kind] for kind in Wait.Kind.values if kind in found]


def with_people(waits: Iterable[Wait]) -> list[Row]:
    """The spans with the names of those who were asked; one query."""
    waits = list(waits)
    asked = _asked(wait.post_id for wait in waits if wait.is_of_client)
    now = timezone.now()
    return [
        Row(wait, ", ".join(asked.get(wait.post_id, ())) if wait.is_of_client else "",
            wait.business_until(now) if wait.business is None else wait.business)
        for wait in waits
    ]  # fmt: skip


def _asked(post_ids: Iterable[int]) -> dict[int, list[str]]:
    letters = ApprovalBatch.objects.filter(requests__version__post__in=list(post_ids)).order_by("to_name")
    names: dict[int, list[str]] = {}
    for post_id, name in letters.values_list("requests__version__post", "to_name").distinct():
        names.setdefault(post_id, []).append(name)
    return names


def readable(rows: WaitQuerySet) -> WaitQuerySet:
    """With what a row shows."""
    return rows.select_related("project__client__agreement", "post__author")
