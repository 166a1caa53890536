"""Which language a text is in, by its letters and small words. Measured against libraries in docs/tonality.md."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

import numpy as np

from monitoring.tonality.labels import Language
from monitoring.tonality.words import TABLES

OWN_LETTER, SMALL_WORD, PIECE = 3.0, 1.5, 0.7
"""A letter that only one language writes weighs two small words; a piece common in one language, half a word."""

LATIN_LETTER = 0.5
"""Two Latin letters weigh one Cyrillic: Russian and Ukrainian posts are full of Latin names."""

NO_UKRAINIAN_LETTER, MARGIN = 0.01, 0.1
"""Every 14th letter of Ukrainian is і, ї, є or ґ, so each Cyrillic letter that is not speaks a little for Russian: ten
of them, with nothing against it, are enough to decide."""

Evidence = tuple[float, ...]
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[a-z\u00df-\u024f]")
_CYRILLIC_CHOICES = (Language.RUSSIAN, Language.UKRAINIAN, Language.OTHER)
_LATIN_CHOICES = (Language.ENGLISH, Language.OTHER)


def languages_of(cut: Sequence[Sequence[str]]) -> list[Language]:
    """The language of each text, given cut into tokens.

    Undecided where the words fit two languages equally, or where there are no words.
    """
    places: dict[str, int] = {}
    word = [places.setdefault(token, len(places)) for token in chain.from_iterable(cut)]
    evidence = np.array([evidence_of(token) for token in places]).reshape(-1, 8)
    running = np.concatenate([np.zeros((1, 8)), np.cumsum(evidence[word], axis=0)]) if word else np.zeros((1, 8))
    ends = np.cumsum([len(tokens) for tokens in cut], dtype=np.intp)
    starts = np.concatenate([[0], ends[:-1]]).astype(np.intp)
    return [_decide(row) for row in (running[ends] - running[starts]).round(3).tolist()]


def _decide(row: list[float]) -> Language:
    cyrillic, latin, other, *points = row
    if other > max(cyrillic, latin):
        return Language.OTHER
    if cyrillic >= latin:
        points[0] += NO_UKRAINIAN_LETTER * cyrillic
        return _ahead(points[:3], _CYRILLIC_CHOICES)
    return _ahead(points[3:], _LATIN_CHOICES)


def _ahead(points: list[float], choices: tuple[Language, ...]) -> Language:
    best, second = sorted(points, reverse=True)[:2]
    return choices[points.index(best)] if best - second >= MARGIN else Language.UNDECIDED


@lru_cache(maxsize=2**15)
def evidence_of(word: str) -> Evidence:
    """Letters by script (Cyrillic, Latin, other), then points for ru, uk, other Cyrillic, en, other Latin."""
    if not (word[0].isalpha() or word[0] == "#"):
        return (0.0,) * 8
    if word.isascii():
        return (0.0, LATIN_LETTER * len(word), 0.0, 0.0, 0.0, 0.0, *_latin(word))
    cyrillic = len(_CYRILLIC.findall(word))
    if not cyrillic:
        latin = len(_LATIN.findall(word))
        return (0.0, LATIN_LETTER * latin, len(word) - latin, 0.0, 0.0, 0.0, *_latin(word))
    return (cyrillic, 0.0, len(word) - cyrillic, *_cyrillic(word), 0.0, 0.0)


def _latin(word: str) -> tuple[float, float]:
    return 0.1 + _points(word, "en"), _points(word, "other_latin")


def _cyrillic(word: str) -> tuple[float, float, float]:
    russian, ukrainian, other = (_points(word, name) for name in ("ru", "uk", "other_cyrillic"))
    return russian, ukrainian + (OWN_LETTER if "'" in word else 0.0), other


def _points(word: str, name: str) -> float:
    """Points for the strongest clue in the word: a letter, else the whole word, else a piece of it."""
    clues = _clues(name)
    if not clues.letters.isdisjoint(word):
        return OWN_LETTER
    if word in clues.words:
        return SMALL_WORD
    return PIECE if clues.pieces and clues.pieces.search(word) else 0.0


@dataclass(frozen=True)
class Clues:
    letters: frozenset[str]
    words: frozenset[str]
    pieces: re.Pattern[str] | None


@cache
def _clues(name: str) -> Clues:
    """A language's own letters and pieces, and its small words that no other language of the table shares."""
    tables = tomllib.loads((TABLES / "languages.toml").read_text("utf-8"))
    words = {key: frozenset(value.split()) for key, value in tables["words"].items()}
    shared = frozenset[str]().union(*(words[key] for key in words if key != name))
    pieces = tables["pieces"].get(name)
    pattern = re.compile("|".join(pieces.split())) if pieces else None
    return Clues(frozenset(tables["letters"].get(name, "")), words[name] - shared, pattern)
