import pytest

from agency.templatetags import measures


def test_meter_carries_value_pace_and_words():
    html = measures.meter(6140, 8000, pace=5900)

    assert 'style="--v:6140;--max:8000;--pace:5900"' in html
    assert 'aria-label="6\u202f140 of 8\u202f000"' in html
    assert "<b></b>" in html


@pytest.mark.parametrize("pace", [None, ""])
def test_meter_without_pace_has_no_tick(pace):
    assert "<b></b>" not in measures.meter(1, 2, pace=pace)


def test_meter_of_nothing_does_not_divide_by_zero():
    assert "--v:0;--max:1" in measures.meter(0, 0, "0 of 0")


def test_meter_never_writes_a_number_in_the_readers_notation(settings):
    settings.LANGUAGE_CODE = "uk"

    assert "--v:4.6;" in measures.meter(4.6, 5)


def test_mix_stays_between_none_and_all():
    assert "--e:100" in measures.mix(140)
    assert "54% emotional, 46% informational" in measures.mix(53.6)


def test_week7_names_only_the_days_to_look_at():
    html = measures.week7([("Thu", "full"), ("Fri", "draft"), ("Sat", "gap"), ("Sun", "off")])

    assert "Next 7 days: Fri draft only, Sat empty, Sun rest day" in html
    assert html.count("<i></i>") == 1


def test_week7_that_is_covered_says_so():
    assert "all covered" in measures.week7([("Thu", "full")])


def test_workload_is_amber_when_full():
    assert 'data-kind="warn"' in measures.workload(2, 2)
    assert 'data-kind="warn"' not in measures.workload(3, 4)
    assert 'aria-label="3 of 4 seats"' in measures.workload(3, 4)


def test_workload_above_capacity_shows_every_seat():
    assert measures.workload(5, 4).count('class="on"') == 5


def test_ladder_mini_lights_the_rungs_up_to_the_step():
    html = measures.ladder_mini(4)

    assert html.count('class="on"') == 4
    assert "Loyalty: answered by the brand, step 4 of 6" in html


def test_ladder_stands_on_its_head_with_the_ambassador_on_top():
    html = measures.ladder(4, 5, {4: "3 times, last in July"})

    assert html.index("Ambassador") < html.index("Problem solved") < html.index("Saw")
    assert '<li class="is-here" aria-current="step"><b>Answered by the brand</b>' in html
    assert '<li class="is-aim"><b>Problem solved</b>' in html
    assert "<small>3 times, last in July</small>" in html


def test_spark_sums_what_it_draws():
    html = measures.spark([(6, 5), (0, 0), (3, 1)])

    assert 'aria-label="Tonality, 3 days: 9 positive, 6 negative"' in html
    assert html.count("h5.6v") == 4


def test_spark_of_no_days_is_an_empty_drawing():
    assert "0 days" in measures.spark([])


def test_trend_ends_with_a_point_at_the_last_value():
    assert 'cx="80.0" cy="3.0"' in measures.trend([1, 2, 3])


def test_trend_of_one_value_or_none_does_not_break():
    assert "<svg" in measures.trend([5])
    assert measures.trend([]) == ""
