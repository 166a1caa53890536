"""How people take part, said in labels and words: for the reviewer, the client and whoever reads the post later."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from content.clock import spoken_day, spoken_zone
from content.models import Interactive, Promotion

Fact = tuple[str, str]
Details = dict[str, Any]


def facts_of(details: Details | None) -> list[Fact]:
    """The details of a snapshot (``Details.snapshot``), in the order one asks; what is not said is left out."""
    if not details:
        return []
    return [(label, text) for label, text in _SAID[details["format"]](details) if text]


def _promotion(details: Details) -> Iterator[Fact]:
    yield "Prizes", "\n".join(prize_line(prize) for prize in details["prizes"])
    yield "Rules", details["rules"]
    yield "How to take part", Promotion.Entering(details["entering"]).label
    yield "From", _moment(details, "opens")
    yield "Until", _moment(details, "closes")
    yield "Who may not", details["barred"]
    days = details["bars_winners_days"]
    yield "Earlier winners", f"May not win again within {days} days" if days else ""
    yield "Fingerprint of the draw", details["fingerprint"]


def prize_line(prize: dict[str, Any]) -> str:
    """``3 × Blanket``; one alone is just ``Blanket``."""
    return prize["name"] if prize["winners"] == 1 else f"{prize['winners']} × {prize['name']}"


def _survey(details: Details) -> Iterator[Fact]:
    yield "Question", details["question"]
    yield "Answers", "\n".join(f"{number}. {option}" for number, option in enumerate(details["options"], 1))
    yield "One may choose", "Several" if details["several"] else "One"
    yield "Until", _moment(details, "closes")


def _interactive(details: Details) -> Iterator[Fact]:
    yield "What people are asked to do", details["asked"]
    word = f": {details['word']}" if details["counting"] == Interactive.Counting.WORD and details["word"] else ""
    yield "What counts", f"{Interactive.Counting(details['counting']).label}{word}"
    yield "From", _moment(details, "opens")
    yield "Until", _moment(details, "closes")


def _question(details: Details) -> Iterator[Fact]:
    yield "Question of the day", details["asked"]
    yield "Until", _moment(details, "closes")


def _activity(details: Details) -> Iterator[Fact]:
    yield "Place", details["place"]
    yield "Address", details["address"]
    yield "On a map", details["map_link"]
    yield "Begins", _moment(details, "opens")
    yield "Ends", _moment(details, "closes")
    yield "Room for", f"{details['capacity']} people" if details["capacity"] else ""


def _moment(details: Details, end: str) -> str:
    """``Friday 20 November, 10:00, Kyiv time``."""
    day, time = details.get(f"{end}_on"), details.get(f"{end}_time")
    if not day:
        return ""
    said = spoken_day(dt.date.fromisoformat(day))
    return f"{said}, {time[:5]}, {spoken_zone(details['time_zone'])} time" if time else said


_SAID: dict[str, Callable[[Details], Iterator[Fact]]] = {
    "promotion": _promotion,
    "survey": _survey,
    "interactive": _interactive,
    "question": _question,
    "offline": _activity,
}
