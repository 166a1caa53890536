import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agency.models import Event
from projects.models import Channel
from projects.services import by_hand, channels
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory

pytestmark = pytest.mark.django_db
SHOP = {"network": "marketplace", "name": "Lullaby on Prom", "url": "https://prom.example/lullaby/"}


@pytest.fixture
def people():
    return people_around()


def added(people, **facts):
    return by_hand.add_channel(project=people.project, by=people.manager, **SHOP | facts)


def test_page_added_by_hand_works_at_once_and_has_its_followers(people):
    channel = added(people, followers=340)
    assert (channel.state, channel.followers, channel.follower_counts.get().day) == (
        "connected", 340, people.project.today,
    )  # fmt: skip
    assert (str(channel), Event.objects.get(verb="projects.channel.add").actor) == ("Lullaby on Prom", people.manager)


def test_page_rapport_can_reach_is_connected_instead(people):
    with pytest.raises(ValidationError, match="Connect the page"):
        added(people, network="telegram")
    assert not Channel.objects.exists()


@pytest.mark.parametrize("url", ["https://prom.example/lullaby", "http://www.PROM.example/lullaby/"])
def test_page_is_added_once_however_its_address_is_written(people, url):
    added(people)
    with pytest.raises(ValidationError) as refused:
        added(people, url=url, name="Again")
    assert refused.value.message_dict == {"url": ["This page is among the channels already."]}


def test_two_pages_of_one_site_are_two(people):
    added(people, url="https://forum.example/t?id=1")
    added(people, url="https://forum.example/t?id=2")
    assert people.project.channels.count() == 2


@pytest.mark.parametrize("who", ["copywriter", "moderator", "approver"])
def test_only_those_who_may_connect_add_change_and_count(people, who):
    channel, person = added(people), getattr(people, who)
    for verb in (
        lambda: by_hand.add_channel(project=people.project, by=person, **SHOP),
        lambda: by_hand.change_channel(channel=channel, by=person, facts={"name": "Mine"}),
        lambda: by_hand.note_followers(channel=channel, day=people.project.today, count=1, by=person),
        lambda: by_hand.take_up(channel=channel, by=person),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_changed_page_keeps_what_was_not_said(people):
    channel = added(people, longest=500)
    by_hand.change_channel(channel=channel, by=people.manager, facts={"url": "https://prom.example/new"})
    kept = Channel.objects.get()
    assert (kept.name, kept.external_id, kept.takes) == ("Lullaby on Prom", "prom.example/new", {"text": 500})


def test_connected_page_says_its_name_itself(people):
    with pytest.raises(ValidationError, match="itself"):
        by_hand.change_channel(
            channel=ChannelFactory(project=people.project), by=people.manager, facts={"name": "Other"}
        )


def test_newest_day_is_the_number_of_followers(people):
    channel, today = added(people, followers=340), people.project.today
    by_hand.note_followers(channel=channel, day=today, count=360, by=people.manager)
    by_hand.note_followers(channel=channel, day=today - dt.timedelta(days=9), count=200, by=people.manager)
    assert list(channel.follower_counts.values_list("count", flat=True)) == [360, 200]
    assert Channel.objects.get().followers == 360
    assert Event.objects.filter(verb="projects.channel.count").count() == 2


def test_followers_of_tomorrow_and_of_a_network_that_counts_are_refused(people):
    tomorrow = people.project.today + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="has not come yet"):
        by_hand.note_followers(channel=added(people), day=tomorrow, count=1, by=people.manager)
    counted = ChannelFactory(project=people.project, network="vk")
    with pytest.raises(ValidationError, match="VKontakte says every day"):
        by_hand.note_followers(channel=counted, day=people.project.today, count=1, by=people.manager)


def test_page_let_go_is_taken_up_without_a_token(people):
    channel = added(people)
    channels.disconnect_channel(channel=channel, by=people.manager)
    channels.reconnect_channel(channel=channel, credentials={}, by=people.manager)
    assert Channel.objects.get().is_usable
