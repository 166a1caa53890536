"""The calendar: days with what is planned on them, empty slots, and what has no day yet.

A post stands on its own wall clock's day. The number of queries does not depend on the number of posts.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from content.models import Post, Target
from content.models.post import PostQuerySet
from content.selectors.gaps import Gap, gaps
from content.selectors.standing import WORDS, standings
from projects.models import Channel, Project

MOST = 2_000
TRAY = 15
ON_A_DAY = 5


@dataclass(frozen=True)
class Sieve:
    """What somebody chose to see; empty means everything."""

    projects: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    standings: frozenset[str] = frozenset()
    only_gaps: bool = False

    def lets(self, item: "Item") -> bool:
        by_project = not self.projects or item.project.slug in self.projects
        by_network = not self.networks or any(channel.network in self.networks for channel in item.channels)
        by_standing = not self.standings or item.standing in self.standings
        return by_project and by_network and by_standing and not self.only_gaps

    def lets_gap(self, gap: Gap) -> bool:
        by_project = not self.projects or gap.project.slug in self.projects
        by_network = not self.networks or any(channel.network in self.networks for channel in gap.channels)
        return by_project and by_network and not self.standings


@dataclass(frozen=True)
class Item:
    """A post in the calendar."""

    post: Post
    project: Project
    channels: tuple[Channel, ...]
    standing: str

    @property
    def time(self) -> dt.time | None:
        return self.post.time

    @property
    def word(self) -> str:
        return WORDS[self.standing]

    @property
    def networks(self) -> tuple[str, ...]:
        return tuple(channel.network for channel in self.channels)

    @property
    def may_move(self) -> bool:
        return self.standing not in ("published", "archived")


@dataclass
class Day:
    date: dt.date
    items: list[Item] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    room: int = ON_A_DAY

    @property
    def rows(self) -> list[Item | Gap]:
        """Posts and gaps by the hour; what has a day and no hour comes first."""
        return sorted([*self.items, *self.gaps], key=lambda row: row.time or dt.time.min)

    @property
    def first_rows(self) -> list[Item | Gap]:
        return self.rows[: self.room]

    @property
    def more(self) -> int:
        return max(0, len(self.rows) - self.room)


@dataclass
class Plan:
    days: list[Day]
    tray: list[Item]
    networks: list[str]

    @cached_property
    def gaps(self) -> int:
        return sum(len(day.gaps) for day in self.days)


def plan(
    posts: PostQuerySet,
    projects: Any,
    first: dt.date,
    last: dt.date,
    *,
    sieve: Sieve = Sieve(),
    tray: bool = True,
) -> Plan:
    """``posts`` (those this person may see) and the gaps of ``projects`` from ``first`` to ``last``."""
    by_id = {project.pk: project for project in projects}
    kept = posts.kept().filter(project__in=by_id).defer("text").order_by("time", "pk")
    planned = list(kept.filter(day__range=(first, last))[:MOST])
    loose = list(kept.filter(day=None).order_by("-pk")[:TRAY]) if tray else []
    items = {item.post.pk: item for item in _items([*planned, *loose], by_id)}
    days = {first + dt.timedelta(days=n): Day(first + dt.timedelta(days=n)) for n in range((last - first).days + 1)}
    for post in planned:
        if post.day and sieve.lets(items[post.pk]):
            days[post.day].items.append(items[post.pk])
    for gap in gaps(list(by_id), first, last, planned=planned):
        if sieve.lets_gap(gap):
            days[gap.day].gaps.append(gap)
    networks = sorted({channel.network for item in items.values() for channel in item.channels})
    return Plan(list(days.values()), [items[post.pk] for post in loose if sieve.lets(items[post.pk])], networks)


def _items(posts: list[Post], projects: dict[int, Project]) -> Iterable[Item]:
    words, channels = standings(posts), _channels([post.pk for post in posts])
    for post in posts:
        project = projects[post.project_id]
        yield Item(post, project, channels.get(post.pk, ()), words[post.pk])


def _channels(post_ids: Collection[int]) -> dict[int, tuple[Channel, ...]]:
    targets = Target.objects.filter(post__in=post_ids).select_related("channel").order_by("pk")
    fields = ("post_id", "channel__network", "channel__name", "channel__state")
    found: dict[int, tuple[Channel, ...]] = {}
    for target in targets.only(*fields):
        found[target.post_id] = (*found.get(target.post_id, ()), target.channel)
    return found


def month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    """The first and last day of the weeks a month lies in, Monday to Sunday."""
    first = dt.date(year, month, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first - dt.timedelta(days=first.weekday()), last + dt.timedelta(days=6 - last.weekday())
