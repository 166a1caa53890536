from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from agency.templatetags import words

NOON = datetime(2026, 10, 14, 12, 0, tzinfo=ZoneInfo("Europe/Kyiv"))


@pytest.fixture(autouse=True)
def _kyiv():
    with timezone.override("Europe/Kyiv"):
        yield


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (6140, "6\u202f140"),
        (999, "999"),
        (4.6, "4.6"),
        (Decimal("12.50"), "12.5"),
        (-3, "−3"),
        ("abc", "abc"),
        (None, ""),
    ],
)
def test_thin_parts_thousands(number, text):
    assert words.thin(number) == text


@pytest.mark.parametrize(("share", "text"), [(0.582, "58%"), (1, "100%"), (0, "0%"), (None, "–")])
def test_percent_has_no_space(share, text):
    assert words.percent(share) == text


def test_percent_may_have_a_digit():
    assert words.percent(0.0461, 1) == "4.6%"


def test_money_has_its_sign_before():
    assert words.money(12400.6) == "₴12\u202f401"
    assert words.money(None) == "–"


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [
        (5, "post", "Five posts"),
        (1, "post", "One post"),
        (0, "reply,replies", "No replies"),
        (13, "post", "13 posts"),
        (1240, "post", "1\u202f240 posts"),
        (7, "", "Seven"),
    ],
)
def test_words_begin_a_sentence(number, noun, text):
    assert words.words(number, noun) == text


def test_counted_stands_inside_a_sentence():
    assert words.counted(5, "reply,replies") == "five replies"
    assert words.counted(13, "post") == "13 posts"


@pytest.mark.parametrize(
    ("delta", "text"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=9), "9 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=1, minutes=20), "1 h 20 min"),
        (timedelta(hours=26, minutes=50), "26 h"),
        (timedelta(days=3), "3 days"),
        (timedelta(minutes=-4), "4 min"),
        (None, ""),
    ],
)
def test_span_says_how_long(delta, text):
    assert words.span(delta) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (NOON - timedelta(seconds=5), "just now"),
        (NOON - timedelta(minutes=9), "9 min"),
        (NOON - timedelta(hours=3), "today, 09:00"),
        (NOON + timedelta(hours=3), "today, 15:00"),
        (NOON - timedelta(hours=18, minutes=55), "yesterday, 17:05"),
        (NOON + timedelta(days=1), "tomorrow, 12:00"),
        (NOON - timedelta(days=2), "Mon 12 October"),
        (NOON - timedelta(days=400), "Tue 9 September 2025"),
        (date(2026, 10, 12), "Mon 12 October"),
        (None, ""),
    ],
)
def test_moment_is_said_as_a_person_says_it(when, text):
    now = timezone.localtime(NOON)
    said = words.moment(when, now) if isinstance(when, datetime) or when is None else words.day(when, now.date())

    assert said == text


def test_moment_is_told_in_the_readers_zone():
    utc = datetime(2026, 10, 13, 22, 30, tzinfo=UTC)  # already the 14th in Kyiv

    assert words.moment(utc, NOON) == "today, 01:30"


def test_ago_can_be_read_by_machines():
    html = words.ago(timezone.now() - timedelta(minutes=9, seconds=5))

    assert html.startswith('<time datetime="')
    assert html.endswith(">9 min</time>")


def test_ago_of_nothing_is_nothing():
    assert words.ago(None) == ""
