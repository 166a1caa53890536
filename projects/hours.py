"""Business time of an interaction agreement.

The clock runs only within the agreed hours of the agreed weekdays, on the wall clock of the client's zone. A night when
the clocks change counts as long as it really is, because instants are compared in UTC.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from projects.models import InteractionAgreement, Project

ALWAYS = frozenset(range(7))
FAR = 400  # days looked ahead before giving up on an agreement that has no hours


@dataclass(frozen=True)
class BusinessHours:
    """From ``start`` until ``end`` on ``weekdays`` (0 is Monday) in ``zone``."""

    zone: ZoneInfo
    start: dt.time = dt.time(9)
    end: dt.time = dt.time(21)
    weekdays: frozenset[int] = ALWAYS

    def after(self, moment: dt.datetime, span: dt.timedelta) -> dt.datetime:
        """The UTC instant at which ``span`` of business time has gone by since ``moment``."""
        for opens, closes in self._windows(moment):
            begin = max(opens, moment)
            if span <= closes - begin:
                return begin + span
            span -= max(closes - begin, dt.timedelta(0))
        raise ValueError("These business hours never open.")

    def is_open(self, moment: dt.datetime) -> bool:
        """Whether ``moment`` lies within these hours; opening and closing time do."""
        day = moment.astimezone(self.zone).date()
        hours = self._instant(day, self.start) <= moment <= self._instant(day, self.end)
        return hours and day.weekday() in self.weekdays

    def between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """Business time from ``start`` to ``end``."""
        total = dt.timedelta(0)
        for opens, closes in self._windows(start):
            if opens >= end:
                break
            total += max(min(closes, end) - max(opens, start), dt.timedelta(0))
        return total

    def _windows(self, moment: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """Opening and closing instants in UTC, from the day of ``moment`` on."""
        first = moment.astimezone(self.zone).date()
        for number in range(FAR):
            day = first + dt.timedelta(days=number)
            if day.weekday() in self.weekdays:
                yield self._instant(day, self.start), self._instant(day, self.end)

    def _instant(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self.zone).astimezone(dt.UTC)


def hours_of(agreement: InteractionAgreement | None, project: Project) -> BusinessHours:
    """The agreed hours; the usual day of the project's zone where nothing was agreed."""
    if agreement is None:
        return BusinessHours(project.zone)
    return BusinessHours(
        agreement.client.zone, agreement.hours_from, agreement.hours_until, frozenset(agreement.weekdays) or ALWAYS
    )
