import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.tonality import Category, Label, Language, Tonality, label
from tests.monitoring.tonality.sentences import LANGUAGES, sentences

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
WORDS = st.sampled_from(
    ["не", "плохо", "класно", "not", "bad", "😡", ":)", "?!", "скільки коштує", "\x00", "\ud83d", "a.com"]
)
MIXTURE = st.lists(WORDS | ANY_TEXT, max_size=8).map(" ".join)


def shares_right(language):
    """Of each thing a label says, the share of hand-labelled sentences it says right."""
    rows = sentences(language)
    right = Counter()
    for row, said in zip(rows, label([row["text"] for row in rows]), strict=True):
        right["tonality"] += said.tonality == row["tonality"]
        right["language"] += said.language == row["language"]
        right["question"] += said.is_question == (row["question"] == "yes")
        right["category"] += said.category == row["category"]
        right["promo"] += said.is_promo == (row["category"] == "spam/ad")
    return {thing: count / len(rows) for thing, count in right.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_sentences_are_labelled_as_a_person_would(language):
    shares = shares_right(language)

    assert shares["tonality"] >= 0.82
    assert shares["language"] >= 0.96
    assert shares["question"] >= 0.94
    assert shares["category"] >= 0.8
    assert shares["promo"] >= 0.96


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tonality", Tonality)
def test_every_tonality_is_found(language, tonality):
    rows = [row["text"] for row in sentences(language) if row["tonality"] == tonality]

    found = [said.tonality for said in label(rows)].count(tonality)

    assert found / len(rows) >= 0.7


@settings(max_examples=150, deadline=None)
@given(st.lists(MIXTURE, max_size=4))
def test_any_text_gets_a_label(texts):
    labels = label(texts)

    assert len(labels) == len(texts)
    assert all(0 <= said.confidence <= 1 for said in labels)


@settings(max_examples=60, deadline=None)
@given(st.lists(MIXTURE, min_size=1, max_size=4))
def test_a_label_does_not_depend_on_the_neighbours(texts):
    assert label(texts) == [label([text])[0] for text in texts]


def test_the_same_texts_get_the_same_labels():
    texts = [row["text"] for language in LANGUAGES for row in sentences(language)]

    assert label(texts) == label(texts)


def test_portions_are_joined_in_order():
    texts = ["Обожаю!", "Жахливо, поверніть гроші", "x" * 5_000] * 1_500

    assert label(texts)[-3:] == label(texts[:3])


def test_no_texts_no_labels():
    assert label([]) == []


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\ud83d", "...", "12345", "https://shop.example/a", "@anna"])
def test_a_text_that_says_nothing_is_neutral_without_confidence(text):
    expected = Label(Tonality.NEUTRAL, 0.0, Language.UNDECIDED, False, Category.OTHER, False)

    assert label([text]) == [expected]


def test_a_very_long_text_is_judged_by_its_beginning():
    [said] = label(["Ужасный сервис, верните деньги! " * 100 + "обожаю " * 100_000])

    assert said.tonality is Tonality.NEGATIVE


def test_a_language_without_tables_is_judged_by_its_signs():
    smiling, frowning, silent = label(["Muito obrigado 😍😍", "Das ist leider kaputt 😡", "Das ist ein Haus"])

    assert (smiling.tonality, frowning.tonality) == (Tonality.POSITIVE, Tonality.NEGATIVE)
    assert (silent.tonality, silent.confidence) == (Tonality.NEUTRAL, 0.0)


@pytest.mark.parametrize(
    ("text", "tonality"),
    [
        ("мне понравилось", Tonality.POSITIVE),
        ("мне не понравилось", Tonality.NEGATIVE),
        ("мені сподобалось", Tonality.POSITIVE),
        ("мені не сподобалось", Tonality.NEGATIVE),
        ("I like it, it works", Tonality.POSITIVE),
        ("I don't like it, it does not work", Tonality.NEGATIVE),
    ],
)
def test_not_turns_the_tone(text, tonality):
    assert label([text])[0].tonality is tonality


@pytest.mark.parametrize(
    "text", ["суууупер!!!", "дууууже смачно", "sooooo goooood", "👍👍👍", "ну привет)))", "класс ❤️"]
)
def test_stretched_words_and_signs_are_understood(text):
    assert label([text])[0].tonality is Tonality.POSITIVE


def test_english_words_in_a_russian_text_are_understood():
    [said] = label(["ваш новый сайт просто awesome, amazing, дайте два"])

    assert (said.language, said.tonality) == (Language.RUSSIAN, Tonality.POSITIVE)


def imported(statement, *modules):
    """Which of the modules a fresh process has after the statement."""
    code = f"import sys; {statement}; print(*[name for name in {modules} if name in sys.modules])"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_importing_the_package_loads_no_numpy():
    assert imported("import monitoring.tonality", "numpy", "monitoring.tonality.model") == []


def test_labelling_loads_no_learning_library():
    statement = "from monitoring.tonality import label; label(['ok'])"

    assert imported(statement, "numpy", "scipy", "sklearn") == ["numpy"]
