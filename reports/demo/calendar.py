"""Days of the demo, counted from today on the agency's wall clock."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from reports.demo.portfolio import Brief

KYIV = ZoneInfo("Europe/Kyiv")
WEEKS_BACK = 3
WEEKS_AHEAD = 2


@dataclass(frozen=True)
class Clock:
    """``now`` for the whole building, and the one source of chance."""

    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    chance: random.Random = field(default_factory=lambda: random.Random(20_261_014))  # noqa: S311 (a seed, not a secret)

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(KYIV).date()

    def day(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def ago(self, **span: float) -> dt.datetime:
        return self.now - dt.timedelta(**span)

    def within(self, start: dt.datetime, end: dt.datetime) -> dt.datetime:
        return start + (end - start) * self.chance.random()


def instant(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, KYIV).astimezone(dt.UTC)


def slots_of(brief: Brief, clock: Clock) -> Iterator[tuple[dt.date, dt.time]]:
    """Every occurrence of a brief's slots, from three weeks back to two ahead."""
    for number in range(-7 * WEEKS_BACK, 7 * WEEKS_AHEAD):
        day = clock.day(number)
        for weekday, time in brief.week:
            if weekday == day.weekday():
                yield day, dt.time.fromisoformat(time)
