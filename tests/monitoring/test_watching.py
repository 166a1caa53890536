import datetime as dt

import pytest
from django.utils import timezone

from agency.models import Notification
from agency.permissions import Role
from monitoring.models import Alert, MentionHour
from monitoring.services.watching import close, threshold, watch
from tests.factories.monitoring import MentionFactory, SourceFactory
from tests.factories.projects import ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db


def hour(days_ago=0):
    now = timezone.now().astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
    return now - dt.timedelta(days=days_ago)


def usual(project, count=3):
    MentionHour.objects.bulk_create(
        MentionHour(project=project, hour=hour(day), tonality="negative", count=count) for day in range(1, 15)
    )


def now_negative(project, count):
    MentionHour.objects.create(project=project, hour=hour(), tonality="negative", count=count)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([0] * 14, 5), ([3] * 14, 7), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], 7.5 + 4 * 3.5)],
)
def test_threshold_is_median_and_four_deviations(counts, expected):
    assert threshold(counts) == expected


def test_a_spike_raises_one_alarm_and_tells_the_manager_once():
    seat = SeatFactory(role=Role.MANAGER)
    usual(seat.project)
    now_negative(seat.project, 40)

    assert [watch(), watch()] == [1, 0]

    alert = Alert.objects.get()
    assert (alert.kind, alert.count, alert.usual) == ("negative_spike", 40, 3)
    assert Notification.objects.get().user == seat.user


def test_an_ordinary_hour_raises_nothing():
    project = ProjectFactory()
    usual(project)
    now_negative(project, 5)

    assert watch() == 0


def test_the_alarm_names_who_and_what_is_loudest():
    source = SourceFactory()
    loud = MentionFactory(source=source, text="Закрили відділення")
    MentionFactory(source=source, author=loud.author, text="Закрили відділення")
    MentionFactory(source=source, text="Щось інше")
    now_negative(source.project, 40)

    watch()

    alert = Alert.objects.get()
    assert (alert.top_author, alert.top_phrase) == (loud.author.name, "Закрили відділення")


def test_silence_of_a_source_that_spoke_is_an_alarm_and_ends_when_it_speaks():
    source = SourceFactory(heard_at=timezone.now() - dt.timedelta(hours=49))
    watch()
    assert Alert.objects.open().get().kind == "silent_source"

    source.heard_at = timezone.now()
    source.save(update_fields=["heard_at"])
    watch()

    assert not Alert.objects.open().exists()


def test_a_source_that_never_spoke_is_not_silent():
    SourceFactory(heard_at=None)

    assert watch() == 0


def test_a_closed_alarm_keeps_who_closed_it():
    seat = SeatFactory()
    now_negative(seat.project, 40)
    watch()

    close(alert=Alert.objects.get(), by=seat.user)

    assert Alert.objects.get().closed_by == seat.user
