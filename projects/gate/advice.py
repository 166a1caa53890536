"""What experience says about a purpose: what social networks will hardly do, and what they might do instead."""

from dataclasses import dataclass
from typing import Protocol

from projects.gate.words import is_about, words
from projects.kinds import GoalKind, ToolKind


class HasPurpose(Protocol):
    company: str
    about: str
    words: str
    why: str
    goal_kind: str


@dataclass(frozen=True)
class Advice:
    """For ``kind`` in a trade: a short doubt under the choice, and a better purpose to talk about."""

    kind: GoalKind
    trade: tuple[str, ...]
    doubt: str
    better: GoalKind
    says: str


HEAVY = (
    "bus(es)?$", "lifts?$", "elevator", "excavator", "cranes?$", "turbine", "locomotive", "wagon", "machinery",
    "industrial", "pipeline", "steel$", "concrete", "boiler", "transformer", "b2b", "tender",
    "автобус", "ліфт", "екскаватор", "турбін", "локомотив", "вагон", "верстат", "промислов", "металопрокат", "бетон",
    "котл", "трансформатор", "тендер",
    "лифт", "экскаватор", "турбин", "станк", "станок", "промышлен", "металлопрокат",
)  # fmt: skip
LARGE_BRANDS = (
    "bank", "insurance", "insurer", "telecom", "supermarket", "airline",
    "банк", "страхов", "телеком", "оператор", "супермаркет", "авіакомпан", "авиакомпан",
)  # fmt: skip

_HIRE = (
    "Few people buy such a thing because of a post. But people choose where to work there: ask how many they need to"
    " hire, and by when."
)
ADVICE = (
    Advice(GoalKind.SALES, HEAVY, "unlikely in this trade", GoalKind.EMPLOYER, _HIRE),
    Advice(GoalKind.ADVERTISING, HEAVY, "unlikely in this trade", GoalKind.EMPLOYER, _HIRE),
    Advice(
        GoalKind.SUPPORT,
        HEAVY,
        "few end users",
        GoalKind.EMPLOYER,
        "Those who use it every day did not buy it, so few questions will come. Ask about hiring instead.",
    ),
    Advice(
        GoalKind.SALES,
        LARGE_BRANDS,
        "hard to tell apart",
        GoalKind.SUPPORT,
        "A large brand advertises everywhere, and nobody will know which sale came from a post. Answering complaints in"
        " one channel can be counted.",
    ),
)

# What worked for a goal: kind of tool → what to call it.
TOOL_IDEAS: dict[str, dict[str, str]] = {
    GoalKind.REPUTATION: {
        ToolKind.CONTENT: "One question, one honest answer",
        ToolKind.MONITORING: "Listening to what is said elsewhere",
        ToolKind.SUPPORT: "Answers in one channel",
        ToolKind.INTERACTIVE: "Ask the expert",
        ToolKind.SURVEY: "What do you think of us",
    },
    GoalKind.ADVERTISING: {
        ToolKind.ADS: "Ads to one region",
        ToolKind.CONTENT: "Posts worth promoting",
        ToolKind.PROMOTION: "A promotion with a date",
        ToolKind.SURVEY: "Where did you hear about us",
    },
    GoalKind.SALES: {
        ToolKind.CONTENT: "How it is made, how it is worn",
        ToolKind.PROMOTION: "A promotion with a date",
        ToolKind.ADS: "Ads to people like the buyers",
        ToolKind.SUPPORT: "Orders in messages",
        ToolKind.SURVEY: "Where did you hear about us",
    },
    GoalKind.SUPPORT: {
        ToolKind.SUPPORT: "Answers in one channel",
        ToolKind.MONITORING: "Complaints found elsewhere",
        ToolKind.CONTENT: "One minute tips",
        ToolKind.INTERACTIVE: "Question of the evening",
    },
    GoalKind.LAUNCH: {
        ToolKind.CONTENT: "The story before the day",
        ToolKind.PROMOTION: "First hundred testers",
        ToolKind.OFFLINE: "Meet it in town",
        ToolKind.ADS: "Ads in the launch week",
        ToolKind.MONITORING: "First reactions, daily",
    },
    GoalKind.EMPLOYER: {
        ToolKind.CONTENT: "A day at work",
        ToolKind.INTERACTIVE: "Ask a colleague",
        ToolKind.ADS: "Vacancies to the region",
        ToolKind.OFFLINE: "Open day",
        ToolKind.SURVEY: "Survey of leavers",
    },
}


def advise(lead: HasPurpose) -> tuple[Advice, ...]:
    """Every doubt that fits what ``lead`` says of itself; the first one with its own goal kind is the one to say."""
    said = words(" ".join((lead.company, lead.about, lead.words, lead.why)))
    fitting = [advice for advice in ADVICE if any(is_about(word, advice.trade) for word in said)]
    return tuple(sorted(fitting, key=lambda advice: advice.kind != lead.goal_kind))


def tool_ideas(goal_kind: str) -> list[tuple[str, str]]:
    """All kinds of tools, those that worked for ``goal_kind`` first and by their own names."""
    ideas = TOOL_IDEAS.get(goal_kind, {})
    return [*ideas.items(), *((kind.value, kind.label) for kind in ToolKind if kind not in ideas)]
