"""On which days Rapport had no access to a page: what was said and counted there then may be missing.

Read from the audit log: each change of a channel's state writes its event in the same transaction, and events are never
altered. A page that was let go and came back was out of reach meanwhile; one let go for good is nobody's to know.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from agency.models import Event
from projects.models import Channel, Project
from projects.networks import is_by_hand

BROKE, LET_GO, CAME_BACK = (f"projects.channel.{move}" for move in ("break_down", "disconnect", "reconnect"))
WHY = {BROKE: "broken", LET_GO: "let_go"}
LATELY = 90
MOMENT = dt.timedelta(microseconds=1)
Days = tuple[dt.date, dt.date]  # the first and the last, both of them counted


class Span(NamedTuple):
    """``why``: "broken" or "let_go"; ``until`` is None while it lasts."""

    why: str
    since: dt.datetime
    until: dt.datetime | None


@dataclass(frozen=True, kw_only=True)
class LostAccess:
    """Of one channel: the spans that touch the days asked for, oldest first, and which of these days they touch."""

    channel: Channel
    spans: tuple[Span, ...]
    days: tuple[dt.date, ...]

    @property
    def stretches(self) -> list[Days]:
        """The days, with those that follow each other taken together."""
        found: list[Days] = []
        for day in self.days:
            if found and day - found[-1][1] == dt.timedelta(days=1):
                found[-1] = (found[-1][0], day)
            else:
                found.append((day, day))
        return found


def lost_in(project: Project, first: dt.date, last: dt.date) -> list[LostAccess]:
    """The project's channels that were out of reach on days from ``first`` to ``last``; two queries."""
    channels = list(project.channels.order_by("pk"))
    for channel in channels:
        channel.project = project
    return list(lost_access(channels, first, last).values())


def lost_access(channels: Iterable[Channel], first: dt.date, last: dt.date) -> dict[int, LostAccess]:
    """By channel, those that were out of reach from ``first`` to ``last``, days of each project's own calendar.

    A day counts when access was missing for any part of it; days to come never do. ``channels`` come with their
    projects. One query.
    """
    reached = {channel.pk: channel for channel in channels if not is_by_hand(channel.network)}
    kind = ContentType.objects.get_for_model(Channel)
    events = Event.objects.filter(object_type=kind, object_id__in=reached, verb__in=[*WHY, CAME_BACK])
    found = {}
    for pk, told in groupby(events.order_by("object_id", "id"), attrgetter("object_id")):
        lost = _within(reached[pk], _spans(told), first, last)
        if lost.spans:
            found[pk] = lost
    return found


def lost_lately(channels: Iterable[Channel]) -> dict[int, LostAccess]:
    """The same of the last LATELY days; days are those of each project, so the newest may be tomorrow's to us."""
    today = timezone.localdate()
    return lost_access(channels, today - dt.timedelta(days=LATELY - 1), today + dt.timedelta(days=1))


def _spans(told: Iterable[Event]) -> Iterator[Span]:
    """A loss ends with what happened next: the page came back, or was let go."""
    for event, following in pairwise([*told, None]):
        if event and (event.verb == BROKE or (event.verb == LET_GO and following)):
            yield Span(WHY[event.verb], _since(event), following.at if following else None)


def _since(event: Event) -> dt.datetime:
    """When access ended, where the network had said it before anybody noticed; else when it was noticed."""
    return dt.datetime.fromisoformat(event.data["since"]) if "since" in event.data else event.at


def _within(channel: Channel, spans: Iterable[Span], first: dt.date, last: dt.date) -> LostAccess:
    zone, now = channel.project.zone, timezone.now()
    kept: list[Span] = []
    days: set[dt.date] = set()
    for span in spans:
        begins = span.since.astimezone(zone).date()
        ends = max((span.until or now) - MOMENT, span.since).astimezone(zone).date()
        touched = range(max(begins, first).toordinal(), min(ends, last).toordinal() + 1)
        if touched:
            kept.append(span)
            days |= {dt.date.fromordinal(number) for number in touched}
    return LostAccess(channel=channel, spans=tuple(kept), days=tuple(sorted(days)))
