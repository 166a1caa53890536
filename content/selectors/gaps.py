"""Places in the calendar that want a post and have none."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from content import clock
from content.models import Post, Slot
from projects.models import Channel, Project

NEAR = dt.timedelta(minutes=60)


@dataclass(frozen=True)
class Gap:
    """An empty slot on a day."""

    slot: Slot
    project: Project
    day: dt.date
    channels: tuple[Channel, ...]

    @property
    def time(self) -> dt.time:
        return self.slot.time

    @property
    def value_kind(self) -> str:
        return self.slot.value_kind


def gaps(projects: Iterable[Any], first: dt.date, last: dt.date) -> list[Gap]:
    """The empty slots still ahead of ``projects`` from ``first`` to ``last``, soonest first: three queries.

    A slot is filled by a post of its project within an hour of it on that day; a post fills one slot.
    """
    slots = list(Slot.objects.filter(project__in=projects).select_related("project").prefetch_related("channels"))
    ahead = max(first, timezone.now().date() - dt.timedelta(days=1))
    if not slots or ahead > last:
        return []
    taken = _taken({slot.project_id for slot in slots}, ahead, last)
    found = [gap for day in _days(ahead, last) for gap in _gaps_on(day, slots, taken)]
    return sorted(found, key=lambda gap: (gap.day, gap.time))


def _taken(projects: set[int], first: dt.date, last: dt.date) -> dict[tuple[int, dt.date], list[dt.time]]:
    """The planned hours of each project's days."""
    kept = Post.objects.kept().filter(project__in=projects, day__range=(first, last), time__isnull=False)
    taken: dict[tuple[int, dt.date], list[dt.time]] = {}
    for project, day, time in kept.order_by("time").values_list("project_id", "day", "time"):
        if day and time:
            taken.setdefault((project, day), []).append(time)
    return taken


def _days(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def _gaps_on(day: dt.date, slots: list[Slot], taken: dict[tuple[int, dt.date], list[dt.time]]) -> Iterable[Gap]:
    now = timezone.now()
    for slot in slots:
        if slot.weekday != day.weekday() or _is_filled(slot.time, taken.get((slot.project_id, day), [])):
            continue
        if _is_ahead(slot, day, now):
            yield Gap(slot, slot.project, day, tuple(slot.channels.all()))


def _is_filled(time: dt.time, taken: list[dt.time]) -> bool:
    """Takes the nearest post out of ``taken``, so that it fills no other slot."""
    near = [other for other in taken if abs(_minutes(other) - _minutes(time)) <= NEAR.seconds // 60]
    if near:
        taken.remove(min(near, key=lambda other: abs(_minutes(other) - _minutes(time))))
    return bool(near)


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _is_ahead(slot: Slot, day: dt.date, now: dt.datetime) -> bool:
    try:
        return clock.instant(day, slot.time, slot.project.time_zone) >= now
    except clock.BadTime:
        return False
