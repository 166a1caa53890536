import datetime as dt

import pytest

from content import checks
from content.models import Post
from tests.factories.content import FilmFactory, PictureFactory, SeriesFactory, TargetFactory, draft, tomorrow
from tests.factories.projects import ChannelFactory


def lines(post, kind=None):
    fresh = Post.objects.get(pk=post.pk)
    return [check.text for check in checks.checks_of(checks.sheet_of(fresh)) if kind in (None, check.kind)]


def test_a_ready_draft_has_no_obstacle(people):
    post = draft(people, day=tomorrow(people.project), time=dt.time(9))
    assert checks.obstacles(checks.sheet_of(post)) == {}
    assert lines(post) == ["Added value declared", "Fits 1 page", "Slot is free"]


def test_what_people_publish_themselves_is_said_beforehand(people):
    blog = ChannelFactory(project=people.project, network="blog", name="Notes")
    assert "Notes: people publish it" in lines(draft(people, channel=blog), "ok")
    post = draft(people)
    assert not [line for line in lines(post) if "people publish" in line]
    Post.objects.filter(pk=post.pk).update(format="story")
    assert [line for line in lines(post) if "people publish" in line]


def test_what_is_wrong_comes_first(people):
    post = draft(people, value_kind="")
    assert lines(post)[0] == "No added value yet"


def test_a_page_that_is_too_narrow_is_named_and_leads_to_its_words(people):
    mastodon = ChannelFactory(project=people.project, network="mastodon", name="Club")
    post = draft(people, text="о" * 501, channel=mastodon)
    assert checks.obstacles(checks.sheet_of(post)) == {
        "text": "Club on Mastodon: The text has 501 characters, the network takes 500."
    }
    post.targets.update(text="о" * 502)
    fresh = Post.objects.get(pk=post.pk)
    assert list(checks.obstacles(checks.sheet_of(fresh))) == [f"target-{mastodon.pk}-text"]


@pytest.mark.parametrize(
    ("network", "text", "fits"),
    [
        ("bluesky", "👩‍👧" * 100, True),  # one grapheme each
        ("telegram", "👍" * 2049, False),  # two UTF-16 units each
        ("mastodon", "https://example.org/" + "x" * 600, True),  # any link weighs 23
    ],
)
def test_length_is_counted_the_way_the_network_counts(people, network, text, fits):
    post = draft(people, text=text, channel=ChannelFactory(project=people.project, network=network))
    assert (checks.obstacles(checks.sheet_of(post)) == {}) == fits


def test_a_picture_shortens_what_a_network_takes(people):
    post = draft(people, text="о" * 2000, channel=ChannelFactory(project=people.project, network="telegram"))
    assert not lines(post, "danger")
    PictureFactory(post=post)
    assert "takes 1024" in lines(post, "danger")[0]


def test_a_picture_puts_the_link_into_the_words_on_bluesky(people):
    bluesky = ChannelFactory(project=people.project, network="bluesky")
    post = draft(people, text="о" * 290, link="https://lullaby.example/list", channel=bluesky)
    assert not lines(post, "danger")
    PictureFactory(post=post)
    assert "The text with its link has 312 characters, the network takes 300" in lines(post, "danger")[0]


def test_a_picture_nobody_described_deserves_a_look(people):
    post = draft(people)
    PictureFactory(post=post, alt=" ")
    assert "1 picture without a description" in lines(post, "warn")


def test_a_picture_and_a_video_are_counted_apart(people):
    post = draft(people)
    PictureFactory(post=post)
    PictureFactory(post=post, media=FilmFactory(project=post.project))
    assert "1 picture and 1 video described" in lines(post, "ok")


def test_a_page_without_access_deserves_a_look(people):
    channel = ChannelFactory(project=people.project, state="broken", name="Club")
    assert "Club on Playground: access expired" in lines(draft(people, channel=channel), "warn")


def test_another_post_within_an_hour_on_the_same_page_deserves_a_look(people):
    day = tomorrow(people.project)
    first = draft(people, title="First", day=day, time=dt.time(9))
    channel = first.targets.get().channel
    near = draft(people, title="Near", day=day, time=dt.time(9, 30), channel=channel)
    words = "Questions of the evening: who does not sleep?"
    far = draft(people, title="Far", text=words, day=day, time=dt.time(12), channel=channel)
    assert "Another post is close: “First” at 09:00" in lines(near, "warn")
    assert not lines(far, "warn")


def test_another_post_on_another_page_is_no_conflict(people):
    day = tomorrow(people.project)
    draft(people, day=day, time=dt.time(9))
    assert not lines(draft(people, day=day, time=dt.time(9)), "warn")


def test_a_time_gone_by_is_an_obstacle(people):
    post = draft(people)
    gone = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    Post.objects.filter(pk=post.pk).update(day=gone.date(), time=gone.time(), scheduled_at=gone)
    assert "The time has gone by" in lines(post, "danger")


def test_a_question_without_a_question_mark_deserves_a_look(people):
    assert "Nothing to answer" in lines(draft(people, format="question"), "warn")
    assert not [line for line in lines(draft(people, format="question", text="Yours?")) if line == "Nothing to answer"]


def test_the_sheet_takes_the_same_queries_for_one_page_and_for_three(people, queries):
    counts = []
    for number in (1, 3):
        post = draft(people, day=tomorrow(people.project), time=dt.time(9))
        for _ in range(number):
            TargetFactory(post=post)
            PictureFactory(post=post)
        counts.append(queries(lambda post=post: checks.sheet_of(Post.objects.get(pk=post.pk))))
    assert counts[0] == counts[1]


TEXT = "Three signs that the baby is ready for the first spoon, and one that says wait"


def said_before(people, channel, text=TEXT, days=3, **fields):
    day = tomorrow(people.project, days)
    return draft(people, title="An older one", channel=channel, text=text, day=day, time=dt.time(9), **fields)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT, "Word for word what"),
        (TEXT.replace("first", "very first"), "Almost word for word what"),
        (TEXT.replace("the first spoon", "a bowl of soup"), "Much like what"),
    ],
)
def test_nearly_the_same_on_a_page_names_the_other_and_how_alike(people, text, words):
    channel = ChannelFactory(project=people.project)
    said_before(people, channel, text)
    assert f"{words} “An older one” says" in lines(draft(people, channel=channel, text=TEXT), "warn")


def test_another_page_another_quarter_and_other_words_are_no_likeness(people):
    channel = ChannelFactory(project=people.project)
    said_before(people, ChannelFactory(project=people.project))
    said_before(people, channel, days=100)
    said_before(people, channel, "Questions of the evening: who does not sleep, and what do you drink with it tonight?")
    assert not [line for line in lines(draft(people, channel=channel, text=TEXT)) if "An older one" in line]


def test_other_occurrences_of_a_series_say_the_same_on_purpose(people):
    channel, again = ChannelFactory(project=people.project), SeriesFactory(project=people.project)
    said_before(people, channel, series=again, series_number=1)
    post = draft(people, channel=channel, text=TEXT, series=again, series_number=2)
    assert not [line for line in lines(post) if "An older one" in line]


def test_exactly_an_hour_apart_is_not_within_an_hour_either_way(people):
    channel, day = ChannelFactory(project=people.project), tomorrow(people.project)
    for hour, other in ((9, 10), (15, 14)):
        draft(people, channel=channel, text="Other words", day=day, time=dt.time(other))
        assert "Slot is free" in lines(draft(people, channel=channel, day=day, time=dt.time(hour)))
