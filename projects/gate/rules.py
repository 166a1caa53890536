"""Each answer is clear, vague or missing, and says what to ask next. Pure: reads a lead, touches nothing."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from django.utils import timezone

from projects.gate.words import EVERYBODY, PRESENCE, UNCOUNTABLE, VAGUE_AIMS, left_over

WORDS_OF_A_REASON = 3  # "hire twenty fitters"
WORDS_OF_AN_AUDIENCE = 3  # "young mothers, Kyiv"


class Verdict(StrEnum):
    CLEAR = "clear"
    VAGUE = "vague"
    MISSING = "missing"


class HasAnswers(Protocol):
    """A lead, or anything that answers like one. Not read: who they are, what was decided."""

    goal_kind: str
    why: str
    audience: str
    kpi_name: str
    kpi_baseline: Decimal | None
    kpi_target: Decimal | None
    kpi_due_on: dt.date | None
    tools: list[str]


@dataclass(frozen=True)
class Answer:
    """``ask`` is the question that would make it clear (empty when it is), ``field`` the one it is about."""

    name: str
    verdict: Verdict
    ask: str = ""
    field: str = ""

    @property
    def is_clear(self) -> bool:
        return self.verdict == Verdict.CLEAR


@dataclass(frozen=True)
class Gate:
    goal: Answer
    measure: Answer
    audience: Answer
    tools: Answer

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self.goal, self.measure, self.audience, self.tools

    @property
    def answered(self) -> int:
        return sum(answer.is_clear for answer in self.answers)

    @property
    def is_open(self) -> bool:
        return self.answered == len(self.answers)

    @property
    def questions(self) -> list[str]:
        """What to ask the client, in the order of the gate."""
        return [answer.ask for answer in self.answers if answer.ask]


def judge(lead: HasAnswers, *, today: dt.date | None = None) -> Gate:
    """The four answers of ``lead`` as they stand on ``today``."""
    goal = _goal(lead)
    return Gate(goal, _measure(lead, today or timezone.localdate()), _audience(lead), _tools(lead, goal))


def _goal(lead: HasAnswers) -> Answer:
    def answer(verdict: Verdict, ask: str, field: str) -> Answer:
        return Answer("goal", verdict, ask, field)

    if not lead.goal_kind and not lead.why.strip():
        return answer(Verdict.MISSING, "For what purpose? What will be different in a year?", "goal_kind")
    if not lead.why.strip():
        return answer(Verdict.VAGUE, "What will be different in a year?", "why")
    if not left_over(lead.why, PRESENCE):
        return answer(
            Verdict.VAGUE, "That others are there is not a purpose. What will be different for you in a year?", "why"
        )
    if len(left_over(lead.why, PRESENCE, VAGUE_AIMS)) < WORDS_OF_A_REASON:
        return answer(Verdict.VAGUE, "More of what, from whom, and what changes for you then?", "why")
    if not lead.goal_kind:
        return answer(Verdict.VAGUE, "Which of the six is it, most of all?", "goal_kind")
    return Answer("goal", Verdict.CLEAR)


def _measure(lead: HasAnswers, today: dt.date) -> Answer:
    def answer(verdict: Verdict, ask: str, field: str) -> Answer:
        return Answer("measure", verdict, ask, field)

    if not lead.kpi_name.strip():
        return answer(Verdict.MISSING, "What will be counted?", "kpi_name")
    if not left_over(lead.kpi_name, UNCOUNTABLE):
        return answer(
            Verdict.VAGUE, f"“{lead.kpi_name.strip()}” is not a measure. What can be counted instead?", "kpi_name"
        )
    if lead.kpi_target is None:
        return answer(Verdict.MISSING, "How many do you need? We cannot guess this one.", "kpi_target")
    if lead.kpi_baseline is None:
        return answer(Verdict.VAGUE, "How many are there today?", "kpi_baseline")
    if lead.kpi_target == lead.kpi_baseline:
        return answer(Verdict.VAGUE, "The number does not change. Where should it arrive?", "kpi_target")
    if lead.kpi_due_on is None:
        return answer(Verdict.VAGUE, "By which day?", "kpi_due_on")
    if lead.kpi_due_on <= today:
        return answer(Verdict.VAGUE, "That day has passed. By which day now?", "kpi_due_on")
    return Answer("measure", Verdict.CLEAR)


def _audience(lead: HasAnswers) -> Answer:
    if not lead.audience.strip():
        return Answer("audience", Verdict.MISSING, "Who are they, and where are they?", "audience")
    if not left_over(lead.audience, EVERYBODY):
        return Answer("audience", Verdict.VAGUE, "Everybody is nobody. Who needs it first?", "audience")
    if len(left_over(lead.audience, EVERYBODY)) < WORDS_OF_AN_AUDIENCE:
        return Answer("audience", Verdict.VAGUE, "Say more about them: age, place, what they do.", "audience")
    return Answer("audience", Verdict.CLEAR)


def _tools(lead: HasAnswers, goal: Answer) -> Answer:
    if not goal.is_clear:
        return Answer("tools", Verdict.VAGUE if lead.tools else Verdict.MISSING)
    if not lead.tools:
        return Answer("tools", Verdict.MISSING, "With what shall we work? Choose at least one.", "tools")
    return Answer("tools", Verdict.CLEAR)
