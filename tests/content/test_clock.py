import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import clock

ZONES = ["Europe/Kyiv", "Australia/Lord_Howe", "Asia/Kathmandu", "Atlantic/Azores"]
days = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
times = st.times().map(lambda time: time.replace(second=0, microsecond=0))


@given(day=days, time=times, zone=st.sampled_from(ZONES), fold=st.sampled_from([0, 1]))
def test_instant_reads_back_as_the_same_wall_clock(day, time, zone, fold):
    try:
        moment = clock.instant(day, time, zone, fold=fold)
    except clock.NoSuchTime:
        return
    local = moment.astimezone(zoneinfo.ZoneInfo(zone))
    assert (local.date(), local.time().replace(fold=0)) == (day, time)


@given(day=days, time=times, zone=st.sampled_from(ZONES))
def test_only_a_doubled_time_has_two_instants(day, time, zone):
    try:
        first, second = (clock.instant(day, time, zone, fold=fold) for fold in (0, 1))
    except clock.NoSuchTime:
        assert not clock.is_doubled(day, time, zone)
        return
    assert (first < second) == clock.is_doubled(day, time, zone)
    assert (first != second) == clock.is_doubled(day, time, zone)


@given(day=days, time=times, zone=st.sampled_from(ZONES), fold=st.sampled_from([0, 1]))
def test_fold_of_remembers_which_of_two_was_meant(day, time, zone, fold):
    if not clock.is_doubled(day, time, zone):
        return
    assert clock.fold_of(clock.instant(day, time, zone, fold=fold), zone) == fold


def test_nine_stays_nine_over_the_change_of_clocks():
    before = clock.instant(dt.date(2026, 10, 24), dt.time(9), "Europe/Kyiv")
    after = clock.instant(dt.date(2026, 10, 25), dt.time(9), "Europe/Kyiv")
    assert after - before == dt.timedelta(hours=25)


def test_a_time_the_clocks_jump_over_is_refused_with_a_way_out():
    with pytest.raises(clock.NoSuchTime, match=r"Sunday 29 March .* Kyiv jump over 03:30. Choose 04:30"):
        clock.instant(dt.date(2026, 3, 29), dt.time(3, 30), "Europe/Kyiv")


def test_half_an_hour_is_jumped_over_on_lord_howe():
    with pytest.raises(clock.NoSuchTime, match="Choose 02:45"):
        clock.instant(dt.date(2026, 10, 4), dt.time(2, 15), "Australia/Lord_Howe")


def test_a_doubled_time_is_the_first_unless_said_otherwise():
    first = clock.instant(dt.date(2026, 10, 25), dt.time(3, 30), "Europe/Kyiv")
    second = clock.instant(dt.date(2026, 10, 25), dt.time(3, 30), "Europe/Kyiv", fold=1)
    assert first == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert second == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)


def test_a_time_gone_by_is_refused():
    now = dt.datetime(2026, 10, 14, 12, tzinfo=dt.UTC)
    with pytest.raises(clock.PastTime, match="Wednesday 14 October, 14:59 has gone by"):
        clock.future_instant(dt.date(2026, 10, 14), dt.time(14, 59), "Europe/Kyiv", now=now)


@pytest.mark.parametrize(
    ("day", "time", "zone"),
    [(dt.date.min, dt.time(0), "Europe/Kyiv"), (dt.date.max, dt.time(23, 59), "America/New_York")],
)
def test_the_ends_of_time_are_refused_in_words(day, time, zone):
    with pytest.raises(clock.BadTime, match="too far away"):
        clock.instant(day, time, zone)
