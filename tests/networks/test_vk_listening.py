"""What VKontakte tells: comments and threads, the search, events of the Callback API, and access that is renewed."""

import datetime as dt
import json
import uuid

import pytest
from django.utils import timezone

from projects.networks.base import (
    Call,
    CredentialsRevoked,
    Misused,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    Rejected,
)
from projects.networks.vk import comments as walk
from tests.networks.fakes.vk import GROUP, error
from tests.networks.fakes.vk_schema import FOLDER, prove
from tests.networks.rigs import vk

pytestmark = pytest.mark.django_db
RECORDED = json.loads((FOLDER / "vk_callback.json").read_text())["payloads"]


@pytest.fixture
def rig(settings):
    yield from vk.running(None, settings)


def post(text="Three signs"):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text)


def renew(rig, **credentials):
    rig.channel.credentials = rig.channel.credentials | credentials


# --- listening ------------------------------------------------------------------------------------------------------


def heard(adapter, cursor):
    """Every page of one turn."""
    said, more = [], True
    while more:
        page = adapter.comments(cursor=cursor)
        said += [one.text for one in page.comments]
        cursor, more = json.loads(json.dumps(page.cursor)), page.more
    return said, cursor


def test_answers_in_long_threads_are_read_too(rig):
    number = vk._number(rig.adapter.send(post()).remote_id)
    root = rig.fake.comment("Is it washable?", post=number)["id"]
    for turn in range(12):
        rig.fake.comment(f"Me too {turn}", post=number, under=root)
    said, cursor = heard(rig.adapter, {})
    assert sorted(said) == sorted(["Is it washable?", *(f"Me too {turn}" for turn in range(12))])
    late = rig.fake.comment("And at 60?", post=number, under=root)["id"]
    page = rig.adapter.comments(cursor=cursor)
    assert [(one.text, one.parent_id) for one in page.comments] == [("And at 60?", f"-{GROUP}_{root}")]
    assert page.comments[0].url == f"https://vk.com/wall-{GROUP}_{number}?reply={late}&thread={root}"
    assert page.comments[0].author_name == "Olena Kravets"


def test_comments_of_several_posts_come_a_post_a_page(rig):
    for text in ("One", "Two"):
        rig.ask(rig.adapter.send(post(text=text)).remote_id, f"About {text}")
    assert rig.adapter.comments(cursor={}).more
    assert sorted(heard(rig.adapter, {})[0]) == ["About One", "About Two"]


def test_comment_that_took_the_place_of_a_deleted_one_is_read_within_ten_turns(rig):
    sent = rig.adapter.send(post())
    spam = rig.ask(sent.remote_id, "Buy followers")
    _, cursor = heard(rig.adapter, {})
    rig.adapter.hide(comment_id=spam, hidden=True)
    rig.ask(sent.remote_id, "Is it washable?")
    said = []
    for _ in range(walk.SWEEP):
        fresh, cursor = heard(rig.adapter, cursor)
        said += fresh
    assert said == ["Is it washable?"]


def test_what_was_read_is_remembered_shortly(rig, monkeypatch):
    monkeypatch.setattr(walk, "REMEMBERED", 3)
    sent = rig.adapter.send(post())
    for text in "abcde":
        rig.ask(sent.remote_id, text)
    _, cursor = heard(rig.adapter, {})
    rig.ask(sent.remote_id, "f")
    said, cursor = heard(rig.adapter, cursor)
    assert said == ["f"]
    assert len(cursor["posts"][str(vk._number(sent.remote_id))]["read"]) == 3


def test_closed_comments_of_one_post_do_not_stop_the_others(rig):
    for text in ("One", "Two"):
        rig.ask(rig.adapter.send(post(text=text)).remote_id, f"About {text}")
    rig.fake.fail(error(212), at="/wall.getComments")
    assert heard(rig.adapter, {})[0] == ["About One"]


def test_search_reads_a_full_span_page_by_page_and_piece_by_piece(rig, monkeypatch):
    monkeypatch.setattr("projects.networks.vk.search.PAGE", 2)
    monkeypatch.setattr("projects.networks.vk.search.REACHABLE", 4)
    rig.fake.reachable = 4
    for ago in (900, 800, 700, 600, 500, 400, 300):
        rig.fake.mention(f"blankets {ago}", ago=ago)
    said, cursor, more = [], {}, True
    while more:
        page = rig.adapter.search_mentions(query="blankets", cursor=cursor)
        said += [one.text for one in page.comments]
        cursor, more = json.loads(json.dumps(page.cursor)), page.more
    assert sorted(said) == sorted(f"blankets {ago}" for ago in (900, 800, 700, 600, 500, 400, 300))
    rig.fake.mention("blankets came late", ago=350)
    page = rig.adapter.search_mentions(query="blankets", cursor=cursor)
    assert [(one.text, one.author_followers) for one in page.comments] == [("blankets came late", 31)]


