"""How well the model does on texts it has not seen, and how far its confidence can be believed."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score
from sklearn.model_selection import StratifiedKFold

from monitoring.tonality.learning.fitting import Lesson, apply, fit, join
from monitoring.tonality.model import CLASSES, probabilities

FOLDS = 5
WARMTHS = np.arange(0.2, 4.0, 0.05)
CONFIDENCE_STEPS = np.linspace(0, 1, 11)


def held_out_scores(own: Lesson, source: np.ndarray, borrowed: Sequence[Lesson] = ()) -> np.ndarray:
    """Each text's scores from a model that saw four fifths of the texts, but not this one."""
    strata = _strata(source, own.label)
    scored = np.zeros((len(strata), len(CLASSES)))
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(strata, strata):
        scored[unseen] = apply(own.take(unseen), fit(join(own.take(seen), *borrowed)))
    return scored


def _strata(source: np.ndarray, label: np.ndarray) -> list[str]:
    """Every fold gets its share of each label of each source; sources too small for that share by label alone."""
    strata = [f"{place}/{number}" for place, number in zip(source, label, strict=True)]
    size = Counter(strata)
    return [stratum if size[stratum] >= FOLDS else stratum.split("/")[-1] for stratum in strata]


def warmth_of(scored: np.ndarray, label: np.ndarray) -> float:
    """The factor on scores that makes the true labels likeliest (temperature scaling)."""
    rows = np.arange(len(label))
    losses = [-np.log(probabilities(scored, warmth)[rows, label] + 1e-12).mean() for warmth in WARMTHS]
    return float(WARMTHS[int(np.argmin(losses))])


def figures(scored: np.ndarray, label: np.ndarray, warmth: float) -> dict[str, Any]:
    """Rows of `confusion` are what people said, columns what the model says, in the order of `CLASSES`."""
    guess, chances = scored.argmax(axis=1), probabilities(scored, warmth)
    return {
        "rows": len(label),
        "macro_f1": round(f1_score(label, guess, average="macro", labels=range(len(CLASSES))), 4),
        "accuracy": round(accuracy_score(label, guess), 4),
        "confidence_error": round(_confidence_error(chances.max(axis=1), guess == label), 4),
        "warmth": round(warmth, 2),
        "confusion": confusion_matrix(label, guess, labels=range(len(CLASSES))).tolist(),
    }


def _confidence_error(sure: np.ndarray, right: np.ndarray) -> float:
    """Mean distance between confidence and the share that is right, over ten steps of confidence."""
    step = np.digitize(sure, CONFIDENCE_STEPS)
    boasts = np.bincount(step, weights=sure - right)
    return float(np.abs(boasts).sum() / len(sure))


def by_unseen_source(own: Lesson, source: np.ndarray, borrowed: Sequence[Lesson] = ()) -> dict[str, dict[str, Any]]:
    """Macro-F1 on each source by a model that saw only the other sources: what a new place would be like."""
    found = {}
    for place in sorted(set(source.tolist())):
        unseen, seen = own.take(source == place), own.take(source != place)
        if len(set(seen.label.tolist())) == len(CLASSES):
            guess = apply(unseen, fit(join(seen, *borrowed))).argmax(axis=1)
            score = f1_score(unseen.label, guess, average="macro", labels=range(len(CLASSES)), zero_division=0)
            found[place] = {"rows": len(guess), "macro_f1": round(score, 4)}
    return found
