"""What is special about Bluesky; the rest is in the contract every network keeps, and in ``test_bluesky_real``."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from agency.permissions import Role
from projects.models import Channel
from projects.networks import adapter_for
from projects.networks.base import (
    CredentialsExpired,
    CredentialsRevoked,
    Gone,
    Misused,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    Picture,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from projects.networks.bluesky import reading, writing
from projects.networks.bluesky.line import KeyTaken
from projects.services import channels, renewals
from tests.factories.projects import ChannelFactory, SeatFactory
from tests.networks.fakes.bluesky import DID, HANDLE, OLENA, PASSWORD, error
from tests.networks.fakes.server import Answer
from tests.networks.rigs import bluesky

pytestmark = pytest.mark.django_db


@pytest.fixture
def rig(request, settings):
    yield from bluesky.running(request, settings)


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (error(400, "ExpiredToken"), CredentialsExpired),
        (error(400, "InvalidToken"), CredentialsRevoked),
        (error(401, "AuthMissing"), CredentialsRevoked),
        (error(400, "AccountTakedown"), CredentialsRevoked),
        (error(403, "Forbidden"), PermissionMissing),
        (error(400, "RecordNotFound"), Gone),
        (error(400, "InvalidRequest", "grapheme too big (maximum 300, got 301)"), Rejected),
        (error(400, "InvalidRequest", "Invalid record key for app.bsky.feed.post"), Misused),
        (error(400, "InvalidRequest", "blob too big (maximum 1000000, got 2)"), Rejected),
        (error(413, "PayloadTooLarge"), Rejected),
        (error(408, "Timeout"), Unavailable),
        (error(429, "RateLimitExceeded", ratelimit_reset="1924992000"), RateLimited),
        (error(502, "UpstreamFailure"), Unconfirmed),
        (error(500, "InternalServerError"), KeyTaken),
    ],
)
def test_each_refusal_has_one_meaning(rig, answer, meaning):
    rig.fake.fail(answer, at="createRecord")
    with pytest.raises(meaning) as told:
        rig.adapter.send(post())
    assert type(told.value) is meaning
    assert rig.fake.access not in str(told.value)


def test_password_becomes_a_session_at_the_accounts_own_server(rig):
    given = Channel(network="bluesky", credentials={"handle": HANDLE, "password": PASSWORD})
    session = adapter_for(given).enter()
    assert session.credentials["server"] == rig.fake.url
    assert session.credentials["did"] == DID
    assert "password" not in session.credentials
    assert (
        session.expire_at
        == adapter_for(Channel(network="bluesky", credentials=session.credentials)).page().credentials_expire_at
    )


def test_ended_access_is_renewed_once_and_kept_whole(rig):
    stale = Channel.objects.get(pk=rig.channel.pk)
    rig.fake.fail(error(400, "ExpiredToken"), at="createRecord")
    with pytest.raises(CredentialsExpired) as told:
        rig.adapter.send(post())
    assert renewals.renew_or_break(rig.channel, told.value)
    assert renewals.renew_or_break(stale, told.value)  # another worker noticed as well
    assert len(rig.fake.calls("refreshSession")) == 1
    kept = Channel.objects.get(pk=rig.channel.pk).credentials
    assert (kept["access"], kept["refresh"]) == (rig.fake.access, rig.fake.refresh)


def test_renewal_that_is_refused_needs_a_person(rig):
    rig.fake.fail(error(400, "ExpiredToken"), at="refreshSession")
    with pytest.raises(CredentialsRevoked, match="Connect the account again"):
        rig.adapter.refresh_credentials()


@pytest.mark.parametrize("where", ["createSession", "getSession"])
def test_server_speaks_for_no_account_of_another(rig, where):
    ours = ChannelFactory(project=rig.channel.project, network="bluesky", external_id=OLENA["did"])
    manager = SeatFactory(project=rig.channel.project, role=Role.MANAGER).user
    rig.fake.fail(Answer(rig.fake.new_session() | {"did": OLENA["did"]}), at=where)
    with pytest.raises(ValidationError, match="of another account"):
        channels.connect_channel(
            project=rig.channel.project, network="bluesky", credentials={"handle": HANDLE, "password": PASSWORD},
            by=manager,
        )  # fmt: skip
    for before in (ours, rig.channel):
        assert Channel.objects.get(pk=before.pk).credentials == before.credentials


def test_session_of_another_account_renews_nothing(rig):
    rig.fake.fail(Answer(rig.fake.new_session() | {"did": OLENA["did"]}), at="refreshSession")
    assert not renewals.renew_or_break(rig.channel, CredentialsExpired("It ran out."))
    kept = Channel.objects.get(pk=rig.channel.pk)
    assert (kept.state, kept.credentials) == (Channel.State.BROKEN, rig.channel.credentials)


@pytest.mark.parametrize("did", ["did:key:z6Mk", f"did:web:{'a' * 120}.example", "did:plc:a/b"])
def test_did_that_cannot_be_one_is_asked_about_nowhere(rig, did):
    with pytest.raises(Rejected, match="does not know"):
        adapter_for(Channel(network="bluesky", credentials={"handle": did, "password": PASSWORD})).enter()
    assert rig.fake.asked == []


def test_key_is_the_same_for_the_same_post_and_has_the_form_of_a_moment():
    key = uuid.uuid4()
    assert writing.key_of(key) == writing.key_of(key) != writing.key_of(uuid.uuid4())
    assert len(writing.key_of(key)) == 13
    assert writing.key_of(key)[0] == "3"


def test_link_beside_pictures_needs_room(rig, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "one.jpg")
    picture = Picture(path=tmp_path / "one.jpg", mime="image/jpeg", alt="One")
    with pytest.raises(Rejected, match="The text with its link has 317 characters, the network takes 300"):
        rig.adapter.send(post(text="x" * 295, pictures=[picture], link="https://lullaby.example/list"))
    rig.adapter.send(post(text="x" * 100, pictures=[picture], link="https://lullaby.example/list"))
    assert rig.texts() == ["x" * 100 + "\n\nlullaby.example/list"]


def test_link_beside_pictures_leads_where_it_says(rig, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "one.jpg")
    picture = Picture(path=tmp_path / "one.jpg", mime="image/jpeg", alt="One")
    link = "https://lullaby.example/%D0%BF%D1%80%D0%B8%D0%BA%D0%BE%D1%80%D0%BC?utm_source=bluesky"
    rig.adapter.send(post(text="Ложка", pictures=[picture], link=link))
    [record] = rig.mine()
    place = record["facets"][0]["index"]
    assert record["text"].encode()[place["byteStart"] : place["byteEnd"]].decode() == "lullaby.example/прикорм"
    assert record["facets"][0]["features"][0]["uri"] == link
    assert record["embed"]["$type"] == "app.bsky.embed.images"


def test_card_of_a_link_has_its_address_as_the_title(rig):
    rig.adapter.send(post(link="https://lullaby.example/%D0%BF%D1%80%D0%B8%D0%BA%D0%BE%D1%80%D0%BC/?utm_source=x"))
    assert rig.mine()[0]["embed"]["external"] == {
        "uri": "https://lullaby.example/%D0%BF%D1%80%D0%B8%D0%BA%D0%BE%D1%80%D0%BC/?utm_source=x",
        "title": "lullaby.example/прикорм", "description": "",
    }  # fmt: skip


def test_answer_to_an_answer_belongs_to_the_post(rig):
    sent = rig.adapter.send(post())
    asked = rig.ask(sent.remote_id, "Which signs?")
    reply = OutgoingReply(idempotency_key=uuid.uuid4(), text="Sitting", comment_id=asked, post_id=sent.remote_id)
    ours = rig.adapter.send(reply).remote_id
    rig.ask(ours, "Thanks")
    heard = rig.adapter.comments(cursor={}).comments
    assert [(said.text, said.post_id, said.parent_id) for said in heard] == [
        ("Which signs?", sent.remote_id, ""),
        ("Thanks", sent.remote_id, ours),
    ]


def test_more_news_than_a_page_are_read_once_and_in_order(rig, monkeypatch):
    monkeypatch.setattr("projects.networks.bluesky.adapter.PAGE", 2)
    sent = rig.adapter.send(post())
    words = ["one", "two", "three", "four", "five"]
    for word in words:
        rig.ask(sent.remote_id, word)
    page = rig.adapter.comments(cursor={})
    assert [said.text for said in page.comments] == words
    assert list(rig.adapter.comments(cursor=page.cursor).comments) == []


def test_post_the_network_has_not_read_yet_is_not_taken_for_gone(rig):
    sent = rig.adapter.send(post()).remote_id
    rig.fake.fail(Answer({"posts": []}), at="getPosts", times=2)
    with pytest.raises(Unavailable, match="yet"):
        rig.adapter.metrics(remote_id=sent)
    rig.fake.records[sent]["value"]["createdAt"] = "2026-01-01T00:00:00Z"
    with pytest.raises(Gone):
        rig.adapter.metrics(remote_id=sent)


def test_post_that_stands_earlier_than_what_was_read_is_new_once():
    read, late = ({"uri": f"at://{at}", "indexedAt": f"2026-11-01T{at}:00Z"} for at in ("10:00", "09:10"))
    _, place = reading.fresh([read], {})
    new, place = reading.fresh([read, late], place)
    assert new == [late]
    assert reading.fresh([read, late], place)[0] == []


def test_only_answers_under_our_posts_are_hidden(rig):
    with pytest.raises(Rejected, match="own posts"):
        rig.adapter.hide(comment_id=rig.fake.say("Elsewhere"), hidden=True)
