import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.hours import BusinessHours

KYIV = ZoneInfo("Europe/Kyiv")
HOURS = BusinessHours(KYIV, dt.time(9), dt.time(21))


def at(text, zone=KYIV):
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("2026-10-14T12:00", "2026-10-14T13:00"),
        ("2026-10-14T20:30", "2026-10-15T09:30"),
        ("2026-10-14T23:59", "2026-10-15T10:00"),
        ("2026-10-14T03:00", "2026-10-14T10:00"),
        ("2026-10-14T20:00", "2026-10-14T21:00"),
    ],
)
def test_an_hour_counts_only_while_we_work(said, due):
    assert HOURS.after(at(said), dt.timedelta(hours=1)) == at(due)


def test_weekends_do_not_count_where_nobody_works():
    weekdays = BusinessHours(KYIV, dt.time(9), dt.time(18), frozenset(range(5)))

    assert weekdays.after(at("2026-10-16T17:30"), dt.timedelta(hours=1)) == at("2026-10-19T09:30")


def test_a_day_of_changing_clocks_keeps_its_wall_clock_hours():
    assert HOURS.after(at("2026-10-24T20:00"), dt.timedelta(hours=2)) == at("2026-10-25T10:00")


@given(
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31), timezones=st.just(dt.UTC)),
    st.integers(min_value=1, max_value=100),
    st.sampled_from(["Europe/Kyiv", "Australia/Lord_Howe", "Asia/Kathmandu", "Atlantic/Azores"]),
)
def test_what_was_added_is_what_lies_between(moment, hours, zone):
    business = BusinessHours(ZoneInfo(zone), dt.time(8), dt.time(19, 30), frozenset(range(5)))
    span = dt.timedelta(hours=hours)

    assert business.between(moment, business.after(moment, span)) == span
