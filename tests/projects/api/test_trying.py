"""Credentials are tried before they are given: whose page it is, and nothing is kept, used up or repeated."""

import logging

import pytest

from agency.models import Event, IdempotentRequest
from agency.permissions import Role
from projects.models import Channel
from projects.services import trying
from tests.factories.agency import HeadFactory
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory
from tests.networks.fakes.server import Answer
from tests.networks.fakes.telegram import TOKEN
from tests.networks.fakes.vk import DEVICE, GROUP
from tests.networks.fakes.vk import TOKEN as VK_TOKEN
from tests.networks.rigs import facebook, telegram, vk

pytestmark = pytest.mark.django_db
TRY = "/api/v1/channels/try/"


@pytest.fixture
def project():
    return ProjectFactory(slug="topotun")


@pytest.fixture
def api(api_of, project):
    return api_of(SeatFactory(project=project, role=Role.MANAGER).user)


@pytest.fixture
def bot(settings):
    for rig in telegram.running(None, settings):
        Channel.objects.all().delete()
        yield rig.fake


def said(token=TOKEN, **more):
    return {"project": "topotun", "network": "telegram", "credentials": {"token": token, "chat": "t.me/lullaby"}} | more


def test_page_is_told_and_nothing_is_kept(api, bot):
    answer = api.post(TRY, said())
    assert (answer.status_code, answer.json()) == (200, {
        "external_id": "-1001001", "name": "Lullaby", "url": "https://t.me/lullaby", "followers": 6140,
        "credentials_expire_at": None, "missing": [], "channel": None,
    })  # fmt: skip
    assert not Channel.objects.exists()
    assert not Event.objects.filter(verb__startswith="projects.channel").exists()


def test_what_the_credentials_may_not_do_is_told(api, bot):
    bot.rights |= {"can_edit_messages": False, "can_delete_messages": True}
    assert api.post(TRY, said()).json()["missing"] == ["change what is out"]


def test_rights_that_a_token_of_meta_lacks_are_told(api, settings):
    for rig in facebook.running(None, settings):
        given = {"network": "facebook", "credentials": {"token": facebook.TOKEN}}
        told = api.post(TRY, said() | given).json()
        assert told["name"] == "Lullaby"
        assert told["credentials_expire_at"]
        assert "publish posts" in told["missing"]
        assert rig.fake.subscribed == set()


def test_page_that_is_here_already_is_named(api, bot, project):
    here = ChannelFactory(project=project, network="telegram", external_id="-1001001")
    ChannelFactory(network="telegram", external_id="-1001001")
    assert api.post(TRY, said()).json()["channel"] == here.pk


def test_refusal_stands_beside_what_it_is_about(api, bot, codes):
    assert set(codes(api.post(TRY, said(token="700700:guessed")))) == {"token"}
    bot.rights = {"status": "member"}
    assert set(codes(api.post(TRY, said()))) == {"chat"}
    assert set(codes(api.post(TRY, said(credentials={"chat": "@lullaby"})))) == {"token"}


def test_network_without_a_program_is_not_tried(api, codes):
    assert set(codes(api.post(TRY, said(network="feedburner")))) == {"network"}


def test_trying_does_not_use_up_what_works_once(api, settings):
    """VKontakte renews with a token that ends with its use: it is left for connecting."""
    for rig in vk.running(None, settings):
        given = {"token": VK_TOKEN, "group_id": "vk.com/lullaby", "refresh_token": "refresh-1", "device_id": DEVICE}
        told = api.post(TRY, said(network="vk", credentials=given))
        assert (told.status_code, told.json()["external_id"]) == (200, str(GROUP))
        assert (rig.fake.refresh_token, rig.fake.calls("/oauth2/")) == ("refresh-1", [])


def test_no_secret_comes_back_or_into_the_log(api, bot, caplog):
    caplog.set_level(logging.DEBUG)
    secret = "700700:a-guessed-secret"
    bot.fail(Answer({"ok": False, "error_code": 400, "description": f"Bad Request: {secret} is no token"}, 400))
    answers = [api.post(TRY, said(token=secret), HTTP_IDEMPOTENCY_KEY="k") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "… is no token" in answers[0].content.decode()
    assert secret not in "".join(answer.content.decode() for answer in answers) + caplog.text
    assert not IdempotentRequest.objects.exists()


def test_one_person_tries_only_so_often(api, api_of, project, bot, monkeypatch):
    monkeypatch.setattr(trying, "MOST", 2)
    answers = [api.post(TRY, said()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert trying.TOO_OFTEN in answers[2].content.decode()
    assert len(bot.calls("getChatMemberCount")) == 2
    assert api_of(HeadFactory()).post(TRY, said()).status_code == 200


def test_connecting_by_the_api_is_no_machine_for_guessing(api, bot, monkeypatch, project):
    monkeypatch.setattr(trying, "MOST", 2)
    here = ChannelFactory(project=project, network="telegram", external_id="-1001001")
    again = f"/api/v1/channels/{here.pk}/reconnect/"
    for number in range(2):
        assert api.post("/api/v1/channels/", said(token=f"1:guess{number}")).status_code == 422
    assert api.post("/api/v1/channels/", said()).status_code == 429
    assert api.post(again, {"credentials": said()["credentials"]}).status_code == 429


def test_pages_that_are_connected_are_not_counted(api, bot, monkeypatch):
    monkeypatch.setattr(trying, "MOST", 1)
    answers = [api.post("/api/v1/channels/", said()).status_code for _ in range(2)]
    assert answers == [201, 201]


def test_form_and_api_count_together(api, client, project, bot, monkeypatch):
    monkeypatch.setattr(trying, "MOST", 1)
    by = project.seats.get().user
    api.post(TRY, said())
    client.force_login(by)
    given = {"token": TOKEN, "chat": "@lullaby", "try": "1"}
    page = client.post("/projects/topotun/channels/new/?network=telegram", given)
    assert (page.status_code, trying.TOO_OFTEN in page.content.decode()) == (429, True)


def test_whoever_may_not_connect_may_not_try(api_of, project, bot):
    writer = SeatFactory(project=project, role=Role.COPYWRITER).user
    assert api_of(writer).post(TRY, said()).status_code == 403
    stranger = SeatFactory(role=Role.MANAGER).user
    assert api_of(stranger).post(TRY, said()).status_code == 422
    assert bot.asked == []
