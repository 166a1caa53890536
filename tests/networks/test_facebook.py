"""What is special about Facebook; the rest is in the contract every network keeps."""

import datetime as dt
import hashlib
import hmac
import json
import uuid
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image

from projects.networks import graph_access, graph_hooks
from projects.networks.base import (
    Call,
    CredentialsExpired,
    NotConnected,
    OutgoingPost,
    OutgoingReply,
    PermissionMissing,
    Picture,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
    Video,
)
from projects.networks.graph import facebook, proof
from tests.networks.fakes.graph import ACCOUNT, PAGE, PART_BYTES, PERSON_TOKEN, SECRET, TOKEN, error
from tests.networks.fakes.graph_schema import recorded
from tests.networks.fakes.server import Answer
from tests.networks.rigs import facebook as rigs
from tests.networks.unreadable import UNREADABLE, on_linux

pytestmark = pytest.mark.django_db


@pytest.fixture
def rig(settings):
    cache.clear()
    yield from rigs.running(None, settings)
    cache.clear()


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


@pytest.fixture
def pictures(tmp_path):
    made = []
    for name in ("one", "two", "three"):
        Image.new("RGB", (60, 40), "teal").save(tmp_path / f"{name}.jpg")
        made.append(Picture(path=tmp_path / f"{name}.jpg", mime="image/jpeg", alt=name))
    return made


@pytest.fixture
def film(tmp_path, monkeypatch):
    """Not a film anybody could watch, but several parts long; whether it can be watched is asked elsewhere."""
    monkeypatch.setattr("projects.networks.facebook.refuse_early", lambda outgoing, limits: None)
    (tmp_path / "film.mp4").write_bytes(bytes(range(250)) * 10)
    return Video(path=tmp_path / "film.mp4", mime="video/mp4", alt="", width=640, height=360, seconds=3)


# --- sending --------------------------------------------------------------------------------------------------------


def test_several_pictures_are_one_post_and_the_last_call_publishes(rig, pictures):
    rig.adapter.send(post(text="Three colours", pictures=pictures, link="https://lullaby.example/colours"))
    assert rig.texts() == ["Three colours\n\nhttps://lullaby.example/colours"]
    assert rig.alts() == ["one", "two", "three"]
    assert [asked.path.rpartition("/")[2] for asked in rig.fake.asked] == ["photos", "photos", "photos", "feed"]


def test_uploads_that_fail_publish_nothing(rig, pictures):
    rig.fake.fail(error(100, "Photos should be less than 4 MB", subcode=1366046), at="/photos")
    with pytest.raises(Rejected, match="too large"):
        rig.adapter.send(post(pictures=pictures))
    assert rig.texts() == []


def test_link_goes_beside_the_words(rig):
    rig.adapter.send(post(link="https://lullaby.example/list"))
    assert rig.texts() == ["Three signs"]
    assert rig.fake.calls("/feed")[0].form["link"] == "https://lullaby.example/list"


def test_token_is_proven_with_the_secret_and_shown_nowhere(rig):
    rig.adapter.send(post())
    assert rig.fake.asked[0].form["appsecret_proof"] == proof(TOKEN, SECRET)
    assert TOKEN not in repr(rig.adapter.graph)


def test_film_goes_part_by_part(rig, film):
    sent = rig.adapter.send(post(text="How to fold it", videos=[film]))
    assert rig.texts() == ["How to fold it"]
    [kept] = rig.fake.films.values()
    assert kept["body"] == film.path.read_bytes()
    assert len(rig.fake.calls("/videos")) == 2 + len(kept["body"]) // PART_BYTES + 1
    assert rig.adapter.remote_id_of(sent.url) == sent.remote_id


