import uuid
from pathlib import Path

import pytest

from projects.models.channel import Channel, Network
from projects.networks import limits_for, limits_of, objections, refuse_early
from projects.networks.base import OutgoingPost, OutgoingReply, Picture, Poll, Rejected, Video

FAMILY = "👨‍👩‍👧‍👦"


def post(text="Three signs", **more):
    return OutgoingPost(idempotency_key=uuid.uuid4(), text=text, **more)


@pytest.mark.parametrize("network", Network.values)
def test_every_network_has_limits(network):
    assert limits_for(network).text >= limits_for(network).comment > 0


def test_page_by_hand_says_how_long_its_texts_may_be():
    channel = Channel(network="x", takes={"text": 25_000})
    assert (limits_for("x").text, limits_of(channel).text) == (280, 25_000)


def test_limits_of_an_unknown_network_are_not_guessed():
    with pytest.raises(KeyError):
        limits_for("myspace")


@pytest.mark.parametrize(
    ("network", "text", "length"),
    [
        ("playground", FAMILY, 1),
        ("bluesky", FAMILY, 1),
        ("telegram", FAMILY, 11),
        ("telegram", "😀", 2),
        ("mastodon", FAMILY, 7),
        ("mastodon", "Read https://example.org/a-very-long-address/indeed", 28),
        ("playground", "Привіт", 6),
        ("telegram", "\ud800", 1),
    ],
)
def test_length_is_counted_as_the_network_counts(network, text, length):
    assert limits_for(network).length(text) == length


def test_text_as_long_as_the_limit_is_taken_and_one_more_is_not():
    limits = limits_for("bluesky")
    assert objections(post("a" * 300), limits) == []
    assert objections(post("a" * 301), limits) == ["The text has 301 characters, the network takes 300."]


def test_bluesky_counts_bytes_beside_graphemes():
    assert objections(post(FAMILY * 120), limits_for("bluesky")) == []
    assert objections(post(FAMILY * 121), limits_for("bluesky")) == [
        "The text takes 3025 bytes, the network takes 3000."
    ]


def test_telegram_takes_less_text_with_a_picture(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"x")
    picture = Picture(path=tmp_path / "a.jpg", mime="image/jpeg", alt="A cradle")
    assert objections(post("a" * 1025, pictures=[picture]), limits_for("telegram")) == [
        "The text has 1025 characters, the network takes 1024."
    ]


def test_instagram_wants_a_picture_and_not_too_many_hashtags():
    assert objections(post("#baby " * 31), limits_for("instagram")) == [
        "The text has 31 hashtags, the network takes 30.",
        "The network takes no post without a picture.",
    ]


def test_missing_and_heavy_pictures_are_named_by_their_number(tmp_path):
    (tmp_path / "heavy.png").write_bytes(b"x" * 1_000_001)
    pictures = [
        Picture(path=tmp_path / "heavy.png", mime="image/png", alt=""),
        Picture(path=tmp_path / "gone.png", mime="image/png", alt=""),
    ]
    with pytest.raises(Rejected) as refused:
        refuse_early(post(pictures=pictures), limits_for("bluesky"))
    assert str(refused.value) == "Picture 1 is larger than 1 MB. The file of picture 2 is missing."


def video(seconds=10.0, mime="video/mp4"):
    return Video(path=Path("film.mp4"), mime=mime, alt="", width=64, height=48, seconds=seconds)


@pytest.mark.parametrize(
    ("network", "films", "sentence"),
    [
        ("bluesky", [video(200)], "The video is 3:20 long, the network takes 3:00."),
        ("instagram", [video(2)], "The video is shorter than 3 seconds."),
        ("telegram", [video(mime="video/webm")], "The video is WebM, the network takes MP4."),
        ("facebook", [video(), video()], "The post has 2 videos, the network takes 1."),
        ("mastodon", [video(7200)], "The video is 2:00:00 long, the network takes 1:00:00."),
    ],
)
def test_videos_a_network_does_not_take_are_objected_to(network, films, sentence):
    assert objections(post(videos=films), limits_for(network)) == [sentence]


def test_a_video_beside_pictures_is_for_networks_that_mix_them(tmp_path):
    both = post(videos=[video()], pictures=[Picture(path=tmp_path, mime="image/png", alt="")])
    assert objections(both, limits_for("vk")) == []
    assert objections(both, limits_for("bluesky")) == ["The network takes a video or pictures, not both in one post."]


def test_instagram_is_content_with_a_video():
    assert objections(post(videos=[video()]), limits_for("instagram")) == []


def test_empty_post_and_empty_answer_are_objected_to():
    reply = OutgoingReply(idempotency_key=uuid.uuid4(), text=" ", comment_id="1")
    assert objections(post(" "), limits_for("playground")) == ["A post needs words or a picture."]
    assert objections(reply, limits_for("playground")) == ["An answer needs words."]


def test_refuse_early_says_everything_at_once():
    with pytest.raises(Rejected, match=r"2001 characters.*first comment has 1001"):
        refuse_early(post("a" * 2001, first_comment="b" * 1001), limits_for("playground"))


def test_poll_is_refused_where_the_network_has_none():
    poll = Poll(question="Which lullaby?", options=["Kotyk", "Soniko"])
    outgoing = OutgoingPost(idempotency_key=uuid.uuid4(), text="Good night", poll=poll)
    assert objections(outgoing, limits_for("telegram")) == ["The network has no polls of its own."]
    assert objections(outgoing, limits_for("playground")) == []
