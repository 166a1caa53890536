"""The launch gate: a complete goal, three filled seats, a connected channel, an agreement. It names what is missing."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError

from agency.permissions import TEAM_ROLES


@dataclass(frozen=True)
class Step:
    """``name`` is goal, team, channel or agreement; ``says`` is the fact, or what is missing."""

    name: str
    is_done: bool
    says: str


class NotReady(ValidationError):
    """The project cannot be launched yet; the text names what is missing, ``missing`` holds the steps."""

    def __init__(self, missing: list[Step]) -> None:
        super().__init__("Not yet. " + " ".join(f"{step.says}." for step in missing), code="not_ready")
        self.missing = missing


def gate(project: Any) -> list[Step]:
    """The four steps of ``project`` in order, done or not. Reads prefetched goals, seats and channels if there are."""
    return [_goal(project), _team(project), _channel(project), _agreement(project)]


def check_ready(project: Any) -> None:
    """Raise NotReady unless every step is done."""
    missing = [step for step in gate(project) if not step.is_done]
    if missing:
        raise NotReady(missing)


def _goal(project: Any) -> Step:
    main = next((goal for goal in project.goals.all() if goal.is_main), None)
    if main is None:
        return Step("goal", False, "There is no goal")
    lacks = main.lacks
    return Step("goal", not lacks, f"The goal lacks {', '.join(lacks)}" if lacks else f"Goal: {main.title}")


def _team(project: Any) -> Step:
    filled = {seat.role for seat in project.seats.all() if seat.user_id}
    empty = [role.label.lower() for role in TEAM_ROLES if role not in filled]
    if empty:
        return Step("team", False, f"The team has no {' and no '.join(empty)}")
    return Step("team", True, "All three seats are filled")


def _channel(project: Any) -> Step:
    usable = [channel.name for channel in project.channels.all() if channel.is_usable]
    return Step("channel", bool(usable), f"Connected: {', '.join(usable)}" if usable else "No channel is connected")


def _agreement(project: Any) -> Step:
    try:
        agreed_on = project.client.agreement.agreed_on
    except ObjectDoesNotExist:
        return Step("agreement", False, "There is no interaction agreement with the client")
    return Step("agreement", True, f"Agreement of {agreed_on:%-d %B %Y}")
