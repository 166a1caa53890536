"""The board: every project with its three seats, everybody with what they carry."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Prefetch, Subquery, Value, When

from agency.models import User
from agency.permissions import TEAM_ROLES, Permission
from agency.templatetags.words import counted, words
from projects.matching import Match, match
from projects.models import Delegation, Goal, Project, Seat, Wish
from projects.selectors.colleagues import Colleague, candidates, colleagues, place_of

MOST = 60
SUGGESTIONS = 3


@dataclass(frozen=True)
class BoardSeat:
    """A seat with the marks of who sits there: are they the audience, how do they feel."""

    seat: Any
    feeling: str = ""
    is_audience: bool = False


@dataclass(frozen=True)
class Suggestion:
    colleague: Colleague
    match: Match


@dataclass
class Row:
    project: Project
    seats: list[BoardSeat]
    suggestions: list[Suggestion] = field(default_factory=list)
    wanted: Seat | None = None

    @property
    def is_wanted(self) -> bool:
        return any(place.seat.user_id is None for place in self.seats)


@dataclass(frozen=True)
class Board:
    rows: list[Row]
    pools: list[tuple[str, str, list[Colleague]]]
    title: str
    eyebrow: str
    may_seat: bool


def board(user: User) -> Board:
    """The whole board; who may not seat people sees names, without wishes, reasons and suggestions of others."""
    may_seat = user.has_perm(Permission.FILL_TEAM)
    people = colleagues()
    by_id = {person.user.pk: person for person in people}
    rows = [_row(project, by_id, may_seat) for project in _projects()]
    rows.sort(key=lambda row: not row.is_wanted)
    if may_seat:
        _suggest(rows, people)
    seats = sum(len(row.seats) for row in rows)
    return Board(
        rows=rows,
        pools=_pools(people),
        title=_title(rows, seats),
        eyebrow=f"{len(people)} people, {seats} seats",
        may_seat=may_seat,
    )


def suggestions_for(seat: Seat) -> list[Suggestion]:
    """Who could take ``seat``, best first."""
    project = Project.objects.prefetch_related("seats", _main_goals()).get(pk=seat.project_id)
    found = candidates(colleagues(), project, seat.role)
    return [Suggestion(colleague, fits) for colleague, fits in found[:SUGGESTIONS]]


def feelings_of(user: User) -> list[tuple[Project, str]]:
    """Every project that is not finished, and how ``user`` feels about it (empty: did not say)."""
    mine = Wish.objects.filter(user=user, project=OuterRef("pk")).values("feeling")
    rows = Project.objects.exclude(stage=Project.Stage.FINISHED).annotate(feeling=Subquery(mine[:1]))
    return [(project, project.feeling or "") for project in rows.order_by("name")[:MOST]]


def _projects() -> list[Project]:
    covers = Delegation.objects.running().filter(seat=OuterRef("pk"))
    order = [When(role=role, then=Value(at)) for at, role in enumerate(TEAM_ROLES)]
    seats = (
        Seat.objects.select_related("user")
        .annotate(
            at=Case(*order, output_field=IntegerField()),
            cover_name=Subquery(covers.order_by("pk").values("to__name")[:1]),
        )
        .order_by("at")
    )
    rows = Project.objects.exclude(stage=Project.Stage.FINISHED).order_by("size", "stage", "name")
    return list(rows.prefetch_related(Prefetch("seats", seats), _main_goals())[:MOST])


def _main_goals() -> Any:
    return Prefetch("goals", Goal.objects.filter(is_main=True))


def _row(project: Project, by_id: dict[int, Colleague], may_seat: bool) -> Row:
    return Row(project, [_board_seat(seat, project, by_id if may_seat else {}) for seat in project.seats.all()])


def _board_seat(seat: Seat, project: Project, by_id: dict[int, Colleague]) -> BoardSeat:
    sitting = by_id.get(seat.user_id or 0)
    if sitting is None:
        return BoardSeat(seat)
    fits = match(sitting.person(project.pk), place_of(project))
    return BoardSeat(seat, sitting.feelings.get(project.pk, ""), fits.is_audience)


def _suggest(rows: list[Row], people: list[Colleague]) -> None:
    """Suggestions open for the first empty seat; the others are asked for one by one."""
    for row in rows:
        wanted = next((place.seat for place in row.seats if place.seat.user_id is None), None)
        if wanted:
            row.wanted = wanted
            found = candidates(people, row.project, wanted.role)[:SUGGESTIONS]
            row.suggestions = [Suggestion(colleague, fits) for colleague, fits in found]
            return


def _pools(people: list[Colleague]) -> list[tuple[str, str, list[Colleague]]]:
    pools = [
        (role.value, f"{role.label}s", [person for person in people if role.value in person.roles])
        for role in TEAM_ROLES
    ]
    others = [person for person in people if not person.roles and not person.user.is_head]
    return [*pools, ("", "Did not say which seat", others)]


def _title(rows: list[Row], seats: int) -> str:
    empty = [(row.project, place.seat) for row in rows for place in row.seats if place.seat.user_id is None]
    if not rows:
        return "No project yet, so nobody to seat."
    if not empty:
        return f"All {seats} seats are filled."
    if len(empty) == 1:
        project, seat = empty[0]
        return f"One seat is empty: {project.name} has no {seat.get_role_display().lower()}."
    projects = len({project.pk for project, _seat in empty})
    return f"{words(len(empty), 'seat')} are empty in {counted(projects, 'project')}."
