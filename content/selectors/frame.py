"""Which days a view of the calendar shows, and which come before and after them."""

import datetime as dt
from dataclasses import dataclass

OLDEST, NEWEST = dt.date(2000, 1, 1), dt.date(2200, 1, 1)
VIEWS = ("month", "week", "list", "day")
WEEK = dt.timedelta(days=7)
IN_WEEK, IN_MONTH, IN_FULL_MONTH, OUT_OF_MONTH = 40, 5, 3, 1
FEW_PROJECTS = 4


@dataclass(frozen=True)
class Frame:
    """``view`` is one of :data:`VIEWS`, ``day`` any day in it."""

    view: str
    day: dt.date

    @property
    def first(self) -> dt.date:
        match self.view:
            case "month":
                return month_days(self.day.year, self.day.month)[0]
            case "week":
                return self.day - dt.timedelta(days=self.day.weekday())
            case "list":
                return self.day.replace(day=1)
            case _:
                return self.day

    @property
    def last(self) -> dt.date:
        match self.view:
            case "month":
                return month_days(self.day.year, self.day.month)[1]
            case "week":
                return self.first + dt.timedelta(days=6)
            case "list":
                return self.later - dt.timedelta(days=1)
            case _:
                return self.day

    @property
    def earlier(self) -> dt.date:
        match self.view:
            case "week":
                return self.day - WEEK
            case "day":
                return self.day - dt.timedelta(days=1)
            case _:
                return (self.day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)

    @property
    def later(self) -> dt.date:
        match self.view:
            case "week":
                return self.day + WEEK
            case "day":
                return self.day + dt.timedelta(days=1)
            case _:
                return (self.day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)

    @property
    def is_listed(self) -> bool:
        """Whether posts come as a list, with boxes to tick."""
        return self.view in ("list", "day")

    def room(self, date: dt.date, *, projects: int, today: dt.date) -> int:
        """How many rows a day shows: a week everything, a month what fits; the rest is counted and leads to the day."""
        if self.view == "week":
            return IN_WEEK
        if date.month != self.day.month:
            return OUT_OF_MONTH
        if projects > FEW_PROJECTS:
            return IN_FULL_MONTH - (date < today)
        return IN_MONTH


def frame(view: str, day: dt.date) -> Frame:
    """The frame an address speaks of; anything it does not know is a month."""
    return Frame(view if view in VIEWS else "month", min(max(day, OLDEST), NEWEST))


def month_days(year: int, month: int) -> tuple[dt.date, dt.date]:
    """The first and last day of the weeks a month lies in, Monday to Sunday."""
    first = dt.date(year, month, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first - dt.timedelta(days=first.weekday()), last + dt.timedelta(days=6 - last.weekday())
