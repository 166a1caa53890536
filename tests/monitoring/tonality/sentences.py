"""Sentences as people write them about brands, labelled by hand: `sentences.tsv` beside this file."""

import csv
from pathlib import Path

LANGUAGES = ("ru", "uk", "en")


def sentences(language):
    with Path(__file__).with_name("sentences.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["language"] == language]
