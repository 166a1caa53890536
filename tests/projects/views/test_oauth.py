import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from agency.permissions import Role
from projects.models import Channel
from projects.services import connection_links, oauth, trying
from tests.factories.projects import ProjectFactory, SeatFactory
from tests.networks.fakes import odnoklassniki as ok
from tests.networks.fakes.consent import FakeConsent
from tests.networks.fakes.graph import APP, PAGE, PERSON_TOKEN, SECRET, TOKEN, FakeGraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def facebook(settings):
    with FakeGraph() as fake:
        settings.META_GRAPH_URL = settings.META_DIALOG_URL = fake.url
        settings.META_APP_ID, settings.META_APP_SECRET = APP, SECRET
        yield fake


@pytest.fixture
def classmates(settings):
    with ok.FakeOdnoklassniki() as fake:
        settings.OK_API_URL, settings.OK_TOKEN_URL = f"{fake.url}/fb.do", f"{fake.url}/token.do"
        settings.OK_APP_ID, settings.OK_APP_KEY, settings.OK_APP_SECRET = ok.APP_ID, ok.APP_KEY, ok.APP_SECRET
        yield fake


@pytest.fixture
def project():
    return ProjectFactory(slug="topotun")


@pytest.fixture
def desk(browser_of, project):
    return browser_of(SeatFactory(project=project, role=Role.MANAGER).user)


def leave(desk):
    """The manager goes to the dialog: what its address says."""
    return said(desk.post("/projects/topotun/channels/leave/?network=facebook").context["address"])


def leave_for(desk, server):
    """Off to the dialog of a Mastodon server: its address."""
    answer = desk.post("/projects/topotun/channels/leave/?network=mastodon", {"instance": server.url})
    return answer.context["address"]


def come_back(desk, network="facebook", **answer):
    return desk.get(f"/channels/back/{network}/", answer)


