"""Texts labelled a second, time to load, memory: `python bench/tonality.py`. Prints one JSON line.

Texts are made from the hand-labelled sentences of the tests, cut and joined anew, so that hardly two are alike.
"""

import csv
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SENTENCES = ROOT / "tests/monitoring/tonality/sentences.tsv"
TEXTS, BATCH = 20_000, 1_000
sys.path.insert(0, str(ROOT))

from monitoring.tonality import label  # noqa: E402


def made_texts(count: int) -> list[str]:
    """Halves of two sentences of one language each, with three made-up words: in real posts, too, about one word in
    four is new to the labeller."""
    chance = random.Random(7)
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    spoken: dict[str, list[list[str]]] = {}
    for row in rows:
        spoken.setdefault(row["language"], []).append(row["text"].split())
    return [_made(chance, spoken[chance.choice(list(spoken))]) for _ in range(count)]


def _made(chance: random.Random, sentences: list[list[str]]) -> str:
    first, second = chance.sample(sentences, 2)
    unseen = ["".join(chance.choices("абвгдеиклмнопрст", k=7)) for _ in range(3)]
    return " ".join([*first[: len(first) // 2 + 1], *unseen, *second[len(second) // 2 :]])


def per_second(texts: list[str], batch: int) -> int:
    """Median of three runs, in processor time."""
    rates = []
    for _ in range(3):
        started = time.process_time()
        for start in range(0, len(texts), batch):
            label(texts[start : start + batch])
        rates.append(len(texts) / (time.process_time() - started))
    return round(sorted(rates)[1])


def memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def import_ms(statement: str) -> float:
    timed = f"import time; start = time.perf_counter(); {statement}; print(1000 * (time.perf_counter() - start))"
    command = [sys.executable, "-c", timed]
    times = [float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout) for _ in range(3)]
    return round(sorted(times)[1], 1)


def main() -> None:
    before = memory_mb()
    started = time.perf_counter()
    label(["Первый текст", "Перший текст", "The first text"])
    first_ms = round(1000 * (time.perf_counter() - started), 1)
    loaded = memory_mb()
    texts = made_texts(TEXTS)
    figures = {
        "texts_s": per_second(texts, BATCH),
        "one_by_one_texts_s": per_second(texts[:2_000], 1),
        "mean_characters": round(sum(map(len, texts)) / len(texts)),
        "import_ms": import_ms("import monitoring.tonality"),
        "first_label_ms": first_ms,
        "rss_before_mb": before,
        "rss_loaded_mb": loaded,
        "rss_after_mb": memory_mb(),
        "artefact_kb": (ROOT / "monitoring/tonality/model.npz").stat().st_size // 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
