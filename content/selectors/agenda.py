"""The calendar as a list: every post of a stretch of days, a page at a time."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import F, TimeField, Value
from django.db.models.functions import Coalesce

from agency.pages import keyset_page
from content.models import Post
from content.models.post import PostQuerySet
from content.selectors.items import SHOWN, Item, items_of
from content.selectors.sieve import EVERYTHING, Sieve

SIZE = 50
LISTED = (*SHOWN, "format", "author__name", "campaign__name", "campaign__colour", "series")


@dataclass(frozen=True)
class Section:
    """A day of the list; ``goes_on`` when its beginning was on the page before."""

    date: dt.date
    items: list[Item]
    goes_on: bool = False


@dataclass(frozen=True)
class Agenda:
    """A page of it. ``next`` and ``last`` go into the address of the next one; ``also`` is as in a plan."""

    sections: list[Section] = field(default_factory=list)
    next: str = ""
    also: list[Item] = field(default_factory=list)

    @property
    def last(self) -> dt.date | None:
        return self.sections[-1].date if self.sections else None


def agenda(
    posts: PostQuerySet,
    projects: Any,
    first: dt.date,
    last: dt.date,
    *,
    sieve: Sieve = EVERYTHING,
    after: str | None = None,
    since: dt.date | None = None,
    also: Iterable[Post] = (),
) -> Agenda:
    """The posts of ``projects`` from ``first`` to ``last`` by day and hour; ``since`` is the day shown last."""
    by_id = {project.pk: project for project in projects}
    planned = sieve.of(posts.kept().filter(project__in=by_id, day__range=(first, last)))
    rows = planned.select_related("author", "campaign").only(*LISTED).annotate(hour=_hour())
    page = keyset_page(rows, by=("day", "hour", "id"), after=after, size=SIZE)
    items = items_of([*page.rows, *also], by_id)
    listed = [item for item in items if item.post.day]
    return Agenda(list(_sections(listed, since)), page.next, [item for item in items if not item.post.day])


def _hour() -> Any:
    """What has a day and no hour comes first, as in the month."""
    return Coalesce(F("time"), Value(dt.time.min, TimeField()))


def _sections(items: list[Item], since: dt.date | None) -> Iterable[Section]:
    for number, (date, rows) in enumerate(groupby(items, key=lambda item: item.post.day)):
        if date:
            yield Section(date, list(rows), goes_on=number == 0 and date == since)
