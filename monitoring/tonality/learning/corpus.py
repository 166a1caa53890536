"""The rows the model learns from."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from monitoring.tonality.model import CLASSES
from monitoring.tonality.reading import Reading, read
from monitoring.tonality.tokens import tokens

LANGUAGES = ("ru", "uk", "en")
_MASKS = re.compile(r"##URL##|http://url_removed|\[(?:NAME|RELIGION|ИМЯ|РЕЛИГИЯ)\]|@<?username>?", re.IGNORECASE)


class Rows(NamedTuple):
    """Texts cut into tokens; of each the language, the number of its label in `CLASSES`, and where it comes from."""

    cut: list[list[str]]
    language: np.ndarray
    label: np.ndarray
    source: np.ndarray

    def take(self, places: np.ndarray) -> "Rows":
        cut = [self.cut[place] for place in places.tolist()]
        return Rows(cut, self.language[places], self.label[places], self.source[places])


def load(folder: Path) -> Rows:
    """All rows of `folder`. What the collections put in place of names and links is read as a handle."""
    rows = [(language, row) for language in LANGUAGES for row in _lines(folder / f"{language}.train.jsonl")]
    return Rows(
        [tokens(_MASKS.sub(" @user ", row["text"])) for _, row in rows],
        np.array([language for language, _ in rows]),
        np.array([CLASSES.index(row["label"]) for _, row in rows]),
        np.array([row.get("source", "") for _, row in rows]),
    )


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def taught(rows: Rows) -> dict[str, tuple[Rows, Reading]]:
    """For each language its rows, and how they read."""
    spoken = {language: rows.take(np.flatnonzero(rows.language == language)) for language in LANGUAGES}
    return {language: (own, read(own.cut, language)) for language, own in spoken.items()}
