"""What the model looks at: hashed pieces of words, words, pairs of words, and the tone of the tables.

Pieces are computed once for each different word of a batch, all words at a time; that is what makes the labeller fast.
"""

import zlib
from dataclasses import dataclass

import numpy as np

from monitoring.tonality.reading import Reading
from monitoring.tonality.tokens import LINK
from monitoring.tonality.words import Tag

BITS = 16
BUCKETS = 1 << BITS
LONGEST = 5
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True)
class Pieces:
    """Hashed pieces: piece i belongs to the text (or vocabulary word) `owner[i]` and falls in `bucket[i]`."""

    owner: np.ndarray
    bucket: np.ndarray


def _buckets(hashes: np.ndarray, salt: int) -> np.ndarray:
    mixed = (hashes + np.uint64(salt)) * _MIX
    mixed ^= mixed >> np.uint64(29)
    return ((mixed * _SPREAD) >> np.uint64(64 - BITS)).astype(np.intp)


def word_pieces(vocabulary: list[str]) -> Pieces:
    """Each word, and its runs of 2 to 5 characters, the blanks at its ends included."""
    letters, owner = _letters(vocabulary)
    words = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in vocabulary], dtype=np.uint64)
    owners, buckets = [np.arange(len(vocabulary))], [_buckets(words, 1)]
    run = letters
    for length in range(2, LONGEST + 1):
        run = run[:-1] * _SPREAD + letters[length - 1 :]
        inside = np.flatnonzero(owner[: len(run)] == owner[length - 1 :])
        owners.append(owner[inside])
        buckets.append(_buckets(run[inside], length))
    return Pieces(np.concatenate(owners), np.concatenate(buckets))


def _letters(vocabulary: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Code points of " word " for every word in a row, and which word each belongs to."""
    padded = "".join(f" {word} " for word in vocabulary).encode("utf-32-le", "replace")
    letters = np.frombuffer(padded, dtype=np.uint32).astype(np.uint64)
    return letters, np.repeat(np.arange(len(vocabulary)), [len(word) + 2 for word in vocabulary])


def pair_pieces(reading: Reading) -> Pieces:
    """Every two neighbouring words of a text."""
    words = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in reading.vocabulary], dtype=np.uint64)
    row = words[reading.word]
    together = np.flatnonzero(reading.owner[:-1] == reading.owner[1:])
    pairs = row[:-1] * _SPREAD + row[1:]
    return Pieces(reading.owner[together], _buckets(pairs[together], 100))


def tone_features(reading: Reading) -> np.ndarray:
    """One row a text of what the tables and signs say, each number between about -2 and 2."""
    flipped = _denied(reading)
    good, bad, needed = (reading.has(tag) for tag in (Tag.GOOD, Tag.BAD, Tag.NEEDED))
    praise, blame = reading.count(good & ~flipped), reading.count(bad & ~flipped)
    no_praise, no_blame = reading.count(good & flipped), reading.count(bad & flipped)
    broken = reading.count(needed & flipped)
    words = np.bincount(reading.owner, minlength=reading.size)
    balance = praise + no_blame - blame - no_praise - broken
    counts = [praise, blame, no_praise, no_blame, broken]
    counts += [reading.count(reading.has(Tag.GOOD_SIGN)), reading.count(reading.has(Tag.BAD_SIGN))]
    counts += [reading.count(reading.tokens_with(part)) for part in ("!", "?", ")", "(", LINK)]
    facts = [balance > 0, balance < 0, (praise + blame + no_praise + no_blame + broken) == 0, words / 30]
    shares = [4 * praise / (words + 2), 4 * blame / (words + 2)]
    capped = [np.sqrt(np.minimum(count, 4)) for count in counts]
    return np.stack([*capped, *facts, *shares], axis=1).astype(np.float32)


def _denied(reading: Reading) -> np.ndarray:
    """For each token: is one of the two before it, in the same text, a "not"."""
    negation = reading.has(Tag.NEGATION)
    denied = np.zeros(len(negation), dtype=bool)
    for step in (1, 2):
        same = reading.owner[step:] == reading.owner[:-step]
        denied[step:] |= negation[:-step] & same
    return denied
