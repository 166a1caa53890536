"""What anybody gets who calls our address: the network when it proves itself, everybody else next to nothing."""

import copy
import hashlib
import hmac
import json
import time

import pytest

from monitoring.models import Mention
from monitoring.tasks import hear_news
from projects.models import Hook
from projects.networks import hooks
from projects.services import calling
from tests.factories.projects import ChannelFactory, ProjectFactory
from tests.networks.fakes.graph import SECRET as META_SECRET
from tests.networks.fakes.graph_schema import recorded
from tests.networks.fakes.telegram import GROUP as TALK
from tests.networks.fakes.telegram import TOKEN, FakeTelegram
from tests.networks.fakes.vk import GROUP
from tests.networks.rigs import vk

pytestmark = pytest.mark.django_db
SECRET = "a1b2c3d4e5"
PAGE = "1234567890321"


@pytest.fixture(autouse=True)
def quick_worker(monkeypatch):
    """It takes in what was told before the answer leaves, as it would read it from the queue."""
    monkeypatch.setattr(hear_news, "delay", lambda **said: hear_news(**json.loads(json.dumps(said))))


@pytest.fixture
def telegram(settings):
    credentials = {"token": TOKEN, "chat": "@lullaby", "secret": SECRET}
    with FakeTelegram() as fake:
        settings.TELEGRAM_API_URL = fake.url
        yield ChannelFactory(project__stage="active", network="telegram", credentials=credentials)


@pytest.fixture
def community(settings):
    for rig in vk.running(None, settings):
        rig.channel.credentials |= {"secret": SECRET}
        rig.channel.project = ProjectFactory(stage="active")
        rig.channel.save()
        yield rig


@pytest.fixture
def facebook(settings):
    settings.META_APP_SECRET, settings.META_VERIFY_TOKEN = META_SECRET, "agreed"
    return ChannelFactory(project__stage="active", network="facebook", external_id=PAGE)


@pytest.fixture
def post(client):
    def post(channel, said, *, content_type="application/json", **headers):
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.post(hooks.address_of(channel), body, content_type=content_type, headers=named)

    return post


def update(text="Where do I buy it?"):
    person = {"id": 51, "is_bot": False, "first_name": "Olena"}
    message = {"message_id": 7, "date": 1_790_000_000, "chat": TALK, "from": person, "text": text}
    return {"update_id": 7, "message": message}


def event(kind="wall_reply_new", **more):
    about = {"id": 5, "from_id": 42, "date": 1_790_000_000, "text": "Is it washable?", "post_id": 3, "owner_id": -GROUP}
    said = {"type": kind, "object": about, "group_id": GROUP, "event_id": "e1", "v": "5.199", "secret": SECRET}
    return said | more


def change():
    return copy.deepcopy(recorded("facebook_webhooks.json")["mention-comment-add.json"])


def signed(said, secret=META_SECRET):
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def texts():
    return list(Mention.objects.values_list("text", flat=True))


# --- Telegram -------------------------------------------------------------------------------------------------------


def test_telegram_is_heard_with_its_secret_and_twice_is_once(post, telegram):
    answers = [post(telegram, update(), X_Telegram_Bot_Api_Secret_Token=SECRET) for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"ok")] * 2
    assert texts() == ["Where do I buy it?"]


@pytest.mark.parametrize("headers", [{}, {"X_Telegram_Bot_Api_Secret_Token": "guessed"},
                                     {"X_Telegram_Bot_Api_Secret_Token": ""}])  # fmt: skip
def test_telegram_is_not_heard_without_it(post, telegram, headers):
    answer = post(telegram, update(), **headers)
    assert (answer.status_code, answer.content, texts()) == (403, b"", [])


# --- VKontakte ------------------------------------------------------------------------------------------------------


def test_vkontakte_is_heard_with_its_secret_and_twice_is_once(post, community):
    answers = [post(community.channel, event()) for _ in range(2)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"ok")] * 2
    assert texts() == ["Is it washable?"]


