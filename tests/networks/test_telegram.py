"""What is special about Telegram; the rest is in the contract every network keeps."""

import json
import uuid
from pathlib import Path

import pytest
from django.core.cache import cache
from PIL import Image

from projects.networks import adapter_for, telegram_groups
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
from tests.factories.projects import ChannelFactory
from tests.networks.fakes.telegram import CHANNEL, TOKEN, error
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


STRANGERS = {"id": -1009009, "type": "supergroup", "title": "Strangers", "username": "strangers"}
OTHERS = {"id": -1003003, "type": "channel", "title": "Topotun", "username": "topotun", "linked_chat_id": -1004004}
THEIRS = {"id": -1004004, "type": "supergroup", "title": "Topotun talk", "username": "topotun_talk"}


def heard(adapter, cursor=None):
    page = adapter.comments(cursor=cursor or {})
    return [said.text for said in page.comments], page.cursor


def test_group_of_strangers_the_bot_was_put_into_is_not_heard(rig):
    """Anybody may add a bot to a group of theirs; what is said there is not about us, and its numbers are not ours."""
    rig.fake.say_in(STRANGERS, "Boycott Lullaby!")
    rig.fake.say("Is it washable?", under=int(rig.adapter.send(post()).remote_id))
    assert heard(rig.adapter)[0] == ["Is it washable?"]


def test_call_about_a_group_of_strangers_tells_nothing(rig):
    rig.channel.credentials = rig.channel.credentials | {"secret": "s3cret"}
    update = rig.fake.say_in(STRANGERS, "Boycott Lullaby!")
    assert list(rig.adapter.parse_webhook(call(update)).comments) == []


def test_channel_without_a_group_hears_none_and_takes_nothing_from_the_bot(rig):
    rig.fake.chats[0] = CHANNEL
    rig.fake.say_in(STRANGERS, "Boycott Lullaby!")
    assert heard(rig.adapter, {"offset": 1}) == ([], {"offset": 1})
    assert rig.fake.calls("getUpdates") == []


def test_linked_group_is_asked_for_now_and_then(rig, monkeypatch):
    for _ in range(3):
        heard(rig.adapter)
    assert len(rig.fake.calls("getChat")) == 1
    rig.fake.chats[0] = CHANNEL | {"linked_chat_id": THEIRS["id"]}
    rig.fake.say_in(THEIRS, "We have moved")
    cache.delete(f"telegram-group:{rig.adapter.called_about()}:@lullaby")  # its time has come
    assert heard(rig.adapter)[0] == ["We have moved"]


def test_bot_of_two_clients_tells_each_what_was_said_to_it(rig):
    """Telegram tells it once, to whoever asks first."""
    rig.fake.chats += [OTHERS, THEIRS]
    other = adapter_for(ChannelFactory(network="telegram", credentials={"token": TOKEN, "chat": "@topotun"}))
    _, place = heard(rig.adapter)
    heard(other)
    rig.ask(rig.adapter.send(post()).remote_id, "Is it washable?")
    rig.fake.say_in(THEIRS, "Which size?")
    texts, place = heard(rig.adapter, place)
    assert (texts, heard(rig.adapter, place)[0]) == (["Is it washable?"], [])
    assert rig.fake.pending == []
    assert heard(other)[0] == ["Which size?"]


def test_two_who_read_on_each_from_their_place_hear_everything_once(rig, monkeypatch):
    monkeypatch.setattr("projects.networks.telegram.PAGE", 2)
    sent, places = rig.adapter.send(post()).remote_id, [{}, {}]
    heards = [[], []]
    for text in ("One", "Two", "Three", "Four", "Five"):
        rig.ask(sent, text)
    for turn in range(12):
        texts, places[turn % 2] = heard(rig.adapter, places[turn % 2])
        heards[turn % 2] += texts
    assert heards == [["One", "Two", "Three", "Four", "Five"]] * 2


def test_place_kept_from_before_the_memory_was_lost_is_the_beginning(rig):
    rig.ask(rig.adapter.send(post()).remote_id, "Is it washable?")
    assert heard(rig.adapter, {"offset": 1, "place": 70})[0] == ["Is it washable?"]


def test_what_nobody_read_for_long_is_not_waded_through(rig, monkeypatch):
    monkeypatch.setattr(telegram_groups, "MOST", 2)
    sent = rig.adapter.send(post()).remote_id
    for text in ("One", "Two", "Three"):
        rig.ask(sent, text)
    assert heard(rig.adapter)[0] == ["Two", "Three"]


@pytest.mark.parametrize("name", sorted(RECORDED["payloads"]))
def test_recorded_updates_are_read(rig, name):
    """Private talk with the bot is nobody's comment; nothing in a real update is stumbled over."""
    payload = RECORDED["payloads"][name]
    rig.channel.credentials = rig.channel.credentials | {"secret": "s3cret"}
    for update in payload if isinstance(payload, list) else [payload]:
        assert list(rig.adapter.parse_webhook(call(update)).comments) == []