@on_linux
def test_film_that_cannot_be_read_is_certainly_not_sent(rig, film):
    rig.fake.fail(Answer({"upload_session_id": "1", "video_id": "2", "end_offset": "9"}), at="/videos")
    with pytest.raises(Unavailable, match="disk has trouble"):
        rig.adapter.send(post(videos=[replace(film, path=UNREADABLE)]))
    assert rig.texts() == []


def test_film_that_is_gone_is_certainly_not_sent(rig, film):
    film.path.unlink()
    with pytest.raises(Rejected, match="The file of a video is missing"):
        rig.adapter.send(post(videos=[film]))
    assert rig.texts() == []


def test_film_nobody_can_play_is_refused(rig, film):
    rig.fake.fail(Answer({"status": {"video_status": "error"}, "id": "1"}), at="/200")
    with pytest.raises(Rejected, match="could not make anything of the film"):
        rig.adapter.send(post(videos=[film]))


def test_film_that_takes_longer_is_found_later(rig, film):
    sent = post(text="A long one", videos=[film])
    rig.fake.fail(Answer({"status": {"video_status": "processing"}, "id": "1"}), at="/200", times=10_000)
    with pytest.raises(Unconfirmed):
        rig.adapter.send(sent)
    assert rig.adapter.find(sent, since=timezone.now()) is not None


def test_first_comment_that_fails_is_noted_and_written_once_found(rig):
    sent = post(first_comment="Sizes are below")
    rig.fake.fail(error(368, "Blocked"), at="/comments")
    assert "first comment is missing" in rig.adapter.send(sent).note
    for _ in range(2):
        rig.adapter.find(sent, since=timezone.now())
    assert rig.first_comments() == ["Sizes are below"]


def test_same_words_of_last_week_are_another_post(rig):
    rig.adapter.send(post())
    assert rig.adapter.find(post(), since=timezone.now() + dt.timedelta(days=7)) is None


def test_words_are_changed(rig):
    sent = rig.adapter.send(post())
    rig.adapter.edit(post(text="Four signs"), remote_id=sent.remote_id)
    assert rig.texts() == ["Four signs"]


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://www.facebook.com/175154750010052/posts/424924701699721", "175154750010052_424924701699721"),
        ("https://www.facebook.com/lullaby.shop/posts/4249247/", f"{PAGE}_4249247"),
        ("https://www.facebook.com/permalink.php?story_fbid=4249&id=1751", "1751_4249"),
        ("https://m.facebook.com/1751_4249", "1751_4249"),
        ("https://www.facebook.com/lullaby/videos/99", f"{PAGE}_99"),
        ("https://www.facebook.com/lullaby", ""),
        ("https://facebook.example/1751_4249", ""),
    ],
)
def test_address_leads_to_the_post(rig, url, number):
    assert rig.adapter.remote_id_of(url) == number


# --- listening ------------------------------------------------------------------------------------------------------


def test_answers_know_what_they_answer_and_many_comments_come_page_by_page(rig, monkeypatch):
    monkeypatch.setattr("projects.networks.facebook.COMMENTS", 2)
    sent = rig.adapter.send(post())
    asked = [rig.ask(sent.remote_id, f"Question {number}") for number in range(4)]
    rig.adapter.send(OutgoingReply(idempotency_key=uuid.uuid4(), text="Yes", comment_id=asked[0]))
    page = rig.adapter.comments(cursor={})
    assert [said.text for said in page.comments] == [*(f"Question {number}" for number in range(4)), "Yes"]
    assert [(said.parent_id, said.is_own) for said in page.comments][-1] == (asked[0], True)
    assert rig.adapter.comments(cursor=page.cursor).comments == []


def test_what_visitors_write_to_the_page_comes_with_the_comments(rig):
    for edge in ("tagged", "visitor_posts"):
        written = rig.fake.made("PagePost", "77_" + edge, message=edge, **{"from": {"id": "77", "name": "Iryna"}})
        rig.fake.page.list(edge).append(written)
    page = rig.adapter.comments(cursor={})
    assert {(said.text, said.author_name, said.is_own) for said in page.comments} == {
        ("tagged", "Iryna", False), ("visitor_posts", "Iryna", False),
    }  # fmt: skip
    assert rig.adapter.comments(cursor=page.cursor).comments == []


