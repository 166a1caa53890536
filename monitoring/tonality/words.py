"""What the words of the tables in `words/` stand for: tone, question, topic, promotion.

A word is looked up once and remembered, so a table may grow without slowing the labeller.
"""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntFlag, auto
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent / "words"


class Tag(IntFlag):
    GOOD = auto()
    BAD = auto()
    NEEDED = auto()  # bad only when denied: "does not work"
    PLAIN = auto()
    NEGATION = auto()
    GOOD_SIGN = auto()
    BAD_SIGN = auto()
    ASKS = auto()  # a question wherever it stands: "how much is"
    OPENS = auto()  # a question when a sentence opens with it: "when will"
    CLOSES = auto()  # a question when a text ends with it: "цена какая"
    RHETORIC = auto()
    DELIVERY = auto()
    QUALITY = auto()
    SERVICE = auto()
    PRICE = auto()
    AVAILABILITY = auto()
    ADVERT = auto()
    OFFER = auto()
    INVITE = auto()
    EARN = auto()
    STARTS_PHRASE = auto()


TONE = (Tag.GOOD | Tag.BAD | Tag.NEEDED | Tag.PLAIN | Tag.NEGATION).value
_NEIGHBOURS = {"ru": ("uk", "en"), "uk": ("ru", "en")}
"""Whose words also turn up in a text: people mix."""

_SECTIONS = ("tone", "question", "topic", "promo")
_SMILE = re.compile(r"[:;=]'?[-o]?[])*dp3]+|\^_*\^|<3|\){2,}|[xх][dд]+")
_FROWN = re.compile(r"[:;=]'?[-o]?[\[(/\\|]+|-_+-|\({2,}")
_DOUBLED = re.compile(r"(.)\1")

Phrase = tuple[tuple[str, ...], int]


@dataclass
class Table:
    """One language's words: whole ones, beginnings, and phrases by the beginning or whole of their first word."""

    whole: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    starts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lengths: dict[str, list[int]] = field(default_factory=dict)
    phrases: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: str, tag: int) -> None:
        first, *rest = entry.split()
        if rest:
            self.phrases[first].append((tuple(rest), tag))
            tag = Tag.STARTS_PHRASE.value
        if first.endswith("*"):
            self._add_start(first.rstrip("*"), tag)
        else:
            self.whole[first] |= tag

    def _add_start(self, start: str, tag: int) -> None:
        """`lengths` remembers, by its two first letters, how long a beginning may be: few lengths need a look."""
        self.starts[start] |= tag
        lengths = {len(start), *self.lengths.get(start[:2], ())}
        self.lengths[start[:2]] = sorted(lengths, reverse=True)

    def tags(self, word: str) -> int:
        """All that the entries say which fit; of two that disagree on tone the longer is believed."""
        known = self.whole.get(word, 0)
        for length in self.lengths.get(word[:2], ()):
            more = self.starts.get(word[:length], 0)
            known |= more & ~TONE if known & TONE else more
        return known

    def phrases_from(self, word: str) -> list[Phrase]:
        beginnings = (word[:length] + "*" for length in range(len(word), 1, -1))
        return [phrase for key in (word, *beginnings) for phrase in self.phrases.get(key, ())]


@cache
def table(language: str) -> Table:
    built = Table()
    content: dict[str, Any] = tomllib.loads((TABLES / f"{language}.toml").read_text("utf-8"))
    for section in _SECTIONS:
        for name, entries in content.get(section, {}).items():
            for entry in filter(None, map(str.strip, entries.replace("\n", " ").split(","))):
                built.add(entry, Tag[name.upper()].value)
    return built


@cache
def _signs() -> dict[str, int]:
    content = tomllib.loads((TABLES / "signs.toml").read_text("utf-8"))
    good = dict.fromkeys(content["good"].split(), Tag.GOOD_SIGN.value)
    return good | dict.fromkeys(content["bad"].split(), Tag.BAD_SIGN.value)


@lru_cache(maxsize=2**15)
def tags_of(token: str, language: str) -> int:
    """Everything the tables say about one token, as `Tag` bits."""
    if token[0].isalnum() or token[0] == "#":
        return _word(token, language) or _face(token)
    return _signs().get(token, 0) or _face(token)


def _word(token: str, language: str) -> int:
    """By the language's own table, else by its neighbours'. "суупер" is looked up as "супер" too."""
    for spelling in dict.fromkeys((token, _DOUBLED.sub(r"\1", token))):
        if tags := table(language).tags(spelling):
            return tags
        for neighbour in _NEIGHBOURS.get(language, ()):
            if tags := table(neighbour).tags(spelling) & ~Tag.STARTS_PHRASE.value:
                return tags
    return 0


def _face(token: str) -> int:
    if _SMILE.fullmatch(token):
        return Tag.GOOD_SIGN.value
    return Tag.BAD_SIGN.value if _FROWN.fullmatch(token) else 0


@lru_cache(maxsize=2**14)
def phrases_from(first: str, second: str, language: str) -> list[Phrase]:
    """The phrases two neighbouring tokens may begin: of each what follows its first word, and its tag."""
    return [(rest, tag) for rest, tag in table(language).phrases_from(first) if fits(second, rest[0])]


def fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
