"""From what people mean (a day, an hour, a zone) to the instant machines act on.

People plan in wall clock: 09:00 stays 09:00 over a change of clocks. On the night the clocks go forward some times do
not exist and are refused; on the night they go back some come twice, and then ``fold`` says which (0 first, 1 second).
"""

import datetime as dt
import zoneinfo

from django.utils import timezone

from content.refusal import Refusal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class BadTime(Refusal):
    """A time nothing can be planned for."""

    def __init__(self, text: str) -> None:
        super().__init__(time=text)


class NoSuchTime(BadTime):
    """The clocks jump over it."""


class PastTime(BadTime):
    """It has gone by."""


def instant(day: dt.date, time: dt.time, zone: str, *, fold: int = 0) -> dt.datetime:
    """The UTC instant of a wall clock. Raises NoSuchTime for a time the clocks jump over that night."""
    local = _wall(day, time, fold).replace(tzinfo=zoneinfo.ZoneInfo(zone))
    try:
        utc = local.astimezone(dt.UTC)
        there_and_back = utc.astimezone(local.tzinfo)
    except OverflowError as error:
        raise BadTime("This day is too far away to plan for.") from error
    if there_and_back.replace(tzinfo=None, fold=0) != local.replace(tzinfo=None, fold=0):
        raise NoSuchTime(
            f"On {spoken_day(day)} the clocks in {spoken_zone(zone)} jump over {time:%H:%M}. "
            f"Choose {there_and_back:%H:%M} or another time."
        )
    return utc


def future_instant(
    day: dt.date, time: dt.time, zone: str, *, fold: int = 0, now: dt.datetime | None = None
) -> dt.datetime:
    """Like ``instant``, and raises PastTime when it has gone by."""
    moment = instant(day, time, zone, fold=fold)
    if moment < (now or timezone.now()):
        raise PastTime(f"{spoken_day(day)}, {time:%H:%M} has gone by. Choose a later time.")
    return moment


def is_doubled(day: dt.date, time: dt.time, zone: str) -> bool:
    """Whether the clocks show this time twice that night."""
    tz = zoneinfo.ZoneInfo(zone)
    first, second = (_wall(day, time, fold).replace(tzinfo=tz).utcoffset() for fold in (0, 1))
    return bool(first and second and first > second)


def fold_of(moment: dt.datetime | None, zone: str) -> int:
    """0 or 1: which of two equal wall clocks ``moment`` is; 0 on an ordinary day."""
    return moment.astimezone(zoneinfo.ZoneInfo(zone)).fold if moment else 0


def _wall(day: dt.date, time: dt.time, fold: int) -> dt.datetime:
    return dt.datetime.combine(day, time.replace(tzinfo=None, fold=0)).replace(fold=fold)


def spoken_day(day: dt.date) -> str:
    """``Thursday 15 October``."""
    return f"{day:%A} {day.day} {day:%B}"


def spoken_there(moment: dt.datetime, day: dt.date | None, zone: dt.tzinfo) -> str:
    """``07:00``, the wall clock of ``moment`` in ``zone``; ``Fri 07:00`` when it is another day there than ``day``."""
    local = moment.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == day else f"{local:%a} {local:%H:%M}"


def spoken_zone(zone: str) -> str:
    """``Europe/Kyiv`` is ``Kyiv``."""
    return zone.rpartition("/")[2].replace("_", " ")
