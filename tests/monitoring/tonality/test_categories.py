import numpy as np
import pytest

from monitoring.tonality.categories import categories_of
from monitoring.tonality.labels import Category, Tonality
from monitoring.tonality.reading import read
from monitoring.tonality.tokens import tokens

YES, NO = np.array([True]), np.array([False])


def category(text, tonality=Tonality.NEUTRAL, asks=NO, promotes=NO, language="en"):
    return categories_of(read([tokens(text)], language), [tonality], asks, promotes)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the parcel never came", Category.COMPLAINT_DELIVERY),
        ("the cashier was rude", Category.COMPLAINT_SERVICE),
        ("the fabric is torn", Category.COMPLAINT_QUALITY),
        ("I am so sad", Category.OTHER),
    ],
)
def test_a_negative_text_is_a_complaint_about_its_topic(text, expected):
    assert category(text, Tonality.NEGATIVE) is expected


def test_the_topic_named_most_often_wins():
    assert category("fabric torn, seams crooked, courier fine", Tonality.NEGATIVE) is Category.COMPLAINT_QUALITY


def test_of_equal_topics_delivery_wins():
    assert category("the courier and the fabric", Tonality.NEGATIVE) is Category.COMPLAINT_DELIVERY


def test_a_question_about_money_is_a_price_question():
    assert category("what is the price", asks=YES) is Category.PRICE_QUESTION


def test_a_question_about_sizes_is_an_availability_question():
    assert category("is size 42 left", asks=YES) is Category.AVAILABILITY_QUESTION


def test_a_positive_text_that_asks_nothing_is_praise():
    assert category("lovely", Tonality.POSITIVE) is Category.PRAISE
    assert category("lovely", Tonality.POSITIVE, asks=YES) is Category.OTHER


def test_an_advertisement_is_spam_whatever_else_it_is():
    assert category("the price of a parcel", Tonality.NEGATIVE, asks=YES, promotes=YES) is Category.SPAM
