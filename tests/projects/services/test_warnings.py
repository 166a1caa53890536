import datetime as dt

import pytest
from django.utils import timezone

from agency.models import Notification
from agency.permissions import Role
from projects.models import Channel
from projects.networks import Ability, abilities
from projects.networks.base import Renewed, Unavailable
from projects.services import renewals
from projects.services.warnings import watch_access
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def project():
    return SeatFactory(project=ProjectFactory(), role=Role.MANAGER).project


def channel_ending(project, *, days):
    return ChannelFactory(project=project, credentials_expire_at=NOW + dt.timedelta(days=days))


@pytest.fixture
def renews(monkeypatch):
    able = abilities.abilities_of("playground") | {Ability.REFRESH}
    monkeypatch.setitem(abilities._ABILITIES, "playground", able)


def test_end_of_access_is_said_three_times_once_each(project):
    channel_ending(project, days=20)
    for day in range(20):
        for _ in range(2):
            watch_access(now=NOW + dt.timedelta(days=day))
    assert Notification.objects.filter(title__endswith="loses access soon").count() == 3


def test_page_found_late_is_warned_of_once(project):
    channel_ending(project, days=1.5)
    watch_access(now=NOW)
    assert Notification.objects.count() == 1


def test_page_expires_soon_within_a_week(project):
    soon, later = channel_ending(project, days=6), channel_ending(project, days=8)
    watch_access(now=NOW)
    watch_access(now=NOW)
    assert dict(Channel.objects.values_list("pk", "state")) == {soon.pk: "expiring", later.pk: "connected"}


def test_access_that_ended_breaks_the_channel(project):
    channel_ending(project, days=-1)
    watch_access(now=NOW)
    assert Channel.objects.get().trouble == "The access token ran out."


def test_access_that_renews_itself_is_not_warned_of(project, renews):
    channel_ending(project, days=1)
    watch_access(now=NOW)
    assert not Notification.objects.exists()


def test_access_the_network_will_not_renew_is_warned_of_before_it_ends(project, renews, network):
    channel = channel_ending(project, days=10)
    renewals.renew_ahead(now=NOW)
    watch_access(now=NOW)
    channel = Channel.objects.get(pk=channel.pk)
    assert (channel.state, Notification.objects.count()) == ("connected", 1)


def test_access_is_renewed_early_and_asked_for_once_a_day(project, renews, network):
    ends_at = NOW + dt.timedelta(days=10)
    network.renewed = Renewed(credentials={"token": "new"}, expire_at=ends_at)
    channel_ending(project, days=10)
    assert [renewals.renew_ahead(now=NOW) for _ in range(2)] == [1, 0]
    assert Channel.objects.get().credentials == {"token": "new"}


def test_renewal_that_resists_is_warned_of_at_14_7_and_2_days_and_not_at_each_try(project, renews, network):
    channel_ending(project, days=16)
    for tick in range(16 * 24):
        now = NOW + dt.timedelta(hours=tick)
        renewals.renew_ahead(now=now)
        watch_access(now=now)
    assert (Notification.objects.count(), Channel.objects.get().state, network.renewals) == (3, "expiring", 14)


def test_network_that_is_away_for_two_days_is_no_news(project, renews, network):
    network.renewed = Unavailable("Down.")
    channel_ending(project, days=10)
    for day in range(2):
        renewals.renew_ahead(now=NOW + dt.timedelta(days=day))
        watch_access(now=NOW + dt.timedelta(days=day))
    assert not Notification.objects.exists()
    renewals.renew_ahead(now=NOW + dt.timedelta(days=2))
    watch_access(now=NOW + dt.timedelta(days=2))
    assert Notification.objects.count() == 1
