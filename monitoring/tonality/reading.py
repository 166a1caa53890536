"""A batch of texts in one language, cut into tokens with what the tables say about each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from monitoring.tonality.words import TONE, Tag, fits, phrases_from, tags_of


@dataclass(frozen=True)
class Reading:
    """Tokens of all texts in one row. `owner[i]` is the text of token i, `word[i]` its place in `vocabulary`."""

    size: int
    tokens: list[str]
    owner: np.ndarray
    word: np.ndarray
    vocabulary: list[str]
    tags: np.ndarray

    def has(self, tag: Tag) -> np.ndarray:
        """For each token: does it carry the tag."""
        return (self.tags & tag.value) != 0

    def count(self, marked: np.ndarray) -> np.ndarray:
        """For each text: how many of its tokens are marked."""
        return sums(self.owner, marked, self.size)

    def tokens_with(self, part: str) -> np.ndarray:
        """For each token: does `part` stand in it."""
        return np.array([part in token for token in self.vocabulary], dtype=bool)[self.word]

    def words(self) -> np.ndarray:
        """For each token: is it a word, rather than a sign, link, handle or number."""
        return np.array([token[0].isalpha() or token[0] == "#" for token in self.vocabulary], dtype=bool)[self.word]


def sums(owner: np.ndarray, worth: np.ndarray, size: int) -> np.ndarray:
    """For each of `size` owners the sum of what it owns; a fraction also where nobody owns anything."""
    return np.bincount(owner, weights=worth, minlength=size).astype(float)


def read(cut: Sequence[Sequence[str]], language: str) -> Reading:
    """Texts already cut into tokens, looked up in the tables of `language`."""
    flat = list(chain.from_iterable(cut))
    places = {token: place for place, token in enumerate(dict.fromkeys(flat))}
    word = np.fromiter(map(places.__getitem__, flat), dtype=np.intp, count=len(flat))
    owner = np.repeat(np.arange(len(cut)), np.array([len(row) for row in cut], dtype=np.intp))
    known = np.array([tags_of(token, language) for token in places], dtype=np.int64)
    tags = known[word] if flat else known
    _speak_phrases(flat, owner, tags, language)
    return Reading(len(cut), flat, owner, word, list(places), tags)


def _speak_phrases(flat: list[str], owner: np.ndarray, tags: np.ndarray, language: str) -> None:
    """Where a phrase of the tables stands, its tag replaces the tone of the words in it."""
    for start in np.flatnonzero(tags[:-1] & Tag.STARTS_PHRASE.value).tolist():
        for rest, tag in phrases_from(flat[start], flat[start + 1], language):
            end = start + 1 + len(rest)
            found = flat[start + 1 : end]
            if len(found) == len(rest) and owner[start] == owner[end - 1] and all(map(fits, found, rest)):
                tags[start:end] &= ~TONE
                tags[start] |= tag
