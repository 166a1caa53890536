"""Bluesky's adapter against Bluesky's own server and AppView: what it says is read by others, what others say by it."""

import uuid

import pytest
from PIL import Image

from projects.models import Channel
from projects.networks import adapter_for
from projects.networks.base import (
    CannotDo,
    CredentialsRevoked,
    Gone,
    OutgoingPost,
    OutgoingReply,
    Picture,
    Rejected,
    Video,
)
from projects.networks.bluesky import writing
from tests.networks.servers.bluesky import PASSWORD, POST, moment

pytestmark = pytest.mark.real
LINK = "https://lullaby.example/a/rather/long/address/of/a/page/about/sleep?utm_source=bluesky"


@pytest.fixture
def bluesky(bluesky_server, settings):
    settings.PRIVATE_SERVERS = True
    settings.BLUESKY_URL, settings.BLUESKY_PLC_URL = bluesky_server.url, bluesky_server.directory
    return bluesky_server


@pytest.fixture(scope="module")
def olena(bluesky_server):
    return bluesky_server.newcomer()


@pytest.fixture
def brand(bluesky):
    return bluesky.newcomer()


@pytest.fixture
def channel(brand):
    return connected(brand)


@pytest.fixture
def adapter(channel):
    return adapter_for(channel)


def connected(person):
    """The person's account as a channel, by its app password as people do it."""
    given = Channel(network="bluesky", credentials={"handle": person.handle, "password": PASSWORD})
    return Channel(network="bluesky", credentials=adapter_for(given).enter().credentials)


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


def reply(text, *, to):
    return OutgoingReply(idempotency_key=uuid.uuid4(), text=text, comment_id=to)


# --- sessions -------------------------------------------------------------------------------------------------------


def test_session_is_kept_without_the_password_and_renewed(channel):
    assert set(channel.credentials) == {"did", "handle", "server", "access", "refresh"}
    fresh = adapter_for(channel).refresh_credentials()
    assert fresh.credentials["refresh"] != channel.credentials["refresh"]
    assert adapter_for(Channel(network="bluesky", credentials=fresh.credentials)).page().external_id.startswith("did:")


def test_wrong_password_and_wrong_token_are_said(channel):
    given = {"handle": channel.credentials["handle"], "password": "wrong"}
    with pytest.raises(CredentialsRevoked, match="app password"):
        adapter_for(Channel(network="bluesky", credentials=given)).enter()
    channel.credentials = channel.credentials | {"access": "nonsense"}
    with pytest.raises(CredentialsRevoked):
        adapter_for(channel).send(post())


# --- what we say ----------------------------------------------------------------------------------------------------


def test_post_goes_out_once_and_is_found_by_its_key(adapter):
    sent = post()
    proof = adapter.send(sent)
    assert adapter.send(sent) == proof == adapter.find(sent, since=None)
    assert adapter.find(post(), since=None) is None
    assert adapter.remote_id_of(proof.url) == proof.remote_id
    adapter.delete(remote_id=proof.remote_id)
    with pytest.raises(Gone):
        adapter.delete(remote_id=proof.remote_id)


def test_facets_stand_at_bytes(adapter, brand):
    sent = adapter.send(post(f"Каша 🥣 #сніданок для @{brand.handle} тут: https://a.example/b, @nobody.test"))
    value = brand.record(sent.remote_id)["value"]
    text = value["text"].encode()
    marked = [text[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode() for one in value["facets"]]
    assert marked == ["#сніданок", f"@{brand.handle}", "https://a.example/b"]


def test_readers_see_picture_video_and_card(adapter, bluesky, olena, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "one.jpg")
    (tmp_path / "one.mp4").write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 500)
    picture = Picture(path=tmp_path / "one.jpg", mime="image/jpeg", alt="One")
    film = {"path": tmp_path / "one.mp4", "mime": "video/mp4", "width": 320, "height": 180, "seconds": 2}
    sent = [adapter.send(post(**one)).remote_id for one in (
        {"pictures": [picture], "link": LINK}, {"videos": [Video(alt="Rocks", **film)]}, {"link": LINK},
    )]  # fmt: skip
    bluesky.settle()
    shown = {one["uri"]: one for one in olena.ask("app.bsky.feed.getPosts", uris=sent)["posts"]}
    first, second, third = (shown[uri] for uri in sent)
    image = first["embed"]["images"][0]
    assert (image["alt"], image["aspectRatio"]) == ("One", {"width": 60, "height": 40})
    assert first["record"]["facets"][0]["features"][0]["uri"] == LINK
    assert (second["embed"]["$type"], second["embed"]["alt"]) == ("app.bsky.embed.video#view", "Rocks")
    assert third["embed"]["external"]["uri"] == LINK


