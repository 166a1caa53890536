"""What is special about Telegram; the rest is in the contract every network keeps."""

import json
import uuid
from pathlib import Path

import pytest
from PIL import Image

from projects.networks.base import (
    Call,
    CredentialsRevoked,
    Gone,
    Misused,
    OutgoingPost,
    PermissionMissing,
    Picture,
    RateLimited,
    Rejected,
    Unconfirmed,
)
from projects.networks.telegram import _refusal
from tests.networks.fakes.telegram import TOKEN, error
from tests.networks.rigs import telegram

pytestmark = pytest.mark.django_db
RECORDED = json.loads((Path(__file__).parent / "official" / "telegram" / "telegram_updates.json").read_text())


@pytest.fixture
def rig(settings):
    yield from telegram.running(None, settings)


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (error(401, "Unauthorized"), CredentialsRevoked),
        (error(403, "Forbidden: bot was kicked from the channel chat"), PermissionMissing),
        (error(400, "Bad Request: chat not found"), Gone),
        (error(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100500), Gone),
        (error(400, "Bad Request: can't parse entities"), Misused),
        (error(400, "Bad Request: message is too long"), Rejected),
        (error(413, "Request Entity Too Large"), Rejected),
        (error(409, "Conflict: terminated by other getUpdates request"), Misused),
        (error(429, "Too Many Requests: retry after 35", retry_after=35), RateLimited),
        (error(502, "Bad Gateway"), Unconfirmed),
    ],
)
def test_each_refusal_has_one_meaning(rig, answer, meaning):
    rig.fake.fail(answer, at="/sendMessage")
    with pytest.raises(meaning) as told:
        rig.adapter.send(post())
    assert type(told.value) is meaning
    assert TOKEN not in str(told.value)


def test_asked_to_slow_down_it_says_for_how_long(rig):
    rig.fake.fail(error(429, "Too Many Requests: retry after 35", retry_after=35), at="/sendMessage")
    with pytest.raises(RateLimited) as told:
        rig.adapter.send(post())
    assert told.value.retry_after == 35


def test_answer_that_is_no_refusal_is_none():
    assert _refusal(None, {"ok": True, "result": 1}, Unconfirmed) is None


def test_album_is_one_post_with_the_words_on_its_first_picture(rig, tmp_path):
    pictures = []
    for name in ("one", "two", "three"):
        Image.new("RGB", (60, 40), "teal").save(tmp_path / f"{name}.jpg")
        pictures.append(Picture(path=tmp_path / f"{name}.jpg", mime="image/jpeg", alt=name))
    sent = rig.adapter.send(post(text="Three colours", pictures=pictures))
    assert rig.texts() == ["Three colours", "", ""]
    rig.adapter.delete(remote_id=sent.remote_id)
    assert rig.texts() == []


def test_link_stands_below_the_words(rig):
    rig.adapter.send(post(link="https://lullaby.example/list?utm_source=telegram"))
    assert rig.texts() == ["Three signs\n\nhttps://lullaby.example/list?utm_source=telegram"]


def test_words_that_are_equal_already_are_changed(rig):
    sent = rig.adapter.send(post())
    assert rig.adapter.edit(post(), remote_id=sent.remote_id).remote_id == sent.remote_id
    rig.adapter.edit(post(text="Four signs"), remote_id=sent.remote_id)
    assert rig.texts() == ["Four signs"]


def test_answer_to_an_answer_belongs_to_the_post(rig):
    sent = rig.adapter.send(post())
    asked = rig.ask(sent.remote_id, "Which signs?")
    rig.fake.say("Me too", under=int(asked), name="Iryna")
    page = rig.adapter.comments(cursor={})
    assert [(said.author_name, said.post_id, said.parent_id) for said in page.comments] == [
        ("Olena", sent.remote_id, ""),
        ("Iryna", sent.remote_id, asked),
    ]


def test_bot_without_rights_is_not_connected(rig):
    rig.fake.rights["can_post_messages"] = False
    with pytest.raises(PermissionMissing, match="Make it an administrator"):
        rig.adapter.page()


def call(body, secret="s3cret"):
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    return Call(method="POST", headers=headers, query={}, body=json.dumps(body).encode())


def test_call_is_believed_only_with_our_secret(rig):
    rig.fake.say("Is it washable?", under=int(rig.adapter.send(post()).remote_id))
    update = rig.fake.pending[-1]
    rig.channel.credentials = rig.channel.credentials | {"secret": "s3cret"}
    assert [said.text for said in rig.adapter.parse_webhook(call(update)).comments] == ["Is it washable?"]
    with pytest.raises(PermissionMissing):
        rig.adapter.parse_webhook(call(update, secret="guessed"))


@pytest.mark.parametrize("name", sorted(RECORDED["payloads"]))
def test_recorded_updates_are_read(rig, name):
    """Private talk with the bot is nobody's comment; nothing in a real update is stumbled over."""
    payload = RECORDED["payloads"][name]
    rig.channel.credentials = rig.channel.credentials | {"secret": "s3cret"}
    for update in payload if isinstance(payload, list) else [payload]:
        assert list(rig.adapter.parse_webhook(call(update)).comments) == []
