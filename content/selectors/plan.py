"""The calendar: days with what is planned on them, and the empty slots.

A post stands on its own wall clock's day. The number of queries does not depend on the number of posts.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from content.models import Post
from content.models.post import PostQuerySet
from content.selectors.gaps import Gap, gaps
from content.selectors.items import SHOWN, Item, items_of
from content.selectors.sieve import EVERYTHING, Sieve

ON_A_DAY = 5


@dataclass
class Day:
    """``items`` are its first posts, ``posts`` says how many there are; ``room`` is how many rows are shown."""

    date: dt.date
    items: list[Item] = field(default_factory=list)
    posts: int = 0
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
        return max(0, self.posts + len(self.gaps) - self.room)


@dataclass
class Plan:
    """``also``: what else was asked to be dressed on the way."""

    days: list[Day]
    also: list[Item] = field(default_factory=list)

    @cached_property
    def gaps(self) -> int:
        return sum(len(day.gaps) for day in self.days)


def plan(
    posts: PostQuerySet,
    projects: Any,
    first: dt.date,
    last: dt.date,
    *,
    sieve: Sieve = EVERYTHING,
    room: int = ON_A_DAY,
    also: Iterable[Post] = (),
) -> Plan:
    """``posts`` (those this person may see) and the gaps of ``projects`` from ``first`` to ``last``.

    Of each day the first ``room`` are fetched and the rest counted, so a full month costs what an empty one does.
    ``also`` are posts to be dressed in the same query.
    """
    by_id = {project.pk: project for project in projects}
    dates = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    days = {date: Day(date, room=room) for date in dates}
    shown = sieve.of(posts.kept().filter(project__in=by_id, day__range=(first, last)))
    found = Plan(list(days.values()))
    for item in items_of([*_first_of_each_day(shown, room), *also], by_id):
        if item.post.day is None:
            found.also.append(item)
            continue
        day = days[item.post.day]
        day.items.append(item)
        day.posts = item.post.that_day  # type: ignore[attr-defined]  # annotated where the days are cut
    for gap in gaps(list(by_id), first, last):
        if sieve.lets_gap(gap):
            days[gap.day].gaps.append(gap)
    return found


def _first_of_each_day(posts: PostQuerySet, room: int) -> PostQuerySet:
    """With ``that_day``, how many there are on the day."""
    by_hour = (F("time").asc(nulls_first=True), F("pk").asc())
    ranked = posts.only(*SHOWN).annotate(
        place=Window(RowNumber(), partition_by=F("day"), order_by=by_hour),
        that_day=Window(Count("pk"), partition_by=F("day")),
    )
    return ranked.filter(place__lte=room).order_by("day", "place")
