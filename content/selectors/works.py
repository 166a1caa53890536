"""Which kind of post works: engagement by added value, format, weekday and hour, from collected and typed counts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from content.clock import WEEKDAYS
from content.models import Metric, Post, Publication
from content.selectors.counts import without_counts
from projects.models import Project

WINDOW = dt.timedelta(days=90)
OLD_ENOUGH = dt.timedelta(days=1)
ENOUGH = 5
MOST = 5_000
NAMED = 10


@dataclass(frozen=True)
class Shown:
    """One publication as its latest counts show it. ``rate`` is actions ÷ followers at that time."""

    rate: Decimal
    value_kind: str
    format: str
    at: dt.datetime
    is_by_hand: bool = False


@dataclass(frozen=True)
class Group:
    """Publications that have something in common: how many, and the mean of their rates (a share, 0.02 is 2%)."""

    label: str
    n: int
    rate: Decimal | None

    @property
    def tells(self) -> bool:
        """Whether there are enough to say anything."""
        return self.n >= ENOUGH

    @property
    def per_cent(self) -> Decimal | None:
        """The rate in %, to a tenth; None while there are too few."""
        return round(self.rate * 100, 1) if self.tells and self.rate is not None else None


@dataclass(frozen=True)
class Table:
    """One way to group them, in its natural order."""

    name: str
    title: str
    groups: list[Group]

    @property
    def best(self) -> Group | None:
        """The group that stands out: the highest of at least two that tell."""
        told = [group for group in self.groups if group.tells]
        return max(told, key=lambda group: group.rate or 0) if len(told) > 1 else None

    @property
    def maximum(self) -> Decimal:
        return max((group.per_cent or Decimal() for group in self.groups), default=Decimal())


@dataclass(frozen=True)
class Works:
    """All tables, how many publications they are made of, and how many could not be counted.

    ``by_hand``: of how many a person typed the counts. ``missing``: how many have none at all, ``named`` the newest of
    them.
    """

    tables: list[Table]
    n: int
    uncounted: int
    by_hand: int = 0
    missing: int = 0
    named: tuple[Publication, ...] = ()
    days: int = WINDOW.days


def what_works(project: Project) -> Works:
    """From the publications of the last 90 days that are at least a day old; three queries."""
    now = timezone.now()
    rows = Metric.objects.filter(
        publication__project=project,
        publication__status="published",
        publication__published_at__gte=now - WINDOW,
        publication__published_at__lte=now - OLD_ENOUGH,
    )
    latest = (
        rows.order_by("publication_id", "-at").distinct("publication_id").select_related("publication__post")[:MOST]
    )
    found = list(latest)
    shown = [_shown(metric, project) for metric in found if metric.engagement_rate is not None]
    missing = without_counts(project, window=WINDOW, old_enough=OLD_ENOUGH)
    return Works(
        [_table(shown, *how) for how in GROUPINGS],
        n=len(shown),
        uncounted=len(found) - len(shown),
        by_hand=sum(one.is_by_hand for one in shown),
        missing=missing.count(),
        named=tuple(missing[:NAMED]),
    )


def _shown(metric: Metric, project: Project) -> Shown:
    publication = metric.publication
    at = (publication.published_at or metric.at).astimezone(project.zone)
    rate, post = metric.engagement_rate or Decimal(), publication.post
    return Shown(rate, post.value_kind, post.format, at, metric.is_by_hand)


def _table(
    shown: Iterable[Shown], name: str, title: str, key: Callable[[Shown], Any], label: Callable[[Any], str]
) -> Table:
    rates: dict[Any, list[Decimal]] = defaultdict(list)
    for one in shown:
        rates[key(one)].append(one.rate)
    groups = [
        Group(label(value), len(found), sum(found, Decimal()) / len(found)) for value, found in sorted(rates.items())
    ]
    return Table(name, title, groups)


GROUPINGS: tuple[tuple[str, str, Callable[[Shown], Any], Callable[[Any], str]], ...] = (
    ("value", "Added value", lambda one: one.value_kind, lambda kind: Post.Value(kind).label if kind else "Not said"),
    ("format", "Format", lambda one: one.format, lambda kind: Post.Format(kind).label),
    ("weekday", "Day of the week", lambda one: one.at.weekday(), lambda day: WEEKDAYS[day]),
    ("hour", "Hour", lambda one: one.at.hour, lambda hour: f"{hour:02}:00"),
)