def test_post_found_by_search_is_answered_under_it(rig):
    rig.mention("Lullaby blankets are so warm")
    [found] = rig.adapter.search_mentions(query="blankets", cursor={}).comments
    rig.adapter.send(
        OutgoingReply(
            idempotency_key=uuid.uuid4(), text="Thank you", comment_id=found.external_id, post_id=found.post_id
        )
    )
    said = rig.fake.calls("/wall.createComment")[-1].form
    assert (said["owner_id"], "reply_to_comment" in said) == ("42", False)


# --- the Callback API -----------------------------------------------------------------------------------------------


def call(kind, about=None, secret="s3cret", **more):
    event = {"type": kind, "object": about or {}, "group_id": GROUP, "event_id": "e1", "v": "5.199"} | more
    body = json.dumps(event | ({"secret": secret} if secret else {})).encode()
    return Call(method="POST", headers={}, query={}, body=body)


def reply_new(**more):
    said = {"id": 5, "from_id": 42, "date": 1_790_000_000, "text": "Is it washable?", "post_id": 3, "owner_id": -GROUP}
    prove("callback/objects.json#/definitions/callback_wall_reply_new", said | more)
    return said | more


def test_event_is_believed_only_with_our_secret(rig):
    renew(rig, secret="s3cret")
    [said] = rig.adapter.parse_webhook(call("wall_reply_new", reply_new())).comments
    assert (said.text, said.external_id, said.post_id) == ("Is it washable?", f"-{GROUP}_5", f"-{GROUP}_3")
    assert (said.author_name, said.is_own) == ("Olena Kravets", False)
    for wrong in (
        call("wall_reply_new", reply_new(), secret="guessed"),
        call("wall_reply_new", reply_new(), secret=""),
    ):
        with pytest.raises(PermissionMissing):
            rig.adapter.parse_webhook(wrong)
    with pytest.raises(PermissionMissing):
        rig.adapter.parse_webhook(call("wall_reply_new", reply_new(), group_id=1))


def test_our_own_words_are_flagged_and_names_can_be_missing(rig):
    renew(rig, secret="s3cret")
    assert rig.adapter.parse_webhook(call("wall_reply_new", reply_new(from_id=-GROUP))).comments[0].is_own
    rig.fake.fail("reset", at="/users.get")
    assert rig.adapter.parse_webhook(call("wall_reply_new", reply_new())).comments[0].author_name == "id42"


def test_asked_for_the_code_it_answers_the_code(rig):
    assert rig.adapter.parse_webhook(call("confirmation", secret="")).answer == "0f6aa9b5"
    renew(rig, secret="s3cret")
    with pytest.raises(PermissionMissing):
        rig.adapter.parse_webhook(call("confirmation", secret="guessed"))


def test_comment_taken_down_there_is_told(rig):
    renew(rig, secret="s3cret")
    about = {"owner_id": -GROUP, "id": 5, "user_id": 42, "post_id": 3}
    prove("callback/objects.json#/definitions/callback_wall_comment_delete", about)
    assert rig.adapter.parse_webhook(call("wall_reply_delete", about)).gone == [f"-{GROUP}_5"]


def test_recorded_events_are_no_comments_and_nothing_is_stumbled_over(rig):
    renew(rig, secret="s3cret")
    for kind, payloads in RECORDED.items():
        for payload in payloads:
            event = call(payload.get("type", kind), payload.get("object", payload))
            assert [*rig.adapter.parse_webhook(event).comments] == []


@pytest.mark.parametrize("body", [b"", b"[]", b'{"object": 7}', b"\xff"])
def test_what_is_no_event_is_said_to_be_none(rig, body):
    with pytest.raises(Misused):
        rig.adapter.parse_webhook(Call(method="POST", headers={}, query={}, body=body))


# --- access ---------------------------------------------------------------------------------------------------------


def test_access_is_renewed_with_the_device_and_the_old_pair_ends(rig):
    before = timezone.now()
    fresh = rig.adapter.refresh_credentials()
    assert fresh.credentials["refresh_token"] == "refresh-2"
    assert fresh.credentials["group_id"] == GROUP
    assert dt.timedelta(minutes=59) < fresh.expire_at - before < dt.timedelta(minutes=61)
    with pytest.raises(CredentialsRevoked):
        rig.adapter.refresh_credentials()


def test_access_without_a_way_to_renew_it_needs_a_person(rig, settings):
    renew(rig, refresh_token="")
    with pytest.raises(CredentialsRevoked, match="without a way to renew it"):
        rig.adapter.refresh_credentials()
    settings.VK_APP_ID = ""
    with pytest.raises(CredentialsRevoked, match="VK_APP_ID"):
        rig.adapter.refresh_credentials()


def test_community_is_connected_by_its_name(rig):
    renew(rig, group_id="lullaby", refresh_token="")
    assert rig.adapter.enter().credentials["group_id"] == str(GROUP)
    renew(rig, group_id="nobody")
    with pytest.raises(Rejected, match="knows no community"):
        rig.adapter.enter()
