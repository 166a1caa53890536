"""A calendar as RFC 5545 wants it. An hour stays what the wall clock shows: it is written with its zone."""

import datetime as dt
import hashlib
import re
import zoneinfo
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import cast

from django.core.cache import cache
from icalendar import Calendar, Event

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LENGTH = dt.timedelta(minutes=30)
KEPT_SECONDS = 86_400
ASK_EVERY = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Happening:
    """One event. Without a ``time`` it is of the whole ``day``; ``is_second``: the later of two equal hours.

    ``status`` is a word of RFC 5545: TENTATIVE, CONFIRMED, CANCELLED. ``sequence`` only ever grows.
    """

    uid: str
    day: dt.date
    time: dt.time | None
    zone: str
    is_second: bool
    summary: str
    description: str
    category: str
    status: str
    url: str
    made_at: dt.datetime
    changed_at: dt.datetime
    sequence: int


def fingerprint(name: str, happenings: Sequence[Happening]) -> str:
    """An ETag: equal exactly when the calendar would be."""
    said = repr((name, [astuple(one) for one in happenings]))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def kept(name: str, happenings: Sequence[Happening], etag: str) -> bytes:
    """``write``, remembered for a day: two thousand events take seconds, and several programs ask for the same."""
    return cast(bytes, cache.get_or_set(f"ical:{etag}", lambda: write(name, happenings), KEPT_SECONDS))


def write(name: str, happenings: Sequence[Happening]) -> bytes:
    """The calendar ``name`` with everything in it, the rules of its time zones included."""
    calendar = Calendar()
    calendar.add("prodid", "-//Rapport//Posts//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in happenings:
        calendar.add_component(_event(one))
    if happenings:
        first, last = happenings[0].day, max(one.day for one in happenings)
        calendar.add_missing_timezones(first_date=_year_before(first), last_date=_year_after(last))
    return calendar.to_ical()


def _event(one: Happening) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed_at)
    event.add("created", one.made_at)
    event.add("last-modified", one.changed_at)
    event.add("sequence", one.sequence)
    event.add("summary", _plain(one.summary))
    event.add("description", _plain(one.description))
    event.add("url", one.url)
    event.add("categories", [one.category])
    event.add("status", one.status)
    event.add("transp", "TRANSPARENT")
    start = _start(one)
    event.add("dtstart", start)
    event.add("dtend", start + (LENGTH if isinstance(start, dt.datetime) else dt.timedelta(days=1)))
    return event


def _start(one: Happening) -> dt.date | dt.datetime:
    """The wall clock with its zone. The second of two equal hours has no name of its own, so it is told in UTC."""
    if one.time is None:
        return one.day
    local = dt.datetime.combine(one.day, one.time, zoneinfo.ZoneInfo(one.zone)).replace(fold=int(one.is_second))
    return local.astimezone(dt.UTC) if one.is_second else local


def _plain(text: str) -> str:
    """Without control characters, which a calendar cannot carry; line ends as one sign."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text)


def _year_before(day: dt.date) -> dt.date:
    return dt.date(day.year - 1, 1, 1)


def _year_after(day: dt.date) -> dt.date:
    return dt.date(day.year + 1, 12, 31)