@pytest.mark.parametrize("secret", ["guessed", "", None, 7])
def test_vkontakte_is_not_heard_without_it(post, community, secret):
    answer = post(community.channel, event(secret=secret))
    assert (answer.status_code, answer.content, texts()) == (403, b"", [])


def test_event_of_another_community_is_not_heard(post, community):
    assert post(community.channel, event(group_id=1)).status_code == 403
    assert texts() == []


def test_server_we_added_answers_the_code_when_vkontakte_asks(post, community, settings):
    settings.BASE_URL = "https://rapport.example"
    calling.tend()
    [server] = community.fake.servers.values()
    asking = {"type": "confirmation", "group_id": GROUP, "secret": server["secret_key"]}
    assert server["url"] == hooks.address_of(community.channel)
    assert post(community.channel, asking).content == b"0f6aa9b5"
    assert post(community.channel, asking | {"secret": "guessed"}).status_code == 403


# --- Meta -----------------------------------------------------------------------------------------------------------


def test_meta_is_heard_with_its_signature_and_twice_is_once(post, facebook):
    for _ in range(2):
        answer = post(facebook, change(), X_Hub_Signature_256=signed(change()))
        assert (answer.status_code, answer.content) == (200, b"ok")
    assert texts() == ["Just a test message"]


def test_meta_is_not_heard_with_a_wrong_signature_or_none(post, facebook):
    for headers in ({}, {"X_Hub_Signature_256": signed(change(), "guessed")}, {"X_Hub_Signature_256": "sha256="},
                    {"X_Hub_Signature_256": signed(b"other words")}):  # fmt: skip
        answer = post(facebook, change(), **headers)
        assert (answer.status_code, answer.content) == (404, b"")
    assert texts() == []


def test_nothing_is_believed_without_an_app_of_meta(post, facebook, settings):
    settings.META_APP_SECRET = ""
    assert post(facebook, change(), X_Hub_Signature_256=signed(change(), "")).status_code == 404


def test_meta_finds_out_that_the_address_is_ours(client, facebook):
    asking = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "agreed"}
    answer = client.get(hooks.address_of(facebook), asking)
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"1158201444", "text/plain")
    for wrong in ({"hub.verify_token": "guessed"}, {"hub.verify_token": ""}):
        refused = client.get(hooks.address_of(facebook), asking | wrong)
        assert (refused.status_code, refused.content) == (404, b"")


def test_challenge_is_never_shown_as_a_page(client, facebook):
    asking = {"hub.mode": "subscribe", "hub.challenge": "<script>alert(1)</script>", "hub.verify_token": "agreed"}
    answer = client.get(hooks.address_of(facebook), asking)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("text/plain", "nosniff")


def test_meta_is_told_nothing_about_which_pages_are_ours(post, facebook):
    known, unknown = change(), change()
    unknown["entry"][0]["id"] = "999"
    answers = [post(facebook, said, X_Hub_Signature_256=signed(said)) for said in (known, unknown)]
    assert len({(answer.status_code, answer.content, str(answer.headers)) for answer in answers}) == 1


# --- whatever comes -------------------------------------------------------------------------------------------------

NO_NEWS = {
    "nothing": b" ",
    "no JSON": b"<html>",
    "cut off": b'{"message": ',
    "deep lists": b"[" * 300_000,
    "deep objects": b'{"object":' * 90_000,
    "no text": b"\xff\xfe\x00",
    "a number with a million digits": b"1" * 900_000,
}


@pytest.mark.parametrize("body", NO_NEWS.values(), ids=NO_NEWS)
def test_nonsense_is_refused_quickly(post, telegram, community, facebook, body):
    began = time.monotonic()
    answers = [
        post(telegram, body, X_Telegram_Bot_Api_Secret_Token=SECRET),
        post(community.channel, body),
        post(facebook, body, X_Hub_Signature_256=signed(body)),
    ]
    assert [(answer.status_code, answer.content) for answer in answers] == [(400, b"")] * 3
    assert time.monotonic() - began < 3
    assert community.fake.asked == []


