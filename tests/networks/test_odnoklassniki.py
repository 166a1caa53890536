"""What is special about Odnoklassniki; the rest is in the contract every network keeps."""

import datetime as dt
import json
import uuid

import pytest
from django.utils import timezone
from PIL import Image

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
    Unconfirmed,
    Video,
)
from projects.networks.odnoklassniki import topics
from projects.networks.odnoklassniki.line import signature
from tests.networks.fakes.odnoklassniki import GROUP, TOKEN, error
from tests.networks.rigs import odnoklassniki

pytestmark = pytest.mark.django_db
AWKWARD = 'Скидка 5% & подарок + "два"\nвторая строка {"a": 1}'


@pytest.fixture
def rig(settings):
    yield from odnoklassniki.running(None, settings)


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


def test_signature_is_over_names_in_their_order_and_values_before_they_are_encoded():
    """Reckoned with ``printf %s … | md5sum``."""
    said = {"method": "users.x", "b": 'Ж&+\n{"a": 1}', "application_key": "CK", "sig": "no", "access_token": "no"}
    assert signature(said, "s3cret") == "31f2d2f67f68b9d867e15ad7ae5591e6"


def test_awkward_words_arrive_as_they_were_signed(rig):
    rig.adapter.send(post(text=AWKWARD))
    assert rig.texts() == [AWKWARD]


def test_wrong_secret_is_our_own_mistake(rig, settings):
    settings.OK_APP_SECRET = "another"
    with pytest.raises(Misused, match="signature"):
        rig.adapter.send(post())


def test_without_an_application_nothing_is_asked(rig, settings):
    settings.OK_APP_KEY = ""
    with pytest.raises(Rejected, match="OK_APP_KEY"):
        rig.adapter.page()
    assert rig.fake.asked == []


@pytest.mark.parametrize(
    ("codes", "meaning"),
    [
        ((2, 9999, 5000, 30, 31, 704), Unconfirmed),
        ((7, 8, 11, 26), RateLimited),
        ((9, 511, 401, 402, 403, 514), CredentialsRevoked),
        ((10, 50, 24, 200, 455, 458, 210), PermissionMissing),
        ((102, 103, 453), CredentialsExpired),
        ((3, 4, 100, 101, 104, 105, 451), Misused),
        ((454, 600, 607, 21, 324, 500, 508), Rejected),
        ((300, 700, 702), Gone),
    ],
)
def test_each_refusal_has_one_meaning(rig, codes, meaning):
    for code in codes:
        rig.fake.fail(error(code), at="/fb.do")
        with pytest.raises(meaning) as told:
            rig.adapter.send(post())
        assert (type(told.value), TOKEN in str(told.value)) == (meaning, False)


def test_topic_has_its_parts_in_order_and_files_are_brought_first(rig, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "cradle.jpg")
    picture = Picture(path=tmp_path / "cradle.jpg", mime="image/jpeg", alt="A cradle")
    (tmp_path / "film.mp4").write_bytes(b"film" * 99)
    film = Video(path=tmp_path / "film.mp4", mime="video/mp4", alt="", width=640, height=360, seconds=4)
    rig.adapter.send(post(pictures=[picture, picture], videos=[film], link="https://lullaby.example/list"))
    [(number, kept)] = rig.fake.films.items()
    [topic] = rig.fake.topics.values()
    assert topic["media"] == [
        {"type": "text", "text": "Three signs"},
        {"type": "photo", "list": [{"id": "t1"}, {"id": "t2"}]},
        {"type": "movie", "list": [{"id": number}]},
        {"type": "link", "url": "https://lullaby.example/list"},
    ]
    assert kept == {"size": 396, "body": b"film" * 99, "title": "Three signs", "published": True}
    assert [asked for asked in rig.fake.asked if asked.form.get("method") == "photosV2.commit"] == []


def test_answer_needs_the_topic_it_is_under(rig):
    with pytest.raises(Rejected, match="under which topic"):
        rig.adapter.send(OutgoingReply(idempotency_key=uuid.uuid4(), text="Thank you", comment_id="c1"))


def test_first_comment_is_not_said_twice_after_a_lost_answer(rig):
    outgoing, since = post(first_comment="Sizes are below"), timezone.now()
    rig.adapter.send(outgoing)
    found = rig.adapter.find(outgoing, since=since)
    assert found.note == "Look whether the first comment is there."
    assert rig.first_comments() == ["Sizes are below"]
    assert rig.adapter.find(outgoing, since=since + dt.timedelta(hours=1)) is None


def test_long_discussion_is_read_to_its_beginning_and_each_word_once(rig, monkeypatch):
    monkeypatch.setattr(topics, "PAGE", 2)
    monkeypatch.setattr(topics, "REMEMBERED", 3)
    sent = rig.adapter.send(post())
    for text in "abcde":
        rig.ask(sent.remote_id, text)
    page = rig.adapter.comments(cursor={})
    assert [(one.text, one.author_name) for one in page.comments] == [(text, "Olena Kravets") for text in "abcde"]
    cursor = json.loads(json.dumps(page.cursor))
    assert rig.adapter.comments(cursor=cursor).comments == []
    rig.ask(sent.remote_id, "f")
    assert [one.text for one in rig.adapter.comments(cursor=cursor).comments] == ["f"]


def test_where_no_counts_are_told_every_topic_is_read_and_nothing_is_nought(rig):
    rig.fake.tells_counts = False
    sent = rig.adapter.send(post())
    cursor = rig.adapter.comments(cursor={}).cursor
    rig.ask(sent.remote_id, "Is it washable?")
    assert [one.text for one in rig.adapter.comments(cursor=cursor).comments] == ["Is it washable?"]
    counted = rig.adapter.metrics(remote_id=sent.remote_id)
    assert (counted.likes, counted.comments, counted.reach, counted.followers) == (None, None, 512, 6140)


def test_group_whose_statistics_are_not_shown_is_counted_all_the_same(rig, monkeypatch):
    sent = rig.adapter.send(post())
    monkeypatch.setattr(rig.fake, "group_getStatTopic", lambda said: error(10))
    counted = rig.adapter.metrics(remote_id=sent.remote_id)
    assert (counted.reach, counted.views, counted.likes, counted.shares) == (None, None, 3, 1)


def test_pictures_without_words_are_a_persons_to_find(rig, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "cradle.jpg")
    silent = post(text="", pictures=[Picture(path=tmp_path / "cradle.jpg", mime="image/jpeg", alt="")])
    rig.adapter.send(silent)
    assert rig.adapter.find(silent, since=timezone.now()) is None


def test_moment_without_milliseconds_is_moscows():
    assert topics.moment_ms({"date": "2026-11-26 12:00:00"}) == 1_795_683_600_000
    assert topics.moment_ms({"date": "yesterday"}) == 0


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"https://ok.ru/group/{GROUP}/topic/77", "77"),
        ("https://ok.ru/lullaby/topic/77?st=1", "77"),
        (f"https://ok.ru/group/{GROUP}", ""),
        ("https://evil.example/group/1/topic/77", ""),
    ],
)
def test_topic_is_known_by_its_address(rig, url, name):
    assert rig.adapter.remote_id_of(url) == name


def test_access_of_half_an_hour_is_renewed(rig):
    fresh = rig.adapter.enter()
    assert fresh.credentials == {"token": TOKEN, "group_id": GROUP, "refresh_token": "refresh-1"}
    assert dt.timedelta(minutes=29) < fresh.expire_at - timezone.now() < dt.timedelta(minutes=31)
    rig.fake.refresh_token = "another"
    with pytest.raises(CredentialsRevoked):
        rig.adapter.refresh_credentials()
