import datetime as dt
import zoneinfo
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from agency.models import Event
from projects.services.readings import count_followers, read_followers, record_reading
from tests.factories.agency import UserFactory
from tests.factories.projects import ChannelFactory, GoalFactory, ProjectFactory

pytestmark = pytest.mark.django_db
TODAY = dt.datetime.now(zoneinfo.ZoneInfo("Europe/Kyiv")).date()
YESTERDAY = TODAY - dt.timedelta(days=1)


def read(goal, day=TODAY, value=6200, source="manual", by=None):
    return record_reading(goal=goal, day=day, value=Decimal(value), source=source, by=by)


def current(goal):
    return type(goal).objects.get(pk=goal.pk).current


def test_reading_moves_the_measure():
    goal = GoalFactory()
    read(goal)
    assert current(goal) == 6200


def test_reading_of_an_earlier_day_does_not_move_the_measure_back():
    goal = GoalFactory()
    read(goal)
    read(goal, day=YESTERDAY, value=6100)
    assert (current(goal), goal.readings.count()) == (6200, 2)


def test_second_reading_of_a_day_replaces_the_first():
    goal = GoalFactory()
    read(goal)
    read(goal, value=6250)
    assert (goal.readings.get().value, current(goal)) == (6250, 6250)


def test_reading_by_hand_says_who_counted():
    goal, manager = GoalFactory(kpi_name="club members"), UserFactory()
    read(goal, by=manager)
    assert goal.readings.get().by == manager
    assert Event.objects.get().data["value"] == "6200"


def test_number_that_comes_from_data_is_not_typed_over():
    with pytest.raises(ValidationError, match="followers of the channels"):
        read(GoalFactory(source="followers"))


def test_reading_of_tomorrow_is_refused():
    with pytest.raises(ValidationError, match="has not come yet"):
        read(GoalFactory(), day=TODAY + dt.timedelta(days=1))


def test_followers_of_all_channels_are_the_reading():
    goal = GoalFactory(source="followers")
    ChannelFactory.create_batch(2, project=goal.project, followers=1500)
    ChannelFactory(project=goal.project, followers=900, state="disconnected")
    read_followers()
    assert (current(goal), goal.readings.get().source) == (3000, "followers")


def test_followers_read_twice_a_day_are_one_reading():
    goal = GoalFactory(source="followers")
    ChannelFactory(project=goal.project)
    read_followers()
    read_followers()
    assert goal.readings.count() == 1


def test_project_that_does_not_run_is_not_read():
    goal = GoalFactory(source="followers", project=ProjectFactory(stage="paused"))
    ChannelFactory(project=goal.project)
    assert read_followers() == 0


def test_goal_without_channels_is_not_read_as_zero():
    GoalFactory(source="followers")
    assert read_followers() == 0


def test_followers_of_an_older_day_do_not_become_the_channels_number():
    channel = ChannelFactory(followers=1000)
    count_followers(channel=channel, day=TODAY, count=1100)
    count_followers(channel=channel, day=YESTERDAY, count=1050)
    assert type(channel).objects.get().followers == 1100
