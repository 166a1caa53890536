import datetime as dt
import zoneinfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import clock, repeats
from content.refusal import Refusal
from content.repeats import Rule, dates

ZONES = ["Europe/Kyiv", "Australia/Lord_Howe", "Asia/Kathmandu", "Atlantic/Azores"]
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
days = st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31))
times = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
rules = st.builds(
    Rule,
    unit=st.sampled_from(["week", "month"]),
    every=st.integers(1, 6),
    starts_on=days,
    weekdays=st.lists(st.integers(0, 6), unique=True, max_size=4).map(tuple),
    count=st.integers(2, repeats.MOST),
)


@few
@given(rule=rules, time=times, zone=st.sampled_from(ZONES))
def test_every_occurrence_keeps_the_wall_clock_and_its_day(rule, time, zone):
    for day in dates(rule, time, zone, now=LONG_AGO).days[1:]:
        local = clock.instant(day, time, zone).astimezone(zoneinfo.ZoneInfo(zone))
        assert (local.date(), local.time().replace(fold=0)) == (day, time)


@few
@given(rule=rules, time=times, zone=st.sampled_from(ZONES))
def test_what_is_not_there_was_said(rule, time, zone):
    found = dates(rule, time, zone, now=LONG_AGO)
    jumped = [sentence for sentence in found.left_out if "jump over" in sentence]
    assert len(found.days) + len(jumped) == len(rule.days())


@few
@given(rule=rules)
def test_the_days_follow_the_rule(rule):
    found = rule.days()
    assert found == sorted(set(found))
    assert (found[0], len(found) <= rule.count) == (rule.starts_on, True)
    if rule.unit == "month":
        assert {day.day for day in found} == {rule.starts_on.day}
    else:
        assert {day.weekday() for day in found[1:]} <= set(rule.weekdays or [rule.starts_on.weekday()])


def test_a_night_without_the_hour_is_left_out_and_said():
    rule = Rule("week", 1, dt.date(2027, 3, 21), count=3)
    found = dates(rule, dt.time(3, 30), "Europe/Kyiv", now=LONG_AGO)
    assert found.days == [dt.date(2027, 3, 21), dt.date(2027, 4, 4)]
    assert found.left_out == ["Sunday 28 March is left out: the clocks in Kyiv jump over 03:30."]


def test_a_month_without_the_day_is_left_out_and_said():
    found = dates(Rule("month", 1, dt.date(2027, 1, 31), count=3), dt.time(9), "Europe/Kyiv", now=LONG_AGO)
    assert found.days == [dt.date(2027, 1, 31), dt.date(2027, 3, 31), dt.date(2027, 5, 31)]
    assert found.left_out[0] == "February 2027 has no day 31, so it is left out."


def test_every_other_week_on_two_days_counts_weeks_from_monday():
    rule = Rule("week", 2, dt.date(2027, 3, 2), weekdays=(1, 3), until=dt.date(2027, 3, 20))
    assert [day.day for day in rule.days()] == [2, 4, 16, 18]


def test_more_than_a_year_of_weeks_is_refused():
    with pytest.raises(Refusal, match="more than 52 posts"):
        Rule("week", 1, dt.date(2027, 1, 1), until=dt.date(2029, 1, 1)).days()
