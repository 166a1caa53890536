"""The page of one lead: what they said, how clear it is, whether we could."""

from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, When

from agency.models import User
from agency.permissions import TEAM_ROLES
from projects.gate import Advice, Answer, Gate, Verdict, advise, tool_ideas
from projects.icons import KIND_ICONS, TOOL_ICONS
from projects.kinds import GoalKind
from projects.models import Client, Lead, Project
from projects.selectors.colleagues import Colleague, colleagues

MAIN_CAPACITY = 12
OTHERS = 5


@dataclass(frozen=True)
class Step:
    """One question of the gate with its verdict, as the page marks it."""

    answer: Answer
    word: str
    kind: str
    icon: str


@dataclass(frozen=True)
class Choice:
    """A kind of goal or of tool to choose."""

    value: str
    label: str
    icon: str
    note: str
    is_chosen: bool


@dataclass(frozen=True)
class Room:
    """One line of "Could we?"."""

    kind: str
    title: str
    note: str


@dataclass(frozen=True)
class Desk:
    """Everything beside and below a lead's words."""

    gate: Gate
    steps: dict[str, Step]
    kinds: list[Choice]
    tools: list[Choice]
    advice: Advice | None


_MARKS = {
    Verdict.CLEAR: ("ok", "check"),
    Verdict.VAGUE: ("warn", "exclamation-circle"),
    Verdict.MISSING: ("danger", "x-mark"),
}


def desk(lead: Lead) -> Desk:
    """The gate of ``lead`` as the page shows it."""
    gate = lead.gate
    doubts = advise(lead)
    notes = {doubt.kind: doubt.doubt for doubt in reversed(doubts)} | _examples(doubts)
    return Desk(
        gate=gate,
        steps={answer.name: _step(answer, gate) for answer in gate.answers},
        kinds=[
            Choice(kind, kind.label, KIND_ICONS[kind], notes.get(kind, ""), kind == lead.goal_kind) for kind in GoalKind
        ],
        tools=[
            Choice(kind, title, TOOL_ICONS[kind], "", kind in lead.tools) for kind, title in tool_ideas(lead.goal_kind)
        ],
        advice=_advice_to_say(lead, doubts),
    )


def could_we() -> list[Room]:
    """Capacity beside the decision: the places for main projects, and who has room for each seat."""
    people = colleagues()
    return [_places(), *(_room_for(role.value, role.label, people) for role in TEAM_ROLES)]


def others_waiting(lead: Lead, user: User) -> list[tuple[Lead, Gate]]:
    """The other leads that wait, oldest first."""
    rows = Lead.objects.visible_to(user).waiting().exclude(pk=lead.pk).order_by("pk")[:OTHERS]
    return [(other, other.gate) for other in rows]


def clients_like(lead: Lead, user: User) -> QuerySet[Client]:
    """The clients a yes could go to: those we have."""
    return Client.objects.visible_to(user).order_by("name")


def leads_like(lead: Lead, user: User) -> QuerySet[Lead]:
    """The leads this one could repeat: of a like name or the same address first."""
    alike = Q(company__icontains=lead.company.partition(" ")[0])
    if lead.contact_email:
        alike |= Q(contact_email__iexact=lead.contact_email)
    rows = Lead.objects.visible_to(user).exclude(pk=lead.pk).exclude(status=Lead.Status.DUPLICATE)
    return rows.annotate(is_alike=Case(When(alike, then=1), default=0)).order_by("-is_alike", "-pk")


def _step(answer: Answer, gate: Gate) -> Step:
    kind, icon = _MARKS[answer.verdict]
    if answer.name == "tools" and not gate.goal.is_clear:
        return Step(answer, "after the goal", "warn", "exclamation-circle")
    return Step(answer, answer.verdict.value, kind, icon)


def _advice_to_say(lead: Lead, doubts: tuple[Advice, ...]) -> Advice | None:
    """Said while the doubted kind is chosen, or none is; not once the better one is."""
    if not doubts or lead.goal_kind == doubts[0].better:
        return None
    return doubts[0] if not lead.goal_kind or doubts[0].kind == lead.goal_kind else None


def _examples(doubts: tuple[Advice, ...]) -> dict[str, str]:
    """A project of ours that came for the better purpose: ``like Vektorbus``."""
    better = {doubt.better for doubt in doubts}
    if not better:
        return {}
    rows = Project.objects.active().filter(goals__is_main=True, goals__kind__in=better)
    return {kind: f"like {name}" for kind, name in rows.order_by("-name").values_list("goals__kind", "name")}


def _places() -> Room:
    stages = [Project.Stage.ACTIVE, Project.Stage.PAUSED]
    taken = Project.objects.filter(size=Project.Size.MAIN, stage__in=stages).count()
    title = f"Capacity: {taken} of {MAIN_CAPACITY}"
    if taken >= MAIN_CAPACITY:
        return Room("danger", title, "No place for a main project until one is finished")
    return Room("ok", title, f"{MAIN_CAPACITY - taken} free for main projects")


def _room_for(role: str, label: str, people: list[Colleague]) -> Room:
    fit = sorted((person for person in people if person.takes(role)), key=lambda p: (-p.room, p.user.name))
    if not fit:
        return Room("danger", f"{label}: nobody", "No one takes this seat yet")
    best = fit[0]
    note = f"{best.room_in_words[0].lower()}{best.room_in_words[1:]}"
    if not best.room:
        return Room("warn", f"{label}: nobody has room", f"{best.user.first_name} {note}")
    return Room("ok", f"{label}: {best.user.first_name}", note)