def test_one_more_post_costs_no_more_calls(rig):
    rig.adapter.send(post())
    before = len(rig.fake.asked)
    rig.adapter.comments(cursor={})
    once = len(rig.fake.asked) - before
    rig.adapter.send(post("Another"))
    before = len(rig.fake.asked)
    rig.adapter.comments(cursor={})
    assert len(rig.fake.asked) - before == once


def test_counts_survive_names_that_meta_retired(rig):
    sent = rig.adapter.send(post())
    counted = rig.adapter.metrics(remote_id=sent.remote_id)
    assert (counted.reach, counted.views, counted.clicks, counted.followers) == (40, 40, 40, 6140)
    before = len(rig.fake.calls("/insights"))
    rig.adapter.metrics(remote_id=sent.remote_id)
    assert len(rig.fake.calls("/insights")) == before + 1


def test_counts_without_the_right_to_insights_are_the_public_ones(rig):
    sent = rig.adapter.send(post())
    rig.fake.fail(error(200, "(#200) Requires read_insights"), at="/insights")
    assert rig.adapter.metrics(remote_id=sent.remote_id).reach is None


def test_reading_waits_when_little_is_left_and_publishing_goes_on(rig):
    use = json.dumps({PAGE: [{"call_count": 85, "total_time": 3, "estimated_time_to_regain_access": 2}]})
    told = Answer({"id": PAGE, "name": "Lullaby"}, headers={"X-Business-Use-Case-Usage": use})
    rig.fake.fail(told, at="/me")
    rig.adapter.page()
    with pytest.raises(RateLimited) as waits:
        rig.adapter.comments(cursor={})
    assert waits.value.retry_after == 120
    assert rig.adapter.send(post()).remote_id


# --- access ---------------------------------------------------------------------------------------------------------


def test_code_becomes_a_token_and_the_token_pages(rig, settings):
    person = graph_access.exchange_code("fresh", redirect_uri="https://rapport.example/back")
    assert person.credentials == {"token": PERSON_TOKEN}
    assert person.expire_at > timezone.now() + dt.timedelta(days=59)
    [page] = graph_access.list_pages(PERSON_TOKEN)
    assert (page.external_id, page.credentials, page.instagram) == (PAGE, {"token": TOKEN}, ACCOUNT)
    assert page.may_publish
    assert TOKEN not in repr(page)


def test_code_that_was_used_is_refused_in_metas_words(rig):
    with pytest.raises(Rejected, match="verification code"):
        graph_access.exchange_code("used", redirect_uri="https://rapport.example/back")


def test_dialog_asks_for_what_the_adapter_does(rig):
    url = graph_access.dialog_url(redirect_uri="https://rapport.example/back", state="s3", instagram=True)
    assert url.startswith("https://www.facebook.com/v24.0/dialog/oauth?client_id=4815162342&")
    assert "pages_manage_posts" in url
    assert "instagram_content_publish" in url


def test_without_an_app_nothing_is_connected_and_it_is_said(rig, settings):
    settings.META_APP_SECRET = ""
    with pytest.raises(NotConnected, match="META_APP_ID"):
        graph_access.exchange_code("fresh", redirect_uri="https://rapport.example/back")


def test_check_says_when_consent_ends(rig):
    assert rig.adapter.check() - timezone.now() > dt.timedelta(days=89)
    rig.channel.credentials = {"token": PERSON_TOKEN}
    with pytest.raises(CredentialsExpired):
        rig.adapter.check()


def test_token_of_a_person_is_no_pages(rig):
    rig.fake.fail(
        error(100, "(#100) Tried accessing nonexisting field (followers_count) on node type (User)"), at="/me"
    )
    with pytest.raises(PermissionMissing, match="not a page's own"):
        rig.adapter.page()