def said(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_dialog_is_asked_for_pages_and_knows_the_way_back(desk, facebook):
    asked = leave(desk)
    assert (asked["client_id"], asked["redirect_uri"]) == (APP, "http://127.0.0.1:8000/channels/back/facebook/")
    assert "pages_manage_posts" in asked["scope"]


def test_chosen_page_is_connected_by_its_own_token(desk, text, facebook):
    asked = leave(desk)
    shown = text(come_back(desk, state=asked["state"], code="from-the-dialog"))
    assert "Lullaby" in shown
    assert not Channel.objects.exists()
    desk.post("/channels/choose/", {"state": asked["state"], "page": PAGE})
    channel = Channel.objects.get()
    assert (channel.external_id, channel.credentials) == (PAGE, {"token": TOKEN})


def test_no_page_shows_a_token(desk, text, facebook):
    asked = leave(desk)
    shown = text(come_back(desk, state=asked["state"], code="from-the-dialog"))
    assert not [token for token in (TOKEN, PERSON_TOKEN, SECRET) if token in shown]
    assert TOKEN not in str(dict(desk.session))


def test_way_back_works_once(desk, facebook):
    asked = leave(desk)
    come_back(desk, state=asked["state"], code="from-the-dialog")
    assert come_back(desk, state=asked["state"], code="from-the-dialog").status_code == 404


def test_way_back_of_another_browser_leads_nowhere(desk, facebook):
    asked = leave(desk)
    assert come_back(Client(), state=asked["state"], code="from-the-dialog").status_code == 404
    assert not facebook.calls("access_token")


def test_way_back_closes_after_ten_minutes(desk, facebook, monkeypatch):
    asked = leave(desk)
    later = timezone.now() + dt.timedelta(minutes=11)
    monkeypatch.setattr(oauth.timezone, "now", lambda: later)
    assert come_back(desk, state=asked["state"], code="from-the-dialog").status_code == 404


def test_code_of_one_network_is_shown_to_no_other(desk, facebook, settings):
    """A sly Mastodon server sends whoever comes to its dialog on to Facebook's, with its own state in the address;
    Facebook, which was told yes long ago, sends them back at once."""
    settings.PRIVATE_SERVERS = True
    with FakeConsent() as sly:
        state = said(leave_for(desk, sly))["state"]
        assert come_back(desk, state=state, code="code-of-facebook").status_code == 404
        assert "/oauth/token" not in [asked.path for asked in sly.asked]


def test_code_of_one_server_is_shown_to_no_other(desk, settings):
    settings.PRIVATE_SERVERS = True
    with FakeConsent() as sly, FakeConsent() as honest:
        answer = honest.agree(leave_for(desk, honest))
        stolen = answer | {"state": said(leave_for(desk, sly))["state"]}
        assert come_back(desk, f"mastodon/{urlsplit(honest.url).netloc}", **stolen).status_code == 404
        assert "/oauth/token" not in [asked.path for asked in sly.asked]
        assert come_back(desk, f"mastodon/{urlsplit(honest.url).netloc}", **answer).status_code == 200


def test_many_servers_are_not_knocked_at(desk, text, settings, monkeypatch):
    settings.PRIVATE_SERVERS = True
    monkeypatch.setattr(trying, "MOST", 1)
    with FakeConsent() as first, FakeConsent() as second:
        leave_for(desk, first)
        response = desk.post("/projects/topotun/channels/leave/?network=mastodon", {"instance": second.url})
        assert (response.status_code, trying.TOO_OFTEN in text(response), second.asked) == (429, True, [])


def test_refusal_there_is_said_in_words(desk, text, facebook):
    asked = leave(desk)
    response = come_back(desk, state=asked["state"], error="access_denied")
    assert (response.status_code, "You did not give your leave there." in text(response)) == (422, True)


def test_choosing_nothing_keeps_the_choice(desk, text, facebook):
    state = leave(desk)["state"]
    come_back(desk, state=state, code="from-the-dialog")
    response = desk.post("/channels/choose/", {"state": state})
    assert (response.status_code, "Choose at least one page." in text(response)) == (422, True)
    assert desk.post("/channels/choose/", {"state": state, "page": PAGE}).status_code == 302


def test_who_lost_the_right_meanwhile_connects_nothing(desk, facebook, project):
    state = leave(desk)["state"]
    come_back(desk, state=state, code="from-the-dialog")
    project.seats.update(role=Role.MODERATOR)
    assert desk.post("/channels/choose/", {"state": state, "page": PAGE}).status_code == 403
    assert not Channel.objects.exists()


def test_without_an_app_only_a_token_is_asked_for(desk, text):
    assert "Give leave on Facebook" not in text(desk.get("/projects/topotun/channels/new/?network=facebook"))
    assert desk.post("/projects/topotun/channels/leave/?network=facebook").status_code == 422


def agreed(browser, fake, address):
    """Off to Odnoklassniki from ``address``, and back with a yes."""
    answer = fake.agree(browser.post(address).context["address"])
    return answer["state"], come_back(browser, "odnoklassniki", **answer)


def test_groups_of_odnoklassniki_are_chosen_and_connected(desk, text, classmates):
    assert "Give leave on Odnoklassniki" in text(desk.get("/projects/topotun/channels/new/?network=odnoklassniki"))
    state, response = agreed(desk, classmates, "/projects/topotun/channels/leave/?network=odnoklassniki")
    assert "You may only read its statistics." in text(response)
    desk.post("/channels/choose/", {"state": state, "page": [ok.GROUP, "52", "53"]})
    found = {channel.external_id: channel for channel in Channel.objects.all()}
    assert set(found) == {ok.GROUP, "52"}
    assert found[ok.GROUP].credentials == {"token": ok.TOKEN, "refresh_token": "refresh-1", "group_id": ok.GROUP}
    assert found[ok.GROUP].credentials_expire_at - timezone.now() < dt.timedelta(minutes=31)


def test_no_page_of_odnoklassniki_shows_a_token(desk, text, classmates):
    _, response = agreed(desk, classmates, "/projects/topotun/channels/leave/?network=odnoklassniki")
    assert not [secret for secret in (ok.TOKEN, "refresh-1", ok.APP_SECRET) if secret in text(response)]


def test_no_to_odnoklassniki_and_a_late_yes_are_said_in_words(desk, text, classmates):
    address = "/projects/topotun/channels/leave/?network=odnoklassniki"
    state = said(desk.post(address).context["address"])["state"]
    refused = come_back(desk, "odnoklassniki", state=state, error="access_denied")
    assert "You did not give your leave there." in text(refused)
    late = classmates.agree(desk.post(address).context["address"])
    classmates.codes.clear()
    assert "Expired code" in text(come_back(desk, "odnoklassniki", **late))
    assert not Channel.objects.exists()


def test_client_connects_a_group_by_their_link(text, classmates, project):
    manager = SeatFactory(project=project, role=Role.MANAGER).user
    _, address = connection_links.make(project=project, network="odnoklassniki", to_name="Iryna", by=manager)
    browser = Client()
    assert "Give leave on Odnoklassniki" in text(browser.get(address))
    state, _ = agreed(browser, classmates, f"{address}leave/")
    browser.post("/channels/choose/", {"state": state, "page": ok.GROUP})
    assert Channel.objects.get().external_id == ok.GROUP
