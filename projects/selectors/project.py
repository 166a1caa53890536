"""The project page: why we are here, how it goes, who does it, what is missing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects

from agency.models import Event, User
from agency.permissions import Permission
from agency.templatetags.words import counted, thin, words
from agency.transitions import open_to
from projects.launch import Step, gate
from projects.matching import FEELING_WORDS, Match, Person, match
from projects.models import Channel, Delegation, Goal, KpiReading, Project, Seat, Wish
from projects.selectors.colleagues import place_of
from projects.selectors.story import Told, told

READINGS = 12
EVENTS = 5


@dataclass(frozen=True)
class Result:
    """One goal against its target: numbers, pace, and the line of its last readings."""

    goal: Goal
    now: str
    target: str
    percent: int
    pace_percent: int
    is_behind: bool
    says: str
    week: str
    values: list[Decimal]

    @property
    def label(self) -> str:
        """What the drawn meter says aloud."""
        return f"{self.goal.kpi_name}: {self.now} of {self.target}. {self.says}"


@dataclass(frozen=True)
class SeatCard:
    """One of the three, and why: ``match`` and ``feeling`` stay inside the agency."""

    seat: Seat
    cover: str
    match: Match | None
    feeling: str

    @property
    def why(self) -> str:
        """The reason somebody wrote, or what the match knows."""
        return self.seat.reason or (self.match.why if self.match else "")


@dataclass(frozen=True)
class ProjectPage:
    results: list[Result]
    seats: list[SeatCard]
    channels: Sequence[Any]
    events: list[Told]
    steps: list[Step]
    moves: list[dict[str, str]]
    lede: str
    is_inside: bool
    today: dt.date

    @property
    def main(self) -> Result | None:
        return next((result for result in self.results if result.goal.is_main), None)

    @property
    def missing(self) -> list[Step]:
        return [step for step in self.steps if not step.is_done]


def project_page(project: Project, user: User) -> ProjectPage:
    """Everything the page shows to ``user``; people of the client get no reasons, wishes or inside events."""
    is_inside = user.has_perm(Permission.VIEW_INSIDE, project)
    today = project.today
    load(project)
    results = [result_of(goal, today) for goal in project.goals.all()]
    steps = gate(project) if is_inside and project.stage in (Project.Stage.PLANNED, Project.Stage.PAUSED) else []
    return ProjectPage(
        results=results,
        seats=[_card(seat, project, is_inside) for seat in project.seats.all()],
        channels=list(project.channels.all()),
        events=_events(project, is_inside),
        steps=steps,
        moves=open_to(project, user),
        lede=_lede(project, results, is_inside),
        is_inside=is_inside,
        today=today,
    )


def load(project: Project) -> Project:
    """Fetch goals with tasks and readings, seats with people and wishes, and channels: six queries."""
    return load_all([project])[0]


def load_all(projects: list[Project]) -> list[Project]:
    last = KpiReading.objects.filter(goal=OuterRef("pk")).order_by("-day")
    goals = Goal.objects.annotate(last_readings=ArraySubquery(last.values("value")[:READINGS]))
    covers = Delegation.objects.running().filter(seat=OuterRef("pk"))
    wishes = Wish.objects.filter(user=OuterRef("user_id"), project=OuterRef("project_id"))
    seats = Seat.objects.select_related("user__profile").annotate(
        cover_name=Subquery(covers.order_by("pk").values("to__name")[:1]),
        feeling=Subquery(wishes.values("feeling")[:1]),
    )
    tasks = Prefetch("goals", goals.prefetch_related("tasks__tools"))
    channels = Prefetch("channels", Channel.objects.select_related("hook"))
    prefetch_related_objects(projects, tasks, Prefetch("seats", seats), channels)
    return projects


def stages_in_words(projects: QuerySet[Project]) -> str:
    """``Four projects run, one is planned.``"""
    counts = dict(projects.order_by().values_list("stage").annotate(count=Count("pk")))
    active, planned = counts.get(Project.Stage.ACTIVE, 0), counts.get(Project.Stage.PLANNED, 0)
    said = f"{words(active, 'project runs,projects run')}"
    return f"{said}, {counted(planned, 'is planned,are planned')}." if planned else f"{said}."


def row_of(project: Project) -> Result | None:
    """The main goal's result, for a row of a list. Reads what :func:`load_all` fetched."""
    today = project.today
    return next((result_of(goal, today) for goal in project.goals.all() if goal.is_main), None)


