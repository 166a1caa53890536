import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from agency.models import Event
from content.models import Metric, Publication
from content.services import counting
from projects.models import Channel
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
DAY = dt.timedelta(days=1)


def out(people, *, network="tiktok", days_ago=5):
    channel = ChannelFactory(project=people.project, network=network, name="Lullaby")
    publication = ready(channel=channel, status=Status.PUBLISHED, remote_id="7")
    Publication.objects.filter(pk=publication.pk).update(published_at=timezone.now() - days_ago * DAY)
    return Publication.objects.get(pk=publication.pk)


def typed(people, publication, *, days_ago=0, **counts):
    day = people.project.today - days_ago * DAY
    return counting.count_by_hand(publication=publication, day=day, by=people.copywriter, **counts)


def test_typed_counts_are_kept_with_the_day_and_who_read_them(people):
    publication = out(people)
    metric = typed(people, publication, days_ago=2, views=12_400, likes=30, comments=10, shares=2, followers=1200)
    kept = Metric.objects.get()
    assert (kept.source, kept.day, kept.by, kept.views, kept.clicks) == (
        "by_hand", people.project.today - 2 * DAY, people.copywriter, 12_400, None,
    )  # fmt: skip
    assert metric.engagement_rate == Decimal(42) / Decimal(1200)


def test_typed_followers_are_the_channels_own(people):
    publication = out(people)
    typed(people, publication, days_ago=3, likes=1, followers=900)
    typed(people, publication, likes=2, followers=1100)
    assert Channel.objects.get().followers == 1100
    assert list(publication.channel.follower_counts.values_list("count", flat=True)) == [1100, 900]


def test_followers_nobody_types_are_those_last_known_on_that_day(people):
    publication = out(people)
    for days_ago, count in ((9, 700), (4, 800), (1, 5000)):
        publication.channel.follower_counts.create(day=people.project.today - days_ago * DAY, count=count)
    assert typed(people, publication, days_ago=3, likes=8).followers == 800


def test_second_reading_of_a_day_corrects_the_first_and_both_are_told(people):
    publication = out(people)
    typed(people, publication, likes=30, views=100, followers=1000)
    typed(people, publication, likes=40, followers=1000)
    kept = Metric.objects.get()
    assert (kept.likes, kept.views) == (40, None)
    said = {event.verb: event.data["counts"] for event in Event.objects.filter(verb__startswith="content.publication")}
    assert said == {
        "content.publication.counted": "views 100, likes 30, followers 1000",
        "content.publication.recounted": "views 100 → none, likes 30 → 40",
    }


def test_same_counts_again_change_and_tell_nothing(people):
    publication = out(people)
    typed(people, publication, likes=30)
    typed(people, publication, likes=30)
    assert Event.objects.filter(verb__startswith="content.publication").count() == 1


def test_newest_day_is_the_newest_reading_whatever_was_typed_last(people):
    publication = out(people)
    typed(people, publication, likes=50)
    typed(people, publication, days_ago=2, likes=20)
    assert [metric.likes for metric in publication.metrics.all()] == [50, 20]


@pytest.mark.parametrize(
    ("days_ago", "said"), [(-1, "That day has not come yet."), (6, "It was not out yet: it went out on")]
)
def test_day_it_could_not_be_counted_on_is_refused(people, days_ago, said):
    with pytest.raises(ValidationError, match=said) as refused:
        typed(people, out(people), days_ago=days_ago, likes=1)
    assert set(refused.value.message_dict) == {"day"}


def test_followers_alone_say_nothing_of_a_publication(people):
    with pytest.raises(ValidationError, match="at least one number"):
        typed(people, out(people), followers=100)
    assert not Metric.objects.exists()


def test_what_is_not_out_is_not_counted(people):
    waiting = ready(channel=ChannelFactory(project=people.project, network="tiktok"))
    with pytest.raises(ValidationError, match="not out yet"):
        typed(people, waiting, likes=1)


def test_what_the_network_counted_is_not_typed_over(people):
    publication = out(people, network="vk")
    Metric.objects.create(publication=publication, at=timezone.now(), likes=3)
    with pytest.raises(ValidationError, match="VKontakte tells its counts by itself"):
        typed(people, publication, likes=1)


@pytest.mark.parametrize(("network", "days_ago", "may"), [("vk", 0.5, False), ("vk", 2, True), ("telegram", 0, True)])
def test_network_that_counts_is_asked_first(people, network, days_ago, may):
    assert (counting.why_not_by_hand(out(people, network=network, days_ago=days_ago)) == "") is may


def test_followers_of_a_network_that_counts_them_stay_its_own(people):
    publication = out(people, network="vk")
    assert typed(people, publication, likes=1, followers=5).followers == 5
    assert Channel.objects.get().followers == 1000


@pytest.mark.parametrize("who", ["moderator", "approver", "author", "outsider"])
def test_only_those_who_write_inside_count_and_take_back(people, who):
    publication, person = out(people), getattr(people, who)
    metric = typed(people, publication, likes=1)
    with pytest.raises(PermissionDenied):
        counting.count_by_hand(publication=publication, day=people.project.today, by=person, likes=2)
    with pytest.raises(PermissionDenied):
        counting.take_back(metric=metric, by=person)


def test_reading_is_taken_back_and_what_it_said_is_remembered(people):
    metric = typed(people, out(people), likes=30)
    counting.take_back(metric=metric, by=people.manager)
    assert not Metric.objects.exists()
    assert Event.objects.get(verb="content.publication.count_taken_back").data["counts"] == "likes 30"


def test_collected_counts_cannot_be_taken_back(people):
    metric = Metric.objects.create(publication=out(people), at=timezone.now(), likes=3)
    with pytest.raises(ValidationError, match="cannot be taken back"):
        counting.take_back(metric=metric, by=people.manager)


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"source": "by_hand"}, "metric_by_hand_says_when_and_who"),
        ({"day": dt.date(2026, 1, 1)}, "metric_by_hand_says_when_and_who"),
    ],
)
def test_database_refuses_a_reading_that_does_not_say_when_and_by_whom(people, wrong, name):
    publication = out(people)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Metric.objects.create(publication=publication, at=timezone.now(), likes=1, **wrong)


def test_database_refuses_a_second_reading_of_a_day(people):
    kept = typed(people, out(people), likes=1)
    with pytest.raises(IntegrityError, match="metric_by_hand_once_a_day"), transaction.atomic():
        Metric.objects.create(
            publication=kept.publication, at=timezone.now(), day=kept.day, by=kept.by, source="by_hand", likes=2
        )
