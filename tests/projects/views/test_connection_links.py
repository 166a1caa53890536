import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from agency.models import Event, Notification
from agency.permissions import Role
from projects.models import Channel, ConnectionLink
from projects.services import connection_links
from tests.factories.projects import ProjectFactory, SeatFactory
from tests.networks.fakes.telegram import TOKEN, FakeTelegram

pytestmark = pytest.mark.django_db
GIVEN = {"token": TOKEN, "chat": "@lullaby"}


@pytest.fixture
def telegram(settings):
    with FakeTelegram() as fake:
        settings.TELEGRAM_API_URL = fake.url
        yield fake


@pytest.fixture
def project():
    return ProjectFactory(slug="topotun")


@pytest.fixture
def manager(project):
    return SeatFactory(project=project, role=Role.MANAGER).user


@pytest.fixture
def link(project, manager):
    """The client's link, its address, and the client's browser."""
    return connection_links.make(project=project, network="telegram", to_name="Iryna", by=manager)


def test_address_is_shown_once_and_only_its_digest_kept(browser_of, text, manager, project):
    browser = browser_of(manager)
    made = browser.post("/projects/topotun/channels/links/", {"network": "telegram", "to_name": "Iryna"})
    address = made.context["address"]
    assert address in text(made)
    token = address.rstrip("/").rpartition("/")[2]
    assert token not in text(browser.get("/projects/topotun/channels/links/"))
    assert not ConnectionLink.objects.filter(token_digest=token).exists()


def test_client_sees_who_asks_and_for_what(link, text, manager, project):
    shown = text(Client().get(link[1]))
    for words in (manager.name, project.name, "Iryna, connect your page on Telegram", "@BotFather"):
        assert words in shown


def test_opening_the_link_decides_nothing(link, telegram):
    Client().get(link[1], GIVEN)
    assert (Channel.objects.count(), telegram.asked) == (0, [])


def test_client_connects_the_page_and_the_link_closes(link, text, telegram, manager):
    client = Client()
    client.post(link[1], GIVEN)
    assert Channel.objects.get().name == "Lullaby"
    again = client.post(link[1], GIVEN)
    assert (again.status_code, "connected already" in text(again)) == (410, True)
    assert Notification.objects.get(user=manager, kind="channel_connected").title == "Iryna connected Lullaby"


def test_audit_knows_who_connected_and_no_token(link, telegram):
    Client().post(link[1], GIVEN)
    told = list(Event.objects.values_list("verb", "data"))
    assert ("projects.connectionlink.use", "Iryna") in [(verb, data.get("name")) for verb, data in told]
    assert TOKEN not in str(told)


def test_wrong_token_keeps_the_link_open(link, text, telegram):
    client = Client()
    response = client.post(link[1], GIVEN | {"token": "1:wrong"})
    assert (response.status_code, "1:wrong" in text(response)) == (422, False)
    assert client.post(link[1], GIVEN).status_code == 302


def test_link_that_was_called_back_opens_nothing(link, text, browser_of, manager, telegram):
    browser_of(manager).post(f"/projects/topotun/channels/links/{link[0].pk}/revoke/")
    response = Client().post(link[1], GIVEN)
    assert (response.status_code, Channel.objects.count()) == (410, 0)
    assert "called it back" in text(response)


def test_link_ends_after_a_week(link, monkeypatch):
    ConnectionLink.objects.update(made_at=timezone.now() - dt.timedelta(days=8), expires_at=timezone.now())
    assert Client().get(link[1]).status_code == 410


def test_link_we_never_made_leads_nowhere():
    assert Client().get("/connect/never-made/").status_code == 404


def test_link_is_made_by_who_may_connect(project):
    person = SeatFactory(project=project, role=Role.COPYWRITER).user
    with pytest.raises(PermissionDenied):
        connection_links.make(project=project, network="telegram", to_name="Iryna", by=person)


def test_link_is_never_both_used_and_called_back(link):
    with pytest.raises(IntegrityError, match="connection_link_closed_once"), transaction.atomic():
        ConnectionLink.objects.update(used_at=timezone.now(), revoked_at=timezone.now())
