"""A channel is heard by calls of its network, by asking, or by both; its page says by which."""

import datetime as dt

import pytest
from django.utils import timezone

from agency.permissions import Role
from monitoring.models import Source
from monitoring.services.collecting import claim_due, collect
from projects.models import Hook
from projects.networks import hooks
from projects.services import calling
from tests.factories.monitoring import SourceFactory
from tests.factories.projects import ChannelFactory, SeatFactory
from tests.networks.rigs import telegram

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings):
    settings.BASE_URL = "https://rapport.example"


def channel_on(network, *, calls=True, **hook):
    channel = ChannelFactory(project__stage="active", network=network)
    Hook.objects.create(channel=channel, agreed_as=hooks.mark() if calls else "", **hook)
    return channel


def shown(client, channel):
    client.force_login(SeatFactory(project=channel.project, role=Role.MANAGER).user)
    at = f"/projects/{channel.project.slug}/channels/{channel.pk}/hearing/"
    return " ".join(client.get(at).content.decode().split())


def test_telegram_is_not_asked_while_it_calls():
    SourceFactory(channel=channel_on("telegram"))
    asked = SourceFactory(channel=channel_on("telegram", calls=False))
    assert claim_due() == [asked]


def test_vkontakte_is_asked_seldom_while_it_calls():
    source = SourceFactory(channel=channel_on("vk"))
    search = SourceFactory(channel=source.channel, kind="search", query="blankets", every_seconds=30)
    before = timezone.now()
    assert set(claim_due()) == {source, search}
    due = dict(Source.objects.values_list("kind", "next_at"))
    assert due["comments"] - before >= dt.timedelta(seconds=120)
    assert due["search"] - before < dt.timedelta(seconds=60)


def test_bot_that_began_to_call_in_the_middle_of_being_asked_is_no_trouble(settings):
    for rig in telegram.running(None, settings):
        rig.channel.credentials |= {"secret": "agreed"}
        rig.channel.save()
        source = SourceFactory(channel=rig.channel)
        calling.tend()
        collect(source)
        assert len(rig.fake.calls("getUpdates")) == 1
        assert (Source.objects.get().failures, Source.objects.get().trouble) == (0, "")


def test_page_says_when_its_network_last_called(client):
    channel = channel_on("vk", called_at=timezone.now() - dt.timedelta(minutes=3))
    says = shown(client, channel)
    assert "VKontakte called 3 min ago. Besides, Rapport asks every two minutes." in says


def test_page_says_that_telegram_is_not_asked(client):
    says = shown(client, channel_on("telegram"))
    assert "Telegram calls when something is said; it has not called yet. It is not asked meanwhile." in says
    assert "Try again" not in says


def test_page_says_why_its_network_cannot_call(client, settings):
    settings.BASE_URL = "http://127.0.0.1:8000"
    says = shown(client, channel_on("telegram", calls=False))
    assert "Rapport has no public https address, so Telegram cannot call: Rapport asks every five seconds." in says
    assert "Try again" not in says


def test_page_says_what_went_wrong_and_offers_to_try_again(client):
    says = shown(client, channel_on("telegram", calls=False, trouble="Telegram could not reach Rapport."))
    assert (
        "Telegram does not call. Telegram could not reach Rapport. Rapport asks every five seconds until then." in says
    )
    assert "Try again" in says


def test_page_of_a_source_that_is_off_says_so(client):
    channel = channel_on("vk")
    SourceFactory(channel=channel, is_on=False)
    assert "Nobody listens here" in shown(client, channel)
