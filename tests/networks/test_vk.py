"""What is special about VKontakte; the rest is in the contract every network keeps."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone
from PIL import Image

from projects.networks.base import (
    Captcha,
    CaptchaNeeded,
    CredentialsExpired,
    CredentialsRevoked,
    Gone,
    Misused,
    OutgoingPost,
    PermissionMissing,
    Picture,
    Poll,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
    Video,
)
from projects.networks.vk import line
from projects.networks.vk.refusals import NotKept
from tests.networks.fakes.server import Answer
from tests.networks.fakes.vk import GROUP_TOKEN, TOKEN, UNAVAILABLE, error
from tests.networks.fakes.vk_schema import prove, wrong_in
from tests.networks.rigs import vk

pytestmark = pytest.mark.django_db


@pytest.fixture
def rig(settings):
    yield from vk.running(None, settings)


@pytest.fixture
def picture(tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "cradle.jpg")
    return Picture(path=tmp_path / "cradle.jpg", mime="image/jpeg", alt="A cradle")


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


def renew(rig, **credentials):
    rig.channel.credentials = rig.channel.credentials | credentials


# --- the schema -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "said", "wrong"),
    [
        ("wall.post", {"mesage": "x"}, "unknown parameters ['mesage']"),
        ("wall.createComment", {"message": "x"}, "post_id is undefined"),
        ("wall.post", {"from_group": "True"}, "from_group is invalid"),
        ("newsfeed.search", {"q": "x", "count": "201"}, "count is invalid"),
        ("wall.getComments", {"sort": "newest"}, "sort is invalid"),
        ("wall.get", {"filter": "mine"}, "filter is invalid"),
        ("wall.get", {"owner_id": "-178", "fields": "screen_name,shoe_size"}, "fields is invalid"),
        ("wall.get", {"owner_id": "-178", "filter": "owner", "fields": "screen_name"}, ""),
    ],
)
def test_schema_judges_what_is_asked(method, said, wrong):
    assert wrong_in(method, said) == wrong


def test_schema_judges_what_is_answered():
    prove("wall/responses.json#/definitions/wall_post_response", {"response": {"post_id": 7}})
    with pytest.raises(AssertionError, match="'post_id' is a required property"):
        prove("wall/responses.json#/definitions/wall_post_response", {"response": {"id": 7}})


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (error(5), CredentialsExpired),
        (error(27), CredentialsExpired),
        (error(27, UNAVAILABLE), PermissionMissing),
        (error(28), CredentialsExpired),
        (error(1117), CredentialsExpired),
        (error(3609), CredentialsExpired),
        (error(17, redirect_uri="https://vk.com/security_check"), CredentialsRevoked),
        (error(24), CredentialsRevoked),
        (error(25), CredentialsRevoked),
        (error(9), RateLimited),
        (error(29), RateLimited),
        (error(223), RateLimited),
        (error(214, "Access to adding post denied: you can only add 50 posts a day"), RateLimited),
        (error(214, "Access to adding post denied: a post is already scheduled for this time"), Rejected),
        (error(214), PermissionMissing),
        (error(7), PermissionMissing),
        (error(15), PermissionMissing),
        (error(203), PermissionMissing),
        (error(210), PermissionMissing),
        (error(18), Gone),
        (error(30), Gone),
        (error(37), Gone),
        (error(104), Gone),
        (error(19), Rejected),
        (error(219), Rejected),
        (error(224), Rejected),
        (error(22), NotKept),
        (error(129), NotKept),
        (error(100), Misused),
        (error(3), Misused),
        (error(8), Misused),
        (error(1), Unconfirmed),
        (error(13), Unconfirmed),
        (error(36), Unconfirmed),
        (error(32), Unavailable),
        (error(43), Unavailable),
        (error(3300), CredentialsRevoked),
    ],
)
def test_each_refusal_has_one_meaning(rig, answer, meaning):
    rig.fake.fail(answer, at="/wall.post")
    with pytest.raises(meaning) as told:
        rig.adapter.send(post())
    assert type(told.value) is meaning


@pytest.mark.parametrize(("code", "seconds"), [(6, 1), (9, 1_800), (29, 86_400)])
def test_asked_to_slow_down_it_says_for_how_long(rig, code, seconds):
    rig.fake.fail(error(code), at="/wall.post")
    with pytest.raises(RateLimited) as told:
        rig.adapter.send(post())
    assert told.value.retry_after == seconds


def test_token_in_the_networks_words_is_not_passed_on(rig):
    rig.fake.fail(error(5, f"User authorization failed: {TOKEN}."), at="/wall.post")
    with pytest.raises(CredentialsExpired) as told:
        rig.adapter.send(post())
    assert TOKEN not in str(told.value)


def test_token_of_the_community_is_told_from_a_persons(rig):
    renew(rig, token=GROUP_TOKEN)
    with pytest.raises(PermissionMissing, match="the token of the community") as told:
        rig.adapter.page()
    assert told.value.permission == "user token"


def test_person_who_does_not_run_the_community_cannot_connect_it(rig):
    rig.fake.is_admin = 0
    with pytest.raises(PermissionMissing, match="does not run the community"):
        rig.adapter.page()


def test_captcha_is_asked_for_and_goes_with_the_repeated_call(rig):
    rig.fake.captcha = "ksqw"
    outgoing = post()
    with pytest.raises(CaptchaNeeded) as told:
        rig.adapter.send(outgoing)
    assert told.value.image_url.endswith(f"sid={told.value.sid}")
    answered = Captcha(sid=told.value.sid, answer="ksqw")
    rig.adapter.send(post(captcha=answered))
    assert rig.fake.calls("/wall.post")[-1].form["captcha_sid"] == told.value.sid
    assert rig.texts() == ["Three signs"]


def test_calls_of_one_post_keep_the_networks_pace(rig, settings, monkeypatch):
    slept = []
    monkeypatch.setattr(line.time, "sleep", slept.append)
    settings.VK_PAUSE = 30
    rig.adapter.send(post(first_comment="Sizes are below"))
    assert [round(pause) for pause in slept] == [30]


def test_too_many_calls_are_refused_by_the_network(rig):
    rig.fake.calls_a_second = 0
    with pytest.raises(RateLimited):
        rig.adapter.send(post())


# --- what a post brings ---------------------------------------------------------------------------------------------


def test_post_brings_pictures_films_poll_and_link_in_this_order(rig, picture, tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"film" * 99)
    film = Video(path=tmp_path / "film.mp4", mime="video/mp4", alt="", width=640, height=360, seconds=4)
    closes = timezone.now() + dt.timedelta(days=3)
    poll = Poll(question="Which colour?", options=["Teal", "Тёплый жёлтый"], several=True, closes_at=closes)
    link = "https://lullaby.example/list?sizes=1,2"
    rig.adapter.send(post(pictures=[picture, picture], videos=[film], poll=poll, link=link))
    attached = rig._last()["attachments"]
    assert [one["type"] for one in attached] == ["photo", "photo", "video", "poll", "link"]
    assert attached[4]["link"]["url"] == "https://lullaby.example/list?sizes=1%2C2"
    assert [answer["text"] for answer in attached[3]["poll"]["answers"]] == ["Teal", "Тёплый жёлтый"]
    assert (attached[3]["poll"]["multiple"], attached[3]["poll"]["end_date"]) == (True, int(closes.timestamp()))
    assert list(rig.fake.films.values()) == [b"film" * 99]


@pytest.mark.parametrize(
    "trouble",
    [Answer({"server": 7, "photo": "[]", "hash": "h4sh"}), Answer({"error": "ERR_UPLOAD_BAD_IMAGE_SIZE"})],
)
def test_picture_that_was_not_kept_is_brought_once_more_and_then_refused(rig, picture, trouble):
    rig.fake.fail(trouble, at="/upload/photo")
    rig.adapter.send(post(pictures=[picture]))
    assert rig.alts() == ["A cradle"]
    rig.fake.fail(trouble, at="/upload/photo", times=2)
    with pytest.raises(NotKept):
        rig.adapter.send(post(pictures=[picture]))
    assert len(rig.texts()) == 1


def test_upload_that_got_lost_leaves_nothing_to_look_for(rig, picture):
    rig.fake.fail("reset", at="/photos.saveWallPhoto")
    with pytest.raises(Unavailable):
        rig.adapter.send(post(pictures=[picture]))
    assert rig.texts() == []


def test_repeated_call_makes_no_second_post_and_no_second_first_comment(rig):
    same = post(first_comment="Sizes are below")
    assert rig.adapter.send(same).remote_id == rig.adapter.send(same).remote_id
    assert (len(rig.texts()), rig.first_comments()) == (1, ["Sizes are below"])


def test_post_without_its_first_comment_says_so(rig):
    rig.fake.fail(error(213), at="/wall.createComment")
    assert "The first comment is missing" in rig.adapter.send(post(first_comment="Sizes")).note


def test_post_that_was_looked_for_gets_its_first_comment(rig):
    outgoing, since = post(first_comment="Sizes are below"), timezone.now()
    rig.fault("lost")
    with pytest.raises(Unconfirmed):
        rig.adapter.send(outgoing)
    rig.adapter.find(outgoing, since=since)
    assert rig.first_comments() == ["Sizes are below"]


def test_post_of_pictures_alone_is_told_by_their_number(rig, picture):
    outgoing = post(text="", pictures=[picture])
    rig.adapter.send(outgoing)
    since = timezone.now()
    assert rig.adapter.find(outgoing, since=since) is not None
    assert rig.adapter.find(post(text="", pictures=[picture, picture]), since=since) is None


def test_what_was_said_before_is_not_taken_for_the_post(rig):
    rig.adapter.send(post())
    assert rig.adapter.find(post(), since=timezone.now() + dt.timedelta(hours=1)) is None


def test_changed_words_leave_pictures_and_votes(rig, picture):
    poll = Poll(question="Which colour?", options=["Teal", "Amber"])
    sent = rig.adapter.send(post(pictures=[picture], poll=poll, link="https://lullaby.example/a"))
    rig.adapter.edit(post(text="Four signs", link="https://lullaby.example/b"), remote_id=sent.remote_id)
    last = rig._last()
    assert last["text"] == "Four signs"
    assert [one["type"] for one in last["attachments"]] == ["photo", "poll", "link"]
    assert last["attachments"][2]["link"]["url"] == "https://lullaby.example/b"


def test_poll_tells_its_votes_in_the_order_of_the_options(rig):
    sent = rig.adapter.send(post(poll=Poll(question="Which colour?", options=["Teal", "Amber"])))
    [poll] = rig.fake.polls.values()
    poll["answers"][1]["votes"], poll["votes"] = 5, 5
    told = rig.adapter.fetch_poll(remote_id=sent.remote_id)
    assert ([*told.votes], told.voters, told.closed) == ([0, 5], 5, False)
    with pytest.raises(Rejected):
        rig.adapter.fetch_poll(remote_id=rig.adapter.send(post()).remote_id)


def test_reach_is_unknown_where_statistics_are_not_shown(rig):
    sent = rig.adapter.send(post())
    assert rig.adapter.metrics(remote_id=sent.remote_id).reach == 512
    rig.fake.fail(error(15), at="/stats.getPostReach")
    counted = rig.adapter.metrics(remote_id=sent.remote_id)
    assert (counted.reach, counted.clicks, counted.views, counted.shares, counted.followers) == (
        None,
        None,
        640,
        1,
        6140,
    )


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://vk.com/wall-178_456", "-178_456"),
        ("https://vk.com/lullaby?w=wall-178_456", "-178_456"),
        ("https://m.vk.com/wall-178_456?reply=9", "-178_456"),
        ("https://vk.com/lullaby", ""),
        ("https://evil.example/wall-178_456", ""),
    ],
)
def test_post_is_known_by_any_of_its_addresses(rig, url, name):
    assert rig.adapter.remote_id_of(url) == name
