"""Bluesky's adapter against Bluesky's own server, as far as one without an AppView goes."""

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
from tests.networks.servers.pds import PASSWORD

pytestmark = pytest.mark.real


@pytest.fixture
def channel(pds_server, settings):
    settings.PRIVATE_SERVERS = True
    settings.BLUESKY_URL, settings.BLUESKY_PLC_URL = pds_server.url, pds_server.directory
    given = Channel(network="bluesky", credentials={"handle": pds_server.new_account(), "password": PASSWORD})
    return Channel(network="bluesky", credentials=adapter_for(given).enter().credentials)


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


def test_session_is_kept_without_the_password_and_renewed(channel):
    assert set(channel.credentials) == {"did", "handle", "server", "access", "refresh"}
    fresh = adapter_for(channel).refresh_credentials()
    assert fresh.credentials["refresh"] != channel.credentials["refresh"]
    assert adapter_for(Channel(network="bluesky", credentials=fresh.credentials)).page().external_id.startswith("did:")


def test_wrong_password_and_wrong_token_are_said(channel, pds_server):
    given = {"handle": channel.credentials["handle"], "password": "wrong"}
    with pytest.raises(CredentialsRevoked, match="app password"):
        adapter_for(Channel(network="bluesky", credentials=given)).enter()
    channel.credentials = channel.credentials | {"access": "nonsense"}
    with pytest.raises(CredentialsRevoked):
        adapter_for(channel).send(post())


def test_post_goes_out_once_and_is_found_by_its_key(channel):
    adapter, sent = adapter_for(channel), post()
    proof = adapter.send(sent)
    assert adapter.send(sent) == proof == adapter.find(sent, since=None)
    assert adapter.find(post(), since=None) is None
    assert adapter.remote_id_of(proof.url) == proof.remote_id
    adapter.delete(remote_id=proof.remote_id)
    with pytest.raises(Gone):
        adapter.delete(remote_id=proof.remote_id)


def test_facets_stand_at_bytes(channel):
    me = channel.credentials["handle"]
    adapter = adapter_for(channel)
    sent = adapter.send(post(f"Каша 🥣 #сніданок для @{me} тут: https://a.example/b, @nobody.test"))
    value = adapter._record(sent.remote_id)["value"]
    text = value["text"].encode()
    marked = [text[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode() for one in value["facets"]]
    assert marked == ["#сніданок", f"@{me}", "https://a.example/b"]


def test_picture_video_and_card_are_taken(channel, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "one.jpg")
    (tmp_path / "one.mp4").write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 500)
    picture = Picture(path=tmp_path / "one.jpg", mime="image/jpeg", alt="One")
    film = {"path": tmp_path / "one.mp4", "mime": "video/mp4", "width": 320, "height": 180, "seconds": 2}
    adapter = adapter_for(channel)
    link = "https://lullaby.example/a/rather/long/address/of/a/page/about/sleep?utm_source=bluesky"
    sent = [adapter.send(post(**one)) for one in (
        {"pictures": [picture], "link": link}, {"videos": [Video(alt="Rocks", **film)]}, {"link": link},
    )]  # fmt: skip
    first, second, third = (adapter._record(one.remote_id)["value"] for one in sent)
    assert first["embed"]["images"][0]["aspectRatio"] == {"width": 60, "height": 40}
    assert first["facets"][0]["features"][0]["uri"] == link
    assert second["embed"]["video"]["mimeType"] == "video/mp4"
    assert third["embed"]["external"]["uri"] == link


def test_answers_stand_in_their_talk_and_are_hidden(channel):
    adapter = adapter_for(channel)
    sent = adapter.send(post(first_comment="Sizes below"))
    asked = adapter.send(OutgoingReply(idempotency_key=uuid.uuid4(), text="Which?", comment_id=sent.remote_id))
    below = adapter.send(OutgoingReply(idempotency_key=uuid.uuid4(), text="These", comment_id=asked.remote_id))
    place = adapter._record(below.remote_id)["value"]["reply"]
    assert (place["root"]["uri"], place["parent"]["uri"]) == (sent.remote_id, asked.remote_id)
    gate = sent.remote_id.replace(writing.POST, writing.GATE)
    for hidden in (True, False):
        adapter.hide(comment_id=asked.remote_id, hidden=hidden)
        assert (asked.remote_id in adapter._record(gate)["value"]["hiddenReplies"]) is hidden


def test_what_the_server_refuses_is_said(channel, tmp_path):
    adapter = adapter_for(channel)
    with pytest.raises(Rejected, match="grapheme"):
        adapter._say("x" * 301, key=uuid.uuid4())
    with pytest.raises(CannotDo):
        adapter.comments(cursor={})
