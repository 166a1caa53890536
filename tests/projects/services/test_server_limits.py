"""What a server takes is asked for anew every day."""

import datetime as dt

import pytest
from django.utils import timezone

from projects import networks
from projects.models import Channel
from projects.networks.limits import limits_of
from projects.services import server_limits
from tests.factories.projects import ChannelFactory
from tests.networks.rigs import mastodon
from tests.networks.servers import mastodon as server

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="session")
def mastodon_server(tmp_path_factory):
    with server.serving(tmp_path_factory.mktemp("mastodon")) as running:
        yield running


@pytest.fixture
def rig(request, settings):
    yield from mastodon.running(request, settings)


def outdated(rig):
    """As it was when its server took half as much."""
    rig.channel.takes = {"text": 250, "pictures": 2}
    rig.channel.save()
    return rig.channel


def test_limits_of_a_server_are_kept_as_it_says_them_now(rig):
    channel = outdated(rig)
    assert server_limits.refresh() == 1
    channel.refresh_from_db()
    assert channel.takes == rig.adapter.page().takes
    assert (limits_of(channel).text, limits_of(channel).pictures) == (500, 4)


def test_server_is_asked_once_a_day_and_about_nothing_else(rig):
    outdated(rig)
    now = timezone.now()
    for hours in (0, 1, 23, 25):
        server_limits.refresh(now=now + dt.timedelta(hours=hours))
    assert [asked.path for asked in rig.door.asked] == ["/api/v2/instance"] * 2


@pytest.mark.parametrize("how", ["reset", mastodon.error(404, "Not found"), mastodon.error(500, "x"), mastodon.PAGE])
def test_server_that_does_not_say_keeps_what_it_said_last(rig, how):
    channel = outdated(rig)
    rig.door.fail(how, at="/api/v2/instance")
    assert server_limits.refresh() == 0
    channel.refresh_from_db()
    assert (channel.takes, channel.state) == ({"text": 250, "pictures": 2}, "connected")


def test_one_server_that_is_away_does_not_keep_the_others_waiting(rig):
    away = {"token": "t", "instance": "https://nowhere.invalid"}
    ChannelFactory(network="mastodon", credentials=away, takes_at=timezone.now() - 9 * DAY)
    outdated(rig)
    assert server_limits.refresh() == 1


def test_a_turn_is_bounded_and_the_longest_unasked_come_first(settings, monkeypatch):
    settings.PRIVATE_SERVERS = True
    monkeypatch.setattr(server_limits, "A_TURN", 2)
    nowhere = {"token": "t", "instance": "http://127.0.0.1:9"}
    now = timezone.now()
    ago = [None, now - 3 * DAY, now - 2 * DAY, now]
    made = [ChannelFactory(network="mastodon", credentials=nowhere, takes_at=at) for at in ago]
    server_limits.refresh(now=now)
    assert set(Channel.objects.filter(takes_at=now)) == {made[0], made[1], made[3]}
    server_limits.refresh(now=now)
    assert Channel.objects.filter(takes_at=now).count() == 4


def test_only_pages_that_work_and_whose_servers_differ_are_asked():
    ChannelFactory(network="mastodon", state="disconnected", credentials=None)
    ChannelFactory(network="telegram")
    server_limits.refresh()
    assert not Channel.objects.exclude(takes_at=None).exists()


NONSENSE = [["x"], {"configuration": ["x"]}, {"configuration": {"statuses": ["x"]}},
            {"configuration": {"statuses": {"max_characters": True}}}]  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_server_that_says_nonsense_keeps_what_it_said_last(rig, nonsense):
    channel = outdated(rig)
    rig.door.fail(mastodon.Answer(nonsense), at="/api/v2/instance")
    assert server_limits.refresh() == 0
    channel.refresh_from_db()
    assert channel.takes == {"text": 250, "pictures": 2}


def test_server_that_makes_us_stumble_holds_up_no_other(monkeypatch):
    sly, honest = ChannelFactory(network="mastodon"), ChannelFactory(network="mastodon")

    class Server:
        def __init__(self, channel):
            self.is_sly = channel.pk == sly.pk

        def server_takes(self):
            return {"text": [][0] if self.is_sly else 700}

    monkeypatch.setitem(networks._loaded, "mastodon", Server)
    assert server_limits.refresh() == 1
    honest.refresh_from_db()
    assert honest.takes == {"text": 700}