def result_of(goal: Goal, today: dt.date) -> Result:
    values = list(reversed(getattr(goal, "last_readings", [])))
    pace = goal.pace(today)
    return Result(
        goal=goal,
        now=number(goal.current, goal.kpi_unit),
        target=number(goal.target, goal.kpi_unit),
        percent=_percent(goal.share_of_way(goal.current)),
        pace_percent=_percent(goal.share_of_way(pace)),
        is_behind=goal.is_behind(today),
        says=_pace_in_words(goal, pace),
        week=_change(values),
        values=values,
    )


def _card(seat: Any, project: Project, is_inside: bool) -> SeatCard:
    if not is_inside or seat.user is None:
        return SeatCard(seat, seat.cover_name or "", None, "")
    profile = getattr(seat.user, "profile", None)
    person = Person(
        name=seat.user.name,
        about=profile.about if profile else "",
        load=0,
        capacity=1,
        feeling=seat.feeling or "",
        traits=tuple(profile.shared_traits) if profile else (),
        topics=tuple(profile.topics) if profile else (),
        languages=tuple(profile.languages) if profile else (),
    )
    return SeatCard(seat, seat.cover_name or "", match(person, place_of(project)), FEELING_WORDS[seat.feeling or ""])


def _events(project: Project, is_inside: bool) -> list[Told]:
    events = Event.objects.of_project(project.pk)
    return told((events if is_inside else events.for_client())[:EVENTS])


def _lede(project: Project, results: list[Result], is_inside: bool) -> str:
    """The page's answer in a sentence or two: the pace, then the first thing that wants a hand."""
    main = next((result for result in results if result.goal.is_main), None)
    said = [f"{main.goal.kpi_name[:1].upper()}{main.goal.kpi_name[1:]}: {main.says.lower()}."] if main else []
    if not is_inside:
        return " ".join(said)
    broken = [channel.name for channel in project.channels.all() if channel.state == "broken"]
    empty = [seat.get_role_display().lower() for seat in project.seats.all() if seat.user_id is None]
    if broken:
        said.append(f"Access to {', '.join(broken)} is lost.")
    if empty:
        said.append(f"It has no {' and no '.join(empty)}.")
    return " ".join(said)


def _pace_in_words(goal: Goal, pace: Decimal) -> str:
    ahead = (goal.current - pace) * (1 if goal.target > goal.baseline else -1)
    if goal.share_of_way(goal.current) >= 1:
        return "Reached"
    amount = number(abs(goal.current - pace), goal.kpi_unit)
    if amount == number(Decimal(0), goal.kpi_unit):
        return "On pace"
    return f"{'Ahead of' if ahead > 0 else 'Behind'} pace by {amount}"


def number(value: Decimal, unit: str = "") -> str:
    """``6 140``, ``4.6%``, ``₴12 000``: thin spaces, no needless zeros, at most one digit behind the point."""
    text = thin(round(value, None if abs(value) >= 100 else 1))
    if unit == "₴":
        return f"₴{text}"
    return f"{text}{unit}" if unit in ("", "%") else f"{text} {unit}"


def _percent(share: Decimal) -> int:
    return int(min(max(share, Decimal(0)), Decimal(1)) * 100)


def _change(values: list[Decimal]) -> str:
    if len(values) < 2:
        return ""
    change = values[-1] - values[-2]
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{number(abs(change))}"