def test_list_knows_where_it_ends(rig):
    for _ in range(3):
        rig.adapter.send(post())
    assert len(list(facebook(TOKEN).listed(f"{PAGE}/published_posts", fields="id", limit=2))) == 3


# --- being called ---------------------------------------------------------------------------------------------------


def call(payload, *, secret=SECRET, method="POST", **query):
    body = json.dumps(payload).encode()
    signed = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Call(method=method, headers={"X-Hub-Signature-256": signed}, query=query, body=body)


def test_address_is_ours_for_whoever_knows_the_token(rig, settings):
    settings.META_VERIFY_TOKEN = "agreed"
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "agreed"}
    assert rig.adapter.parse_webhook(call({}, method="GET", **asked)).answer == "1158201444"
    with pytest.raises(PermissionMissing):
        rig.adapter.parse_webhook(call({}, method="GET", **asked | {"hub.verify_token": "guessed"}))
    settings.META_VERIFY_TOKEN = ""
    with pytest.raises(PermissionMissing):
        rig.adapter.parse_webhook(call({}, method="GET", **asked | {"hub.verify_token": ""}))


def test_call_with_another_secret_is_not_believed(rig, settings):
    payload = recorded("facebook_webhooks.json")["feed-comment-add-211.json"]
    with pytest.raises(PermissionMissing):
        rig.adapter.parse_webhook(call(payload, secret="guessed"))
    settings.META_APP_SECRET = ""
    with pytest.raises(PermissionMissing):
        rig.adapter.parse_webhook(call(payload, secret=""))


SAID = {
    "feed-comment-add-211.json": "and the next one",
    "feed-comment-add-25.json": "and the next one",
    "feed-comment-add-with-photo.json": "and the next one",
    "feed-comment-add-with-video.json": "and the next one",
    "feed-comment-edited-25.json": "Let's see the Webhooks in action :D",
    "feed-comment-edited-with-photo.json": "Let's see the Webhooks in action :D",
    "feed-comment-edited-with-video.json": "Let's see the Webhooks in action :D",
    "feed-post-add-25.json": "Let's check this",
    "feed-post-edit.json": "Let's check this",
    "mention-comment-add.json": "Just a test message",
    "mention-post-add-real.json": "A test post message",
}
GONE = ("feed-comment-remove-25.json", "feed-photo-remove-25.json", "feed-post-remove-25.json",
        "feed-video-remove-25.json")  # fmt: skip


def test_recorded_calls_are_read_old_shapes_and_new(rig):
    rig.channel.external_id = "1234567890321"
    for name, payload in recorded("facebook_webhooks.json").items():
        news = rig.adapter.parse_webhook(call(payload))
        others = [said.text for said in news.comments]
        assert (name, others) == (name, [SAID[name]] if name in SAID else [])
        assert (name, bool(news.gone)) == (name, name in GONE)


def test_old_and_new_shape_name_the_same_author_and_answer(rig):
    rig.channel.external_id = "1234567890321"
    calls = recorded("facebook_webhooks.json")
    old, new = (
        rig.adapter.parse_webhook(call(calls[f"feed-comment-add-{version}.json"])).comments[0]
        for version in ("25", "211")
    )
    assert old == new
    assert (old.author_name, old.post_id, old.parent_id) == ("Tester", "1234567890321_901097836652708", "")
    assert old.is_own


def test_news_of_another_page_is_not_read_and_its_owner_is_named(rig):
    told = call(recorded("facebook_webhooks.json")["feed-comment-add-211.json"])
    assert rig.adapter.parse_webhook(told).comments == []
    assert graph_hooks.believed_owners(told) == ["1234567890321"]
    with pytest.raises(PermissionMissing):
        graph_hooks.believed_owners(call({}, secret="guessed"))
