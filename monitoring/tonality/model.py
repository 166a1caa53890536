"""The trained model: its artefact, and the arithmetic from features to probabilities.

The artefact `model.npz` holds for each language one table of whole numbers (-127 to 127) for hashed pieces and a few
weights for the tone features. It holds no code: it is read with `allow_pickle=False`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from monitoring.tonality.features import Pieces, pair_pieces, tone_features, word_pieces
from monitoring.tonality.labels import Tonality
from monitoring.tonality.reading import Reading, sums

ARTEFACT = Path(__file__).parent / "model.npz"
CLASSES = (Tonality.NEGATIVE, Tonality.NEUTRAL, Tonality.POSITIVE)

RARITY_UNITS = 10


@dataclass(frozen=True)
class Weights:
    """One language's model. A column for each of `CLASSES`; `warmth` turns scores into honest probabilities."""

    pieces: np.ndarray  # int8 (BUCKETS, 3)
    rarity: np.ndarray  # uint8 (BUCKETS,): how much a piece tells, in tenths
    step: float  # what one unit of `pieces` is worth
    tone: np.ndarray  # float32 (tone features, 3)
    bias: np.ndarray  # float32 (3,)
    warmth: float = 1.0


def scores(reading: Reading, weights: Weights) -> np.ndarray:
    """One row a text, one column for each of `CLASSES`; the highest wins."""
    total, length = _sums(pair_pieces(reading), weights, reading.size)
    by_word, length_of_word = _sums(word_pieces(reading.vocabulary), weights, len(reading.vocabulary))
    for column in range(len(CLASSES)):
        total[:, column] += reading.count(by_word[reading.word, column])
    length += reading.count(length_of_word[reading.word])
    return total / np.sqrt(np.maximum(length, 1))[:, None] + tone_features(reading) @ weights.tone + weights.bias


def _sums(pieces: Pieces, weights: Weights, size: int) -> tuple[np.ndarray, np.ndarray]:
    """For each owner: the sum of its pieces' weights, and the squared length of the row they make."""
    rows = weights.pieces[pieces.bucket] * weights.step
    columns = [sums(pieces.owner, rows[:, column], size) for column in range(len(CLASSES))]
    squares = (weights.rarity.astype(np.float32) / RARITY_UNITS) ** 2
    return np.stack(columns, axis=1), sums(pieces.owner, squares[pieces.bucket], size)


def probabilities(scored: np.ndarray, warmth: float) -> np.ndarray:
    """Chances of each of `CLASSES`, adding up to 1. `warmth` above 1 makes them bolder, below 1 humbler."""
    warm = scored * warmth
    powers = np.exp(warm - warm.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@cache
def load(path: Path = ARTEFACT) -> dict[str, Weights]:
    """The model by language, read once in a process."""
    with np.load(path, allow_pickle=False) as stored:
        names = sorted({key.split("/")[0] for key in stored.files})
        return {name: Weights(*(_plain(stored[f"{name}/{part}"]) for part in _PARTS)) for name in names}


def save(models: dict[str, Weights], path: Path) -> None:
    arrays = {f"{name}/{part}": getattr(weights, part) for name, weights in models.items() for part in _PARTS}
    np.savez_compressed(path, allow_pickle=False, **arrays)


def _plain(stored: np.ndarray) -> Any:
    return stored if stored.ndim else stored.item()


_PARTS = tuple(Weights.__dataclass_fields__)
