import datetime as dt

import pytest

from content.exchange import columns, values
from content.exchange.judging import Surroundings, judge
from content.exchange.values import NotClear
from projects.models import Channel

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PAGES = [
    Channel(pk=1, network="facebook", name="Lullaby", external_id="lullaby"),
    Channel(pk=2, network="vk", name="Lullaby", external_id="club"),
    Channel(pk=3, network="vk", name="Kids, toys", external_id="toys"),
]
AROUND = Surroundings("Europe/Kyiv", PAGES, {"be asked first": 7}, {"winter": 9}, True, NOW)


def verdict(**cells):
    row = {"title": "First spoon", **cells}
    return judge(list(row.values()), list(row), AROUND)


def wrong(**cells):
    return [(one["column"], one["text"]) for one in verdict(**cells).problems]


@pytest.mark.parametrize(
    "text", ["2026-12-25", "25.12.2026", "25/12/26", "25-12-2026", 46381, 46381.0, "46381", "2026-12-25 00:00:00"]
)
def test_days_as_people_write_them(text):
    assert values.day_of(text)[0] == dt.date(2026, 12, 25)


def test_serial_days_carry_their_hour_and_may_count_from_1904():
    assert values.day_of(46381.375) == (dt.date(2026, 12, 25), dt.time(9))
    assert values.day_of(44919, from_1904=True) == (dt.date(2026, 12, 25), None)


@pytest.mark.parametrize("text", ["12/25/2026", "tomorrow", "31.02.2026", "1", 7, "2026-13-01", "25.12.1926", 10**9])
def test_what_is_no_day_is_told(text):
    with pytest.raises(NotClear):
        values.day_of(text)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("9:00", "09:00"), ("09.30", "09:30"), ("18:05:00", "18:05"), ("9:30 PM", "21:30"), ("12 am", "00:00"),
     (0.375, "09:00"), (0.999999, "00:00")],
)  # fmt: skip
def test_hours_as_people_write_them(text, hour):
    assert values.time_of(text).strftime("%H:%M") == hour


@pytest.mark.parametrize("text", ["25:00", "noon", 9, "9", "13 pm x", "9:60"])
def test_what_is_no_hour_is_told(text):
    with pytest.raises(NotClear):
        values.time_of(text)


def test_choices_are_known_in_three_languages():
    said = verdict(format="Опитування", value_kind="эмоциональная", language="English").said
    assert (said["format"], said["value_kind"], said["language"]) == ("survey", "emotional", "en")
    assert wrong(format="poem")[0][0] == "Format"


def test_pages_are_found_by_any_name_that_fits_one():
    assert verdict(channels="Lullaby on Facebook; Kids, toys").said["channels"] == [1, 3]
    assert verdict(channels="facebook, toys").said["channels"] == [1, 3]
    assert "fits several pages" in wrong(channels="Lullaby")[0][1]
    assert "is no page of this project" in wrong(channels="Instagram")[0][1]


def test_a_goal_and_a_campaign_go_by_name():
    assert verdict(goal="Be asked FIRST", campaign="Winter").said["campaign"] == 9
    assert wrong(goal="Sell more") == [("Goal", "This project has no goal “Sell more”.")]


def test_what_is_too_long_or_no_address_is_told():
    found = dict(wrong(title="x" * 161, link="example", value_sentence="y" * 301))
    assert set(found) == {"Title", "Link", "What the reader takes away"}


def test_a_title_comes_from_the_text_and_nothing_from_nothing():
    named = verdict(title="", text="Three signs\nand more")
    assert (named.said["title"], named.problems) == ("Three signs", [])
    assert named.notes[0]["column"] == "Title"
    assert wrong(title="") == [("Title", "There is neither a title nor a text.")]


def test_an_hour_the_clocks_jump_over_is_told():
    assert "jump over 03:30" in wrong(day="28.03.2027", time="03:30")[0][1]
    assert "twice" in verdict(day="31.10.2027", time="03:30").notes[0]["text"]


def test_a_day_gone_by_comes_without_a_day_and_says_so():
    found = verdict(day="01.10.2026", time="09:00")
    assert (found.said["day"], found.said["time"], found.problems) == (None, None, [])
    assert "has gone by" in found.notes[0]["text"]


def test_an_hour_wants_a_day():
    assert wrong(time="09:00") == [("Day", "There is an hour and no day.")]


def test_headers_are_known_by_many_names_and_each_once():
    assert columns.match(["Заголовок", "Дата", "ТЕКСТ", "date", "Mood"]) == ["title", "day", "text", "", ""]
    assert columns.unknown(["Title", "Status", "Mood", ""]) == ["Mood"]
