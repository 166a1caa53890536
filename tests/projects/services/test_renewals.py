"""Access renewed before it ends, and what a refusal means."""

import datetime as dt

import pytest
from django.utils import timezone

from agency.models import Event, Notification
from agency.permissions import Role
from projects.models import Channel
from projects.networks import Ability, abilities
from projects.networks.base import CredentialsExpired, CredentialsRevoked, Renewed, Unavailable
from projects.services import renewals
from projects.services.warnings import watch_access
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TICK = dt.timedelta(minutes=10)


@pytest.fixture
def project():
    return SeatFactory(project=ProjectFactory(), role=Role.MANAGER).project


@pytest.fixture
def renews(monkeypatch):
    able = abilities.abilities_of("playground") | {Ability.REFRESH}
    monkeypatch.setitem(abilities._ABILITIES, "playground", able)


@pytest.fixture
def brief(project, renews, network):
    """A channel whose token lasts half an hour, at a network that renews it."""
    network.renewed = None

    def fresh(_):
        ends_at = network.now + dt.timedelta(minutes=30)
        return Renewed(credentials={"token": f"t{network.renewals}"}, expire_at=ends_at)

    network.now, network.renewed = NOW, fresh
    return ChannelFactory(project=project, credentials_expire_at=NOW + dt.timedelta(minutes=30))


def ticks(network, count, *, first=0):
    """The heartbeat, ``count`` times: renewing and, as it is hourly, watching."""
    for tick in range(first, first + count):
        network.now = NOW + tick * TICK
        renewals.renew_ahead(now=network.now)
        watch_access(now=network.now)


def test_token_of_half_an_hour_never_ends_and_nobody_hears_of_it(brief, network):
    for tick in range(24 * 6):
        ticks(network, 1, first=tick)
        assert Channel.objects.get().credentials_expire_at > network.now + TICK
    assert (Channel.objects.get().state, Notification.objects.count(), Event.objects.count()) == ("connected", 0, 0)


def test_network_that_is_away_for_hours_leaves_the_page_alive(brief, network):
    able, network.renewed = network.renewed, Unavailable("Down.")
    ticks(network, 30)
    assert (Channel.objects.get().state, Notification.objects.count()) == ("connected", 0)
    network.renewed = able
    ticks(network, 1, first=30)
    channel = Channel.objects.get()
    assert (channel.credentials_expire_at > network.now, channel.renewal_failures) == (True, 0)


def test_one_no_to_a_renewal_is_not_the_end_while_the_token_lives(brief, network):
    able, network.renewed = network.renewed, CredentialsRevoked("No.")
    ticks(network, 2)
    assert Channel.objects.get().state == "connected"
    network.renewed = able
    ticks(network, 1, first=2)
    assert Channel.objects.get().renewal_failures == 0


def test_no_that_stays_breaks_the_page_when_the_token_has_ended(brief, network):
    network.renewed = CredentialsRevoked("Withdrawn.")
    ticks(network, 4)
    assert (Channel.objects.get().state, Channel.objects.get().trouble) == ("broken", "Withdrawn.")
    assert Notification.objects.count() == 1


def test_two_heartbeats_at_once_ask_once(brief, network):
    for _ in range(2):
        renewals.renew_ahead(now=NOW + TICK)
    assert network.renewals == 1


def test_one_tick_takes_a_bounded_number_and_the_next_goes_on(project, renews, network, monkeypatch):
    monkeypatch.setattr(renewals, "AT_ONCE", 2)
    network.renewed = Renewed(credentials={"token": "new"}, expire_at=NOW + dt.timedelta(days=60))
    ChannelFactory.create_batch(3, project=project, credentials_expire_at=NOW + TICK)
    assert [renewals.renew_ahead(now=NOW + tick * TICK) for tick in range(3)] == [2, 1, 0]


def test_page_that_fails_holds_up_no_other(project, renews, network, monkeypatch):
    monkeypatch.setattr(renewals, "AT_ONCE", 1)
    network.renewed = Unavailable("Down.")
    first, second = ChannelFactory.create_batch(2, project=project, credentials_expire_at=NOW + TICK)
    for tick in range(4):
        renewals.renew_ahead(now=NOW + tick * TICK)
    assert dict(Channel.objects.values_list("pk", "renewal_failures")) == {first.pk: 2, second.pk: 2}


def test_heartbeat_renews_every_ten_minutes_at_most(settings):
    ticking = [one for one in settings.CELERY_BEAT_SCHEDULE.values() if "renew_channel_access" in one["task"]]
    assert [one["schedule"] for one in ticking] == [600]
    assert renewals.AHEAD > 2 * dt.timedelta(seconds=600) > renewals.AGAIN


# --- a reading that is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "state"),
    [(CredentialsExpired("Dead."), "broken"), (Unavailable("Down."), "connected"), (None, "connected")],
)
@pytest.mark.parametrize("can_renew", [False, True])
def test_refused_reading_breaks_the_page_only_when_the_network_confirms_it(
    project, network, request, said, state, can_renew
):
    if can_renew:
        request.getfixturevalue("renews")  # and refuses to, see ScriptedNetwork
    network.on_check = said
    renewals.doubt(ChannelFactory(project=project), CredentialsExpired("No."))
    assert Channel.objects.get().state == state


def test_refused_reading_renews_where_the_network_does(project, network, renews):
    network.renewed = Renewed(credentials={"token": "new"})
    assert renewals.doubt(ChannelFactory(project=project), CredentialsExpired("No."))
    assert Channel.objects.get().credentials == {"token": "new"}


def test_access_that_somebody_took_back_breaks_at_the_first_reading(project, network):
    renewals.doubt(ChannelFactory(project=project), CredentialsRevoked("Withdrawn."))
    assert Channel.objects.get().state == "broken"


def test_page_that_answers_its_check_breaks_at_the_third_refusal(project, network):
    channel = ChannelFactory(project=project)
    alive = [renewals.doubt(channel, CredentialsExpired("No.")) for _ in range(3)]
    assert (alive, Channel.objects.get().state) == ([True, True, False], "broken")


def test_refusals_of_a_token_that_was_replaced_are_not_counted_against_the_new_one(project, network):
    channel = ChannelFactory(project=project, credentials={"token": "old"})
    alive = [renewals.doubt(channel, CredentialsExpired("No.")) for _ in range(2)]
    channel.credentials = {"token": "new"}
    channel.save()
    alive.append(renewals.doubt(channel, CredentialsExpired("No.")))
    assert (alive, Channel.objects.get().state) == ([True] * 3, "connected")
