import numpy as np
import pytest

from monitoring.tonality.features import BUCKETS, pair_pieces, tone_features, word_pieces
from monitoring.tonality.labels import Tonality
from monitoring.tonality.learning.fitting import apply, lesson
from monitoring.tonality.model import ARTEFACT, CLASSES, load, probabilities, scores
from monitoring.tonality.reading import read
from monitoring.tonality.tokens import tokens
from tests.monitoring.tonality.sentences import LANGUAGES, sentences


def reading_of(language):
    return read([tokens(row["text"]) for row in sentences(language)], language)


def test_the_artefact_holds_numbers_only():
    with np.load(ARTEFACT, allow_pickle=False) as stored:
        kinds = {stored[name].dtype.kind for name in stored.files}

    assert kinds <= set("iuf")


def test_the_artefact_is_small():
    assert ARTEFACT.stat().st_size < 3_000_000


def test_there_is_a_model_for_each_language():
    assert set(load()) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_learning_and_labelling_count_alike(language):
    reading, weights = reading_of(language), load()[language]

    taught = apply(lesson(reading, np.zeros(reading.size)), weights)

    assert np.allclose(scores(reading, weights), taught, atol=1e-4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_confident_labels_are_right_more_often(language):
    """Of the surer half of the sentences more are right than of the other."""
    weights = load()[language]
    chances = probabilities(scores(reading_of(language), weights), weights.warmth)
    truth = np.array([CLASSES.index(Tonality(row["tonality"])) for row in sentences(language)])
    right = (chances.argmax(axis=1) == truth)[np.argsort(chances.max(axis=1))]

    assert right[len(right) // 2 :].mean() > right[: len(right) // 2].mean()


def test_probabilities_add_up_and_keep_the_order():
    chances = probabilities(np.array([[-300.0, 0.0, 300.0], [0.0, 0.0, 0.0]]), 0.5)

    assert chances.sum(axis=1).tolist() == pytest.approx([1, 1])
    assert chances[0].argmax() == 2
    assert chances[1].tolist() == pytest.approx([1 / 3] * 3)


def test_pieces_are_the_word_and_its_runs_with_blanks():
    pieces = word_pieces(["ab", "c"])

    assert np.bincount(pieces.owner).tolist() == [1 + 3 + 2 + 1, 1 + 2 + 1]
    assert pieces.bucket.min() >= 0
    assert pieces.bucket.max() < BUCKETS


def test_pairs_do_not_cross_texts():
    assert pair_pieces(read([["a", "b", "c"], ["d"], ["e", "f"]], "en")).owner.tolist() == [0, 0, 2]


def test_a_denied_word_of_praise_is_counted_apart():
    plain, denied = tone_features(read([["good"], ["not", "good"]], "en"))[:, :3].tolist()

    assert plain == [1, 0, 0]
    assert denied == [0, 0, 1]
