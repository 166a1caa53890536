import itertools
import json

import pytest

from monitoring.tonality.labels import Tonality
from monitoring.tonality.model import CLASSES, load, scores
from monitoring.tonality.reading import read
from monitoring.tonality.tokens import tokens
from monitoring.tonality.train import main

SAYINGS = {
    "ru": ("товар зумка", "товар фырга", "товар лежит", ":(", ":)"),
    "uk": ("крам зумка", "крам фирга", "крам лежить", ":(", ":)"),
    "en": ("item zumka", "item firga", "item lies", ":(", ":)"),
}
PLACES = ("дом", "склад", "вокзал", "центр", "парк", "рынок", "мост", "порт")


def rows(language):
    """Texts in which one made-up word blames, another praises, and the tables know neither."""
    blame, praise, plain, frown, smile = SAYINGS[language]
    for first, second in itertools.permutations(PLACES, 2):
        yield {"text": f"{first} {blame} {second} {frown}", "label": "negative", "source": "a"}
        yield {"text": f"{first} {praise} {second} {smile}", "label": "positive", "source": "b"}
        yield {"text": f"{first} {plain} {second}", "label": "neutral", "source": "b"}


@pytest.fixture
def data(tmp_path):
    for language in SAYINGS:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows(language)]
        (tmp_path / f"{language}.train.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def trained(data, name, *options):
    out = data / name
    main([str(data), "--out", str(out), *options])
    return out


@pytest.mark.parametrize("language", SAYINGS)
def test_a_trained_model_knows_what_it_was_taught(data, language):
    weights = load(trained(data, "model.npz"))[language]
    blame, praise, plain, *_ = SAYINGS[language]

    best = scores(read([tokens(text) for text in (blame, plain, praise)], language), weights).argmax(axis=1)

    assert [CLASSES[place] for place in best] == [Tonality.NEGATIVE, Tonality.NEUTRAL, Tonality.POSITIVE]


def test_the_same_data_give_the_same_file(data):
    assert trained(data, "one.npz").read_bytes() == trained(data, "two.npz").read_bytes()


def test_each_model_is_validated_on_rows_it_has_not_seen(data, capsys):
    trained(data, "model.npz", "--sources")

    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [report["model"] for report in reports] == ["ru", "uk", "en"]
    assert all(report["macro_f1"] > 0.6 for report in reports)
    assert sum(map(sum, reports[0]["confusion"])) == reports[0]["rows"]
