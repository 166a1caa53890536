"""When a post comes again: a rule in wall clock, and the days that come of it.

The hour is the clock on the wall of the post's zone, so it stays over a change of clocks. A night on which the hour
does not exist, a month without the day, an hour that has gone by: none moves quietly, each is left out and said.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateutil.rrule import MONTHLY, WEEKLY, rrule

from content import clock
from content.models.series import MOST, Series
from content.refusal import Refusal

FARTHEST = dt.timedelta(days=366 * 5)


@dataclass(frozen=True)
class Rule:
    """Every so many weeks on ``weekdays`` (0 is Monday; the first day's own when none), or months on its day.

    ``starts_on`` is the first occurrence, whatever the rule says of it. Ends ``until`` a day or after ``count``.
    """

    unit: str
    every: int
    starts_on: dt.date
    weekdays: Sequence[int] = ()
    until: dt.date | None = None
    count: int | None = None

    def days(self) -> list[dt.date]:
        """All of them, the first included. Raises Refusal for more than :data:`MOST`."""
        wanted = self.count or MOST + 1
        found = [self.starts_on]
        for day in self._after():
            if len(found) == wanted:
                break
            found.append(day)
        if len(found) > MOST:
            raise Refusal(until=f"That is more than {MOST} posts. End it earlier, or begin another one later.")
        return found

    def _after(self) -> Iterator[dt.date]:
        start = dt.datetime.combine(self.starts_on, dt.time.min)
        end = dt.datetime.combine(self.until or self.starts_on + FARTHEST, dt.time.max)
        if self.unit == Series.Unit.MONTH:
            found = rrule(MONTHLY, interval=self.every, dtstart=start, until=end, bymonthday=self.starts_on.day)
        else:
            on = self.weekdays or [self.starts_on.weekday()]
            found = rrule(WEEKLY, interval=self.every, dtstart=start, until=end, byweekday=list(on))
        return (moment.date() for moment in found if moment.date() > self.starts_on)

    def short_months(self, last: dt.date) -> Iterator[dt.date]:
        """The first days of months up to ``last`` that the rule falls into and that are too short for its day."""
        if self.unit != Series.Unit.MONTH or self.starts_on.day <= 28:
            return
        month = self.starts_on.replace(day=1)
        for first in rrule(MONTHLY, interval=self.every, dtstart=dt.datetime.combine(month, dt.time.min),
                           until=dt.datetime.combine(last, dt.time.min)):  # fmt: skip
            if calendar.monthrange(first.year, first.month)[1] < self.starts_on.day:
                yield first.date()


@dataclass(frozen=True)
class Dates:
    """``days`` a post can be on, and in words what was left out."""

    days: list[dt.date] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def dates(rule: Rule, time: dt.time, zone: str, *, now: dt.datetime | None = None) -> Dates:
    """The days of ``rule`` on which ``time`` exists in ``zone`` and is still to come; the first is always there."""
    found = Dates()
    first, *others = rule.days()
    found.days.append(first)
    for month in rule.short_months(others[-1] if others else first):
        found.left_out.append(f"{month:%B %Y} has no day {rule.starts_on.day}, so it is left out.")
    for day in others:
        try:
            clock.future_instant(day, time, zone, now=now)
        except clock.NoSuchTime:
            found.left_out.append(
                f"{clock.spoken_day(day)} is left out: the clocks in {clock.spoken_zone(zone)} jump over {time:%H:%M}."
            )
        except clock.PastTime:
            found.left_out.append(f"{clock.spoken_day(day)} is left out: it has gone by.")
        else:
            found.days.append(day)
    return found