def test_five_megabytes_are_refused_unread(post, telegram, community, facebook):
    body = b'{"update_id": "' + b"x" * 5_000_000 + b'"}'
    began = time.monotonic()
    answers = [
        post(telegram, body, X_Telegram_Bot_Api_Secret_Token=SECRET),
        post(community.channel, body),
        post(facebook, body, X_Hub_Signature_256="sha256=whatever"),
    ]
    assert [answer.status_code for answer in answers] == [413] * 3
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                                  "application/xml"])  # fmt: skip
def test_other_content_is_refused(post, telegram, community, facebook, kind):
    said = json.dumps(change()).encode()
    answers = [
        post(telegram, json.dumps(update()).encode(), content_type=kind, X_Telegram_Bot_Api_Secret_Token=SECRET),
        post(community.channel, json.dumps(event()).encode(), content_type=kind),
        post(facebook, said, content_type=kind, X_Hub_Signature_256=signed(said)),
    ]
    assert [(answer.status_code, answer.content) for answer in answers] == [(415, b"")] * 3
    assert texts() == []


def test_json_with_a_charset_is_json(post, telegram):
    kind = "application/json; charset=UTF-8"
    assert post(telegram, update(), content_type=kind, X_Telegram_Bot_Api_Secret_Token=SECRET).status_code == 200


ODD = [
    {"message": 7},
    {"message": update()["message"] | {"text": ["x"]}},
    {"message": {"text": "x"}},
    {"message": {"text": "x", "chat": "x"}},
    {"edited_message": []},
    {"message": update()["message"] | {"date": "noon"}},
]


@pytest.mark.parametrize("said", ODD)
def test_update_of_a_shape_nobody_promised_is_passed_over(post, telegram, said):
    """Refused, it would be told again and again and hold up what comes after it."""
    answer = post(telegram, said, X_Telegram_Bot_Api_Secret_Token=SECRET)
    assert (answer.status_code, texts()) == (200, [])


@pytest.mark.parametrize("about", [{"id": "five", "text": "x"}, {"id": 5, "text": {"x": 1}}, {"id": 5, "text": "x",
                                   "date": "noon"}, {"id": [], "text": "x"}])  # fmt: skip
def test_event_of_a_shape_nobody_promised_is_passed_over(post, community, about):
    assert post(community.channel, event(object=about)).status_code == 200
    assert texts() == []


@pytest.mark.parametrize("changes", [7, {"field": "feed"}, [{"field": "feed", "value": 7}],
                                     [{"field": "feed", "value": {"item": ["comment"], "verb": 7}}]])  # fmt: skip
def test_change_of_a_shape_nobody_promised_is_passed_over(post, facebook, changes):
    for entry in ([7, {"id": PAGE, "changes": changes}], 7):
        said = {"object": "page", "entry": entry}
        assert post(facebook, said, X_Hub_Signature_256=signed(said)).status_code == 200
    assert texts() == []


def test_call_tells_nothing_about_which_channels_exist(client, telegram):
    gone = ChannelFactory(network="telegram", state="disconnected")
    seal = hooks.seal_of("telegram", telegram.pk)
    strange = [
        f"/hooks/telegram/{telegram.pk}/{seal[::-1]}/",
        f"/hooks/telegram/{telegram.pk + 1000}/{seal}/",
        f"/hooks/vk/{telegram.pk}/{seal}/",
        f"/hooks/nowhere/{telegram.pk}/{seal}/",
        hooks.address_of(gone),
    ]
    bodies = [b"{}", b"<html>", b"x" * 1_100_000]
    answers = [client.post(at, body, content_type="application/json") for at in strange for body in bodies]
    told = {(answer.status_code, answer.content, str(answer.headers)) for answer in answers}
    assert [(status, content) for status, content, _ in told] == [(404, b"")]


def test_only_a_call_that_is_believed_counts_as_one(post, telegram):
    Hook.objects.create(channel=telegram)
    post(telegram, update(), X_Telegram_Bot_Api_Secret_Token="guessed")
    assert Hook.objects.get().called_at is None
    post(telegram, update(), X_Telegram_Bot_Api_Secret_Token=SECRET)
    assert Hook.objects.get().called_at