def test_readers_see_answers_in_their_talk(adapter, bluesky, olena):
    sent = adapter.send(post(first_comment="Sizes below")).remote_id
    asked = olena.answer(sent, "Which?")
    adapter.send(reply("These", to=asked))
    bluesky.settle()
    thread = olena.ask("app.bsky.feed.getPostThread", uri=sent)["thread"]
    said = {one["post"]["record"]["text"]: one for one in thread["replies"]}
    assert set(said) == {"Sizes below", "Which?"}
    assert [one["post"]["record"]["text"] for one in said["Which?"]["replies"]] == ["These"]


def test_hidden_answer_is_listed_with_the_post_until_it_is_shown_again(adapter, bluesky, olena):
    sent = adapter.send(post()).remote_id
    asked = olena.answer(sent, "Buy followers here")
    for hidden in (True, False):
        adapter.hide(comment_id=asked, hidden=hidden)
        bluesky.settle()
        gate = olena.ask("app.bsky.feed.getPosts", uris=sent)["posts"][0]["threadgate"]["record"]
        assert (asked in gate["hiddenReplies"]) is hidden
    assert gate["$type"] == writing.GATE


def test_what_the_server_refuses_is_said(adapter):
    with pytest.raises(Rejected, match="grapheme"):
        adapter._say("x" * 301, key=uuid.uuid4())


# --- what others say ------------------------------------------------------------------------------------------------


def test_answers_names_and_quotes_are_collected_once(adapter, brand, olena):
    sent = adapter.send(post()).remote_id
    asked = olena.answer(sent, "Which signs?")
    named = olena.name(brand, "is this yours?")
    quoted = olena.quote(sent, "Read this")
    heard = adapter.comments(cursor={})
    assert [(said.external_id, said.text, said.post_id) for said in heard.comments] == [
        (asked, "Which signs?", sent),
        (named, f"@{brand.handle} is this yours?", named),
        (quoted, "Read this", quoted),
    ]
    assert {(said.author_id, said.is_own) for said in heard.comments} == {(olena.did, False)}
    again = olena.answer(sent, "And at night?")
    assert [said.external_id for said in adapter.comments(cursor=heard.cursor).comments] == [again]


def test_answer_below_our_answer_belongs_to_the_post(adapter, olena):
    sent = adapter.send(post()).remote_id
    ours = adapter.send(reply("Sitting", to=olena.answer(sent, "Which?"))).remote_id
    thanks = olena.answer(ours, "Thanks")
    said = adapter.comments(cursor={}).comments[-1]
    assert (said.external_id, said.post_id, said.parent_id) == (thanks, sent, ours)


def test_answer_whose_writers_clock_is_slow_is_collected_too(adapter, olena):
    """AppViews sort by the moment a record itself claims, when that is earlier."""
    sent = adapter.send(post()).remote_id
    olena.answer(sent, "On time")
    known = adapter.comments(cursor={}).cursor
    late = olena.answer(sent, "By my clock it is ten minutes ago", at=moment(ago=600))
    heard = adapter.comments(cursor=known)
    assert [said.external_id for said in heard.comments] == [late]
    assert list(adapter.comments(cursor=heard.cursor).comments) == []


def test_likes_and_follows_are_no_comments(adapter, brand, olena):
    sent = adapter.send(post()).remote_id
    olena.like(sent)
    olena.repost(sent)
    olena.follow(brand)
    assert list(adapter.comments(cursor={}).comments) == []


def test_words_are_searched_for_in_what_anybody_says(adapter, olena):
    word = f"cradle{uuid.uuid4().hex[:8]}"
    first = olena.write(POST, text=f"A {word} that rocks")
    found = adapter.search_mentions(query=word, cursor={})
    assert [(said.external_id, said.author_id) for said in found.comments] == [(first, olena.did)]
    second = olena.write(POST, text=f"Another {word}")
    assert [said.external_id for said in adapter.search_mentions(query=word, cursor=found.cursor).comments] == [second]


def test_reactions_and_followers_are_counted(adapter, brand, olena):
    sent = adapter.send(post()).remote_id
    olena.like(sent)
    olena.repost(sent)
    olena.answer(sent, "Which?")
    olena.quote(sent, "Read this")
    olena.follow(brand)
    counted = adapter.metrics(remote_id=sent)
    assert (counted.likes, counted.comments, counted.shares, counted.followers) == (1, 1, 2, 1)
    assert adapter.page().followers == 1


def test_deleted_post_is_counted_no_more(adapter, bluesky):
    sent = adapter.send(post()).remote_id
    adapter.delete(remote_id=sent)
    bluesky.settle()
    with pytest.raises(Gone):
        adapter.metrics(remote_id=sent)


def test_server_without_an_appview_says_what_it_cannot(bluesky, settings):
    settings.BLUESKY_URL = bluesky.lone
    person = bluesky.newcomer(server=bluesky.lone)
    adapter = adapter_for(connected(person))
    assert adapter.find(post(), since=None) is None
    assert adapter.page().external_id == person.did
    with pytest.raises(CannotDo):
        adapter.comments(cursor={})
