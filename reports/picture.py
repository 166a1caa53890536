"""The head's picture: every project in one row shape, worst first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from content.models import Post, Slot
from content.selectors.mix import Mix, value_mix
from monitoring.models import MentionDay
from projects.models import Goal, Project, Seat
from reports.troubles import Trouble, troubles_of

DAYS_AHEAD = 7
TONE_DAYS = 14
CAPACITY = 12


@dataclass
class Tone:
    """Organic mentions of one day."""

    day: dt.date
    positive: int = 0
    neutral: int = 0
    negative: int = 0


@dataclass
class Row:
    """One project as the picture shows it. ``week`` pairs a day's short name with full, draft, gap or off."""

    project: Any
    goal: Goal | None
    pace: Any
    week: list[tuple[str, str]]
    emotional: int | None
    tones: list[Tone]
    seats: list[Seat]
    troubles: list[Trouble]

    @property
    def trouble(self) -> Trouble | None:
        return self.troubles[0] if self.troubles else None

    @property
    def is_behind(self) -> bool:
        return bool(self.goal and self.goal.is_behind(timezone.localdate()))

    @property
    def unit(self) -> str:
        return "%" if self.goal and self.goal.kpi_unit == "%" else ""

    @property
    def late_words(self) -> str:
        return f"{self.project.late} late"

    @property
    def spark(self) -> list[tuple[int, int]]:
        return [(tone.positive, tone.negative) for tone in self.tones]

    @property
    def team(self) -> list[tuple[Any, str]]:
        return [(seat.user, seat.get_role_display().lower()) for seat in self.seats]


@dataclass
class Picture:
    need_hand: list[Row]
    well: list[Row]
    small: list[Row]
    planned: list[Project]
    capacity: int = CAPACITY

    @property
    def running(self) -> list[Row]:
        return [*self.need_hand, *self.well]

    @property
    def waiting(self) -> int:
        return sum(row.project.waiting for row in [*self.running, *self.small])

    @property
    def late(self) -> int:
        return sum(row.project.late for row in [*self.running, *self.small])

    @property
    def slots_full(self) -> int:
        return self._days("full")

    @property
    def slots_draft(self) -> int:
        return self._days("draft")

    @property
    def slots_empty(self) -> int:
        return self._days("gap")

    @property
    def slots(self) -> int:
        return self.slots_full + self.slots_draft + self.slots_empty

    @property
    def emotional(self) -> int | None:
        return sum((row.project.mix for row in self.running), Mix()).share

    @property
    def informational(self) -> int | None:
        return None if self.emotional is None else 100 - self.emotional

    @property
    def positive_today(self) -> int | None:
        return self._positive(slice(-1, None))

    @property
    def positive_usual(self) -> int | None:
        return self._positive(slice(None, -1))

    def _positive(self, days: slice) -> int | None:
        tones = [tone for row in self.running for tone in row.tones[days]]
        return _share(
            sum(tone.positive for tone in tones), sum(tone.positive + tone.neutral + tone.negative for tone in tones)
        )

    def _days(self, state: str) -> int:
        return sum(day == state for row in [*self.running, *self.small] for _, day in row.week)


def _share(part: int, whole: int) -> int | None:
    """Per cent, None of nothing."""
    return round(100 * part / whole) if whole else None


def the_picture(projects: list[Any]) -> Picture:
    """The head's first page of ``projects`` with hands; the number of queries does not depend on theirs."""
    rows = {row.project.pk: row for row in _rows([project for project in projects if project.stage == "active"])}
    main = [row for row in rows.values() if row.project.size == Project.Size.MAIN]
    return Picture(
        need_hand=sorted(
            (row for row in main if row.trouble), key=lambda row: (row.troubles[0].kind, row.project.name)
        ),
        well=[row for row in main if not row.trouble],
        small=[row for row in rows.values() if row.project.size == Project.Size.SMALL],
        planned=[project for project in projects if project.stage == Project.Stage.PLANNED],
    )


def _rows(projects: list[Any]) -> Iterable[Row]:
    today = timezone.localdate()
    ids = [project.pk for project in projects]
    goals = {goal.project_id: goal for goal in Goal.objects.filter(project__in=ids, is_main=True)}
    seats, weeks, tones = _seats(ids), _weeks(projects, today), _tones(ids, today)
    mixes, troubles = value_mix(projects), troubles_of(projects)
    for project in projects:
        goal = goals.get(project.pk)
        project.mix = mixes.get(project.pk, Mix())
        yield Row(
            project=project,
            goal=goal,
            pace=goal.pace(today) if goal else None,
            week=weeks[project.pk],
            emotional=project.mix.share,
            tones=tones[project.pk],
            seats=seats[project.pk],
            troubles=troubles.get(project.pk, []),
        )


def _seats(ids: list[int]) -> dict[int, list[Seat]]:
    found: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(project__in=ids).select_related("user").order_by("project_id", "id"):
        found[seat.project_id].append(seat)
    return found


def _weeks(projects: list[Any], today: dt.date) -> dict[int, list[tuple[str, str]]]:
    """Tomorrow and six days on: what stands on each day against what its slots ask for."""
    days = [today + dt.timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]
    ids = [project.pk for project in projects]
    written: dict[tuple[int, dt.date | None], set[str]] = defaultdict(set)
    posts = Post.objects.filter(project__in=ids, day__in=days).kept().values_list("project_id", "day", "status")
    for project_id, day, status in posts:
        written[project_id, day].add(status)
    asked = set(Slot.objects.filter(project__in=ids).values_list("project_id", "weekday"))
    return {
        project_id: [
            (f"{day:%a}", _state(written[project_id, day], (project_id, day.weekday()) in asked)) for day in days
        ]
        for project_id in ids
    }


def _state(statuses: set[str], asked: bool) -> str:
    if not statuses:
        return "gap" if asked else "off"
    return "draft" if statuses == {Post.Status.DRAFT} else "full"


def _tones(ids: list[int], today: dt.date) -> dict[int, list[Tone]]:
    days = [today - dt.timedelta(days=ago) for ago in reversed(range(TONE_DAYS))]
    found = {project_id: {day: Tone(day) for day in days} for project_id in ids}
    rows = MentionDay.objects.filter(project__in=ids, day__in=days).values_list(
        "project_id", "day", "tonality", "count"
    )
    for project_id, day, tonality, count in rows:
        tone = found[project_id][day]
        setattr(tone, tonality, getattr(tone, tonality) + count)
    return {project_id: list(by_day.values()) for project_id, by_day in found.items()}
