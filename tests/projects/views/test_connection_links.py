import datetime as dt

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone

from agency.models import Event, Notification
from agency.permissions import Role
from projects.models import Channel, ConnectionLink
from projects.services import connection_links, trying
from tests.factories.agency import HeadFactory
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


@pytest.mark.django_db(transaction=True)
def test_link_is_called_back_while_a_network_dawdles(link, telegram, manager):
    """No row is locked while somebody else's server takes its time, and what was called back connects nothing."""
    during(telegram, lambda: connection_links.revoke(link=link[0], by=manager))
    with pytest.raises(ValidationError, match="This link is closed"):
        connection_links.use(link=link[0], credentials=GIVEN)
    assert not Channel.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_held_while_a_network_dawdles(link, telegram):
    held = []

    def look():
        try:
            with transaction.atomic():
                ConnectionLink.objects.select_for_update(nowait=True).get()
        except OperationalError:
            held.append(link[0].pk)

    during(telegram, look)
    connection_links.use(link=link[0], credentials=GIVEN)
    assert held == []


def during(telegram, work):
    """``work`` is done, on a connection of its own, each time Telegram is asked."""
    answer = telegram.answer

    def work_first(asked):
        try:
            work()
        finally:
            connection.close()
        return answer(asked)

    telegram.answer = work_first


def test_link_is_used_by_one_at_a_time(link, text, telegram):
    cache.add(f"connecting-by-link:{link[0].pk}", True)
    response = Client().post(link[1], GIVEN)
    assert (response.status_code, connection_links.BUSY in text(response), telegram.asked) == (422, True, [])


def test_link_is_free_again_after_a_refusal(link, telegram):
    Client().post(link[1], GIVEN | {"token": "1:wrong"})
    assert Client().post(link[1], GIVEN).status_code == 302


def test_link_is_no_machine_for_guessing(link, text, telegram, monkeypatch):
    monkeypatch.setattr(trying, "MOST", 2)
    for number in range(3):
        response = Client().post(link[1], GIVEN | {"token": f"1:guess{number}"})
    assert {asked.path.split("/")[1] for asked in telegram.asked} == {"bot1:guess0", "bot1:guess1"}
    shown = text(response)
    assert (response.status_code, trying.TOO_OFTEN in shown, 'value="@lullaby"' in shown) == (429, True, True)


def test_link_opens_nothing_once_its_maker_is_gone(link, text, telegram, manager):
    manager.is_active = False
    manager.save(update_fields=["is_active"])
    response = Client().post(link[1], GIVEN)
    assert (response.status_code, Channel.objects.count(), telegram.asked) == (410, 0, [])
    assert "no longer looks after this page" in text(response)
    assert manager.email not in text(response)


def test_link_opens_nothing_once_its_maker_may_connect_no_more(link, text, telegram, project, browser_of):
    project.seats.update(role=Role.MODERATOR)
    assert Client().post(link[1], GIVEN).status_code == 410
    other = browser_of(HeadFactory())
    assert "may connect nothing here now" in text(other.get("/projects/topotun/channels/links/"))
    other.post(f"/projects/topotun/channels/links/{link[0].pk}/revoke/")
    assert ConnectionLink.objects.exclude(revoked_at=None).exists()


def test_list_costs_the_same_for_one_and_three(
    link, manager, project, browser_of, django_assert_num_queries, django_assert_max_num_queries
):
    browser = browser_of(manager)
    browser.get("/projects/topotun/channels/links/")
    with django_assert_max_num_queries(12) as first:
        browser.get("/projects/topotun/channels/links/")
    for _ in range(2):
        connection_links.make(project=project, network="telegram", to_name="Iryna", by=manager)
    with django_assert_num_queries(len(first)):
        browser.get("/projects/topotun/channels/links/")


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
