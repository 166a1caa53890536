import pytest

from agency.permissions import Role
from projects.models import Channel
from projects.networks import patience
from projects.services import trying
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory
from tests.networks.fakes.telegram import TOKEN, FakeTelegram

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(slug="topotun")


@pytest.fixture
def desk(browser_of, project):
    return browser_of(SeatFactory(project=project, role=Role.MANAGER).user)


@pytest.fixture
def telegram(settings):
    with FakeTelegram() as fake:
        settings.TELEGRAM_API_URL = fake.url
        yield fake


NEW = "/projects/topotun/channels/new/"


def test_only_networks_that_can_be_reached_are_offered(desk, text):
    shown = text(desk.get(NEW))
    assert 'Connect<span class="sr"> a page on Telegram</span>' in shown
    assert "feedburner" not in shown
    assert desk.get(f"{NEW}?network=feedburner").status_code == 404


def test_page_is_tried_before_it_is_kept(desk, text, telegram):
    given = {"token": TOKEN, "chat": "t.me/lullaby", "try": "1"}
    response = desk.post(f"{NEW}?network=telegram", given, headers={"HX-Request": "true"})
    assert "<b>Lullaby</b>" in text(response)
    assert TOKEN not in text(response)
    assert not Channel.objects.exists()


def test_telegram_channel_is_connected_with_a_secret_of_ours(desk, telegram):
    desk.post(f"{NEW}?network=telegram", {"token": TOKEN, "chat": "lullaby"})
    kept = Channel.objects.get().credentials
    assert (kept["token"], kept["chat"], len(kept["secret"])) == (TOKEN, "@lullaby", 48)


def test_bot_that_may_not_publish_is_told_beside_the_channel(desk, text, telegram):
    telegram.rights = {"status": "member"}
    response = desk.post(f"{NEW}?network=telegram", {"token": TOKEN, "chat": "lullaby"})
    assert (response.status_code, Channel.objects.count()) == (422, 0)
    assert "Make it an administrator" in text(response)
    assert "chat" in response.context["form"].errors


def test_connecting_is_no_machine_for_guessing(desk, text, telegram, monkeypatch):
    monkeypatch.setattr(trying, "MOST", 2)
    for number in range(3):
        response = desk.post(f"{NEW}?network=telegram", {"token": f"1:guess{number}", "chat": "@lullaby"})
    assert {asked.path.split("/")[1] for asked in telegram.asked} == {"bot1:guess0", "bot1:guess1"}
    shown = text(response)
    assert (response.status_code, trying.TOO_OFTEN in shown, 'value="@lullaby"' in shown) == (429, True, True)


def test_network_that_dawdles_is_not_waited_for_long(desk, text, telegram, monkeypatch):
    monkeypatch.setattr(patience, "WHILE_WAITED_FOR", -1)
    response = desk.post(f"{NEW}?network=telegram", {"token": TOKEN, "chat": "@lullaby"})
    assert (response.status_code, "It took too long" in text(response), telegram.asked) == (422, True, [])


def test_reconnecting_asks_only_for_the_secret_again(desk, text, project, telegram):
    credentials = {"token": "1:old", "chat": "@lullaby", "secret": "ours"}
    channel = ChannelFactory(project=project, network="telegram", external_id="-1001001", credentials=credentials)
    at = f"/projects/topotun/channels/{channel.pk}/reconnect/"
    shown = text(desk.get(at))
    assert 'value="@lullaby"' in shown
    assert "1:old" not in shown
    desk.post(at, {"token": TOKEN, "chat": "@lullaby"})
    assert Channel.objects.get().credentials == credentials | {"token": TOKEN}


def test_page_connected_anew_keeps_what_was_agreed_with_its_network(desk, project, telegram):
    """Its network goes on calling the address it knows, with the secret it knows."""
    credentials = {"token": "1:old", "chat": "@lullaby", "secret": "ours"}
    ChannelFactory(project=project, network="telegram", external_id="-1001001", credentials=credentials)
    desk.post(f"{NEW}?network=telegram", {"token": TOKEN, "chat": "@lullaby"})
    assert Channel.objects.get().credentials == credentials | {"token": TOKEN}


def test_calls_are_tried_again_from_the_channel_page(desk, text, project, telegram, settings):
    settings.BASE_URL = "https://rapport.example"
    credentials = {"token": TOKEN, "chat": "@lullaby", "secret": "ours"}
    channel = ChannelFactory(project=project, network="telegram", external_id="-1001001", credentials=credentials)
    telegram.webhook["url"] = "https://helpdesk.invalid/bot"
    at = f"/projects/topotun/channels/{channel.pk}/"
    assert "listens to this bot, at helpdesk.invalid" in text(desk.post(f"{at}call/", follow=True))
    assert "listens to this bot, at helpdesk.invalid" in text(desk.get("/projects/topotun/"))
    telegram.webhook["url"] = ""
    assert "Telegram calls Rapport about" in text(desk.post(f"{at}call/", follow=True))
    assert f"{at}hearing/" in text(desk.get(f"{at}reconnect/"))
