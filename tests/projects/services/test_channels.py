import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from agency.models import Event, Notification
from agency.permissions import Role
from agency.transitions import MovedMeanwhile, move
from content.models import Publication
from playground.models import Page
from playground.services.pages import expire_token
from projects.models import Channel
from projects.networks.base import RemotePage
from projects.services import channels
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.content import PublicationFactory
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def manager(project):
    return SeatFactory(project=project, role=Role.MANAGER).user


def connect(project, token, by):
    return channels.connect_channel(project=project, network="playground", credentials={"token": token}, by=by)


def test_connected_channel_is_named_by_its_network(playground, project, manager):
    channel = connect(project, playground("lullaby"), manager)
    assert (channel.external_id, channel.name, channel.state) == ("lullaby", "Lullaby", "connected")
    assert channel.credentials_expire_at > timezone.now() + dt.timedelta(days=50)


def test_page_whose_address_and_followers_cannot_be_is_connected_without_them(network, project, manager):
    network.enter = lambda *, trying: None
    network.page = lambda: RemotePage(external_id="9", name="Sly", url="javascript:alert(1)", followers=3_000_000_000)
    for _ in range(2):
        channel = connect(project, "t", manager)
        assert (channel.url, channel.followers) == ("", 0)


def test_token_is_stored_only_as_ciphertext(playground, project, manager):
    token = playground("lullaby")
    connect(project, token, manager)
    with connection.cursor() as cursor:
        cursor.execute("SELECT credentials FROM projects_channel")
        assert token not in cursor.fetchone()[0]


def test_token_is_in_no_event(playground, project, manager):
    token = playground("lullaby")
    connect(project, token, manager)
    assert token not in str(list(Event.objects.values_list("data", flat=True)))


def test_first_followers_are_counted_when_connected(playground, project, manager):
    token = playground("lullaby")
    Page.objects.update(followers=4200)
    channel = connect(project, token, manager)
    assert (channel.followers, channel.follower_counts.get().count) == (4200, 4200)


def test_token_the_network_does_not_know_connects_nothing(playground, project, manager):
    playground("lullaby")
    with pytest.raises(ValidationError, match="Nothing was changed"):
        connect(project, "pg_made-up", manager)
    assert Channel.objects.count() == 0


def test_same_page_connected_again_stays_one_channel(playground, project, manager):
    token = playground("lullaby")
    first = connect(project, token, manager)
    channels.disconnect_channel(channel=first, by=manager)
    assert connect(project, token, manager).pk == first.pk


def test_disconnecting_forgets_the_token(project, manager):
    channel = ChannelFactory(project=project, credentials_expire_at=timezone.now())
    channels.disconnect_channel(channel=channel, by=manager)
    channel = Channel.objects.get(pk=channel.pk)
    assert (channel.state, channel.credentials, channel.credentials_expire_at) == ("disconnected", None, None)


@pytest.mark.parametrize("role", [Role.COPYWRITER, Role.MODERATOR])
def test_only_who_may_connect_disconnects(project, role):
    person = SeatFactory(project=project, role=role).user
    with pytest.raises(PermissionDenied):
        channels.disconnect_channel(channel=ChannelFactory(project=project), by=person)


def test_broken_channel_is_told_to_its_manager_once(project, manager):
    channel = ChannelFactory(project=project, name="Lullaby")
    channels.mark_broken(channel, "The token is dead.")
    channels.mark_broken(channel, "The token is dead.")
    told = Notification.objects.get(kind="channel_broken")
    assert (told.user, told.title) == (manager, "Lullaby lost its connection")


def test_broken_channel_says_what_the_network_said(project):
    channel = ChannelFactory(project=project)
    channels.mark_broken(channel, "The token is dead. " + "x" * 400)
    channel = Channel.objects.get(pk=channel.pk)
    assert (channel.state, channel.trouble[:18], len(channel.trouble)) == ("broken", "The token is dead.", 300)


def test_broken_channel_without_a_manager_is_told_to_the_heads(project):
    head = HeadFactory()
    channels.mark_broken(ChannelFactory(project=project), "The token is dead.")
    assert Notification.objects.get(kind="channel_broken").user == head


def test_channel_that_breaks_again_is_told_again(playground, project, manager):
    token = playground("lullaby")
    channel = connect(project, token, manager)
    channels.mark_broken(channel, "Dead.")
    channels.reconnect_channel(channel=channel, credentials={"token": token}, by=manager)
    channels.mark_broken(channel, "Dead.")
    assert Notification.objects.filter(kind="channel_broken").count() == 2


def test_reconnecting_keeps_what_is_scheduled(playground, project, manager):
    token = playground("lullaby")
    channel = connect(project, token, manager)
    PublicationFactory(post__project=project, project=project, channel=channel)
    channels.mark_broken(channel, "Dead.")
    channels.reconnect_channel(channel=channel, credentials={"token": token}, by=manager)
    channel = Channel.objects.get(pk=channel.pk)
    assert (channel.state, channel.trouble, Publication.objects.get().status) == ("connected", "", "waiting")


def test_reconnecting_with_another_pages_token_is_refused(playground, project, manager):
    channel = connect(project, playground("lullaby"), manager)
    with pytest.raises(ValidationError, match="This token is of Brama, not of Lullaby"):
        channels.reconnect_channel(channel=channel, credentials={"token": playground("brama")}, by=manager)


def test_trying_a_channel_says_when_access_ends(playground, project, manager):
    channel = connect(project, playground("lullaby"), manager)
    page = channels.check_channel(channel=channel, by=manager)
    assert page.credentials_expire_at == Page.objects.get().token_expires_at


def test_trying_a_channel_with_a_dead_token_breaks_it(playground, project, manager):
    channel = connect(project, playground("lullaby"), manager)
    expire_token(page=Page.objects.get())
    with pytest.raises(ValidationError):
        channels.check_channel(channel=channel, by=manager)
    assert Channel.objects.get().state == "broken"


def test_trying_a_broken_channel_that_answers_takes_it_up_again(playground, project, manager):
    channel = connect(project, playground("lullaby"), manager)
    channels.mark_broken(channel, "It was a bad day.")
    channels.check_channel(channel=Channel.objects.get(), by=manager)
    assert Channel.objects.get().state == "connected"


@pytest.mark.parametrize("machine_move", ["break_down", "run_low"])
def test_machine_moves_are_offered_to_nobody(project, manager, machine_move):
    names = [item.name for item in ChannelFactory(project=project).get_available_user_state_transitions(manager)
             if "label" in item.custom]  # fmt: skip
    assert machine_move not in names


def test_disconnecting_twice_is_told_so(project, manager):
    channel = ChannelFactory(project=project)
    stale = Channel.objects.get(pk=channel.pk)
    channels.disconnect_channel(channel=channel, by=manager)
    with pytest.raises(MovedMeanwhile):
        channels.disconnect_channel(channel=stale, by=manager)


def test_outsider_reconnects_nothing(project):
    with pytest.raises(PermissionDenied):
        move(ChannelFactory(project=project), "reconnect", by=UserFactory(), channel="x")
