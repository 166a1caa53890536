"""How well a person fits a seat, in words. Pure: reads two descriptions, touches nothing.

Counted: the audience they belong to or know (only what the person opted in to share), topics, languages, their wish,
and room. A score orders people; what is shown are the reasons.
"""

from dataclasses import dataclass, field

from projects.gate.words import FUNCTION_WORDS, words
from projects.kinds import LANGUAGES

STEM = 5  # letters two forms of a word have in common: mother, mothers; мама, мамы
FULL_MARKS = 5
FEELING_SCORE = {"want": 3, "comfortable": 0, "": 0, "rather_not": -5}
FEELING_WORDS = {"want": "Wants it", "comfortable": "Comfortable", "rather_not": "Would rather not", "": "Did not say"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of somebody; ``id`` is the caller's. ``traits`` is empty unless they share them."""

    name: str
    id: int = 0
    load: int
    capacity: int
    feeling: str = ""
    about: str = ""
    traits: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def room(self) -> int:
        return max(self.capacity - self.load, 0)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a seat asks for: whom the project talks to, about what, in which language."""

    audience: str
    about: str
    language: str


@dataclass(frozen=True)
class Match:
    person: Person
    audience: int  # 0 to 5
    score: int
    reasons: tuple[str, ...] = field(default=())
    fit: tuple[str, ...] = field(default=())

    @property
    def is_audience(self) -> bool:
        return any(reason.startswith("Is the audience") for reason in self.reasons)

    @property
    def why(self) -> str:
        """Who they are and what fits, without wish and room, which are drawn beside."""
        said = [self.person.about.rstrip("."), *self.fit]
        return " ".join(f"{part}." for part in said if part)

    @property
    def sentence(self) -> str:
        return " ".join(f"{reason}." for reason in self.reasons)


def match(person: Person, place: Place) -> Match:
    """How ``person`` fits ``place``, and why."""
    shared = [trait for trait in person.traits if _stems(trait) & _stems(place.audience)]
    known = [topic for topic in person.topics if _stems(topic) & _stems(f"{place.about} {place.audience}")]
    speaks = place.language in person.languages
    fit = [
        f"Is the audience: {_listed(shared)}" if shared else "",
        f"Knows {_listed(known)}" if known else "",
        _language(place.language, speaks, person.languages),
    ]
    fit = [reason for reason in fit if reason]
    wish = [FEELING_WORDS[person.feeling]] if person.feeling else []
    reasons = (*fit, *wish, room_in_words(person.load, person.capacity))
    audience = min(FULL_MARKS, 2 * len(shared) + len(known) + speaks)
    score = audience + FEELING_SCORE[person.feeling] + min(person.room, 2) - (10 if not person.room else 0)
    return Match(person, audience, score, reasons, tuple(fit))


def best_first(people: list[Person], place: Place) -> list[Match]:
    """Everybody matched with ``place``; equal ones by room, then by name."""
    found = [match(person, place) for person in people]
    return sorted(found, key=lambda item: (-item.score, -item.person.room, item.person.name))


def room_in_words(load: int, capacity: int) -> str:
    """``Has room for two``, ``Is full``, ``Has 2 too many``."""
    room = capacity - load
    if room < 0:
        return f"Has {-room} too many"
    if room == 0:
        return "Is full"
    return f"Has room for {NUMBERS[room] if room < len(NUMBERS) else room}"


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in words(text) if word not in FUNCTION_WORDS and len(word) > 2}


def _listed(things: list[str]) -> str:
    return ", ".join(things)


def _language(language: str, speaks: bool, languages: tuple[str, ...]) -> str:
    name = LANGUAGES.get(language, language)
    if speaks:
        return f"Writes {name}"
    return f"Did not name {name}" if languages else ""
