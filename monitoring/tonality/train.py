"""Trains the tonality model: `python -m monitoring.tonality.train DATA_DIR`.

DATA_DIR holds `ru.train.jsonl`, `uk.train.jsonl` and `en.train.jsonl`, one JSON object a line with `text`, `label`
(positive, neutral, negative) and `source`. The same data give the same file, byte for byte. One line of JSON a model
tells how it did on rows it had not seen; `--sources` adds how it does on sources it has not seen.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from monitoring.tonality.learning import corpus
from monitoring.tonality.learning.fitting import fit, join, lesson
from monitoring.tonality.learning.validation import by_unseen_source, figures, held_out_scores, warmth_of
from monitoring.tonality.model import ARTEFACT, save

BORROWS = {"uk": ("ru", "en")}
BORROWED_TRUST = 0.3
"""Ukrainian has the fewest rows and gains a point of macro-F1 from its neighbours'; the others gain nothing."""


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    taught = corpus.taught(corpus.load(chosen.data))
    lessons = {name: lesson(reading, rows.label) for name, (rows, reading) in taught.items()}
    models = {}
    for name, own in lessons.items():
        borrowed = [lessons[other].with_trust(BORROWED_TRUST) for other in BORROWS.get(name, ())]
        source = taught[name][0].source
        scored = held_out_scores(own, source, borrowed)
        warmth = warmth_of(scored, own.label)
        models[name] = replace(fit(join(own, *borrowed)), warmth=warmth)
        report = {"model": name} | figures(scored, own.label, warmth)
        if chosen.sources:
            report["unseen_source"] = by_unseen_source(own, source, borrowed)
        print(json.dumps(report))
    save(models, chosen.out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m monitoring.tonality.train", description="Train the tonality model.")
    parser.add_argument("data", type=Path, metavar="DATA_DIR", help="where the training rows are")
    parser.add_argument("--out", type=Path, default=ARTEFACT, help="where the model goes (default: into the package)")
    parser.add_argument("--sources", action="store_true", help="also validate on sources the model has not seen")
    return parser


if __name__ == "__main__":
    main()
