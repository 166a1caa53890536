import datetime as dt

from content.selectors.gaps import gaps
from content.services import submission
from tests.factories.content import PostFactory, SlotFactory, draft, tomorrow
from tests.factories.projects import ProjectFactory


def slot_on(project, day, **fields):
    return SlotFactory(project=project, weekday=day.weekday(), **fields)


def days(found):
    return [gap.day for gap in found]


def test_a_slot_without_a_post_is_a_gap_every_week(people):
    day = tomorrow(people.project)
    slot_on(people.project, day)
    found = gaps([people.project], day, day + dt.timedelta(days=13))
    assert days(found) == [day, day + dt.timedelta(days=7)]


def test_a_post_within_an_hour_fills_it(people):
    day = tomorrow(people.project)
    slot_on(people.project, day, time=dt.time(12))
    draft(people, day=day, time=dt.time(12, 45))
    assert gaps([people.project], day, day) == []


def test_a_post_two_hours_away_does_not(people):
    day = tomorrow(people.project)
    slot_on(people.project, day, time=dt.time(12))
    draft(people, day=day, time=dt.time(14))
    assert days(gaps([people.project], day, day)) == [day]


def test_one_post_fills_one_slot(people):
    day = tomorrow(people.project)
    slot_on(people.project, day, time=dt.time(12))
    other = slot_on(people.project, day, time=dt.time(12, 40))
    draft(people, day=day, time=dt.time(12))
    assert [gap.slot for gap in gaps([people.project], day, day)] == [other]


def test_a_post_of_another_project_fills_nothing(people):
    day = tomorrow(people.project)
    slot_on(people.project, day)
    PostFactory(project=ProjectFactory(), day=day, time=dt.time(12))
    assert days(gaps([people.project], day, day)) == [day]


def test_an_archived_post_fills_nothing(people):
    day = tomorrow(people.project)
    slot_on(people.project, day)
    submission.archive(post=draft(people, day=day, time=dt.time(12)), by=people.manager)
    assert days(gaps([people.project], day, day)) == [day]


def test_what_is_over_is_no_gap_any_more(people):
    yesterday = tomorrow(people.project, -1)
    slot_on(people.project, yesterday)
    assert gaps([people.project], yesterday, yesterday) == []


def test_the_same_queries_for_one_slot_and_for_three(people, django_assert_num_queries):
    day = tomorrow(people.project)
    for hour in (9, 12, 15):
        slot_on(people.project, day, time=dt.time(hour))
        with django_assert_num_queries(3):
            gaps([people.project], day, day + dt.timedelta(days=30))
