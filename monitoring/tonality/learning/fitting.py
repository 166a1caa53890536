"""From readings to weights: three logistic regressions, one for each class against the rest."""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack, vstack
from sklearn.linear_model import LogisticRegression

from monitoring.tonality.features import BUCKETS, Pieces, pair_pieces, tone_features, word_pieces
from monitoring.tonality.model import CLASSES, RARITY_UNITS, Weights
from monitoring.tonality.reading import Reading

STRENGTH = 3.0
"""Inverse of the penalty on large weights. 2 to 6 score alike in cross-validation; less is too timid."""

TONE_SHARE = 0.3
"""Tone features are scaled down for training, so that the model does not live off the tables alone."""


class Lesson(NamedTuple):
    """What the model learns from: how often each piece stands in each text, the tone features, the number of the
    text's label in `CLASSES`, and how much the text counts."""

    counts: csr_matrix
    tone: np.ndarray
    label: np.ndarray
    trust: np.ndarray

    def take(self, places: np.ndarray) -> "Lesson":
        return Lesson(*(part[places] for part in self))

    def with_trust(self, trust: float) -> "Lesson":
        return self._replace(trust=np.full(len(self.label), trust))


def lesson(reading: Reading, label: np.ndarray) -> Lesson:
    has = _sparse(Pieces(reading.owner, reading.word), reading.size, len(reading.vocabulary))
    spelled = _sparse(word_pieces(reading.vocabulary), len(reading.vocabulary), BUCKETS)
    pairs = _sparse(pair_pieces(reading), reading.size, BUCKETS)
    return Lesson((has @ spelled + pairs).tocsr(), tone_features(reading), label, np.ones(len(label)))


def join(*lessons: Lesson) -> Lesson:
    counts, *others = zip(*lessons, strict=True)
    return Lesson(vstack(counts).tocsr(), *map(np.concatenate, others))


def _sparse(pieces: Pieces, height: int, width: int) -> csr_matrix:
    return csr_matrix((np.ones(len(pieces.owner)), (pieces.owner, pieces.bucket)), shape=(height, width))


def fit(seen: Lesson) -> Weights:
    """Weights in which every class counts the same however rare it is; `warmth` is still to be found."""
    rarity = _rarity(seen.counts)
    features = hstack([_weighed(seen.counts, rarity), csr_matrix(seen.tone * TONE_SHARE)]).tocsr()
    learners = [_learner(features, seen.label == number, seen.trust) for number in range(len(CLASSES))]
    weights = np.concatenate([learner.coef_ for learner in learners]).T
    return _pack(weights, np.concatenate([learner.intercept_ for learner in learners]), rarity)


def _learner(features: csr_matrix, mine: np.ndarray, trust: np.ndarray) -> LogisticRegression:
    """One class against the rest, both sides weighing the same."""
    share = np.where(mine, trust[mine].sum(), trust[~mine].sum()) / trust.sum()
    learner = LogisticRegression(C=STRENGTH, solver="liblinear", dual=True, tol=0.01, max_iter=200, random_state=0)
    return learner.fit(features, mine, sample_weight=trust / (2 * share))


def _rarity(counts: csr_matrix) -> np.ndarray:
    """Inverse document frequency (smoothed, plus one) in whole units."""
    texts, holding = counts.shape[0], np.bincount(counts.indices, minlength=BUCKETS)
    return np.round(RARITY_UNITS * (np.log((1 + texts) / (1 + holding)) + 1)).astype(np.uint8)


def _weighed(counts: csr_matrix, rarity: np.ndarray) -> csr_matrix:
    """Counts times rarity over the row's length, in which each occurrence counts for itself, as `model.scores` does."""
    worth = rarity / RARITY_UNITS
    length = np.sqrt(np.maximum(counts @ worth**2, 1))
    return diags(1 / length) @ counts @ diags(worth)


def _pack(weights: np.ndarray, bias: np.ndarray, rarity: np.ndarray) -> Weights:
    """Weights of pieces, times rarity, as whole numbers from -127 to 127, `step` apart."""
    pieces, tone = weights[:BUCKETS] * (rarity / RARITY_UNITS)[:, None], weights[BUCKETS:] * TONE_SHARE
    step = float(np.abs(pieces).max()) / 127 or 1.0
    whole = np.round(pieces / step).astype(np.int8)
    return Weights(whole, rarity, step, tone.astype(np.float32), bias.astype(np.float32))


def apply(unseen: Lesson, weights: Weights) -> np.ndarray:
    """The same scores as `model.scores`, from a lesson."""
    length = np.sqrt(np.maximum(unseen.counts @ (weights.rarity / RARITY_UNITS) ** 2, 1))
    by_piece = unseen.counts @ (weights.pieces * weights.step) / length[:, None]
    return by_piece + unseen.tone @ weights.tone + weights.bias
