"""Python's half of the samples; the browser counts the same ones in tests/content/test_composer_browser.py."""

import json
from pathlib import Path

import pytest

from projects.networks import counting, limits_for, look_of, objections
from projects.networks.counting import Counting
from tests.networks.test_limits import post

SAMPLES = json.loads((Path(__file__).parent / "counting.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=range(len(SAMPLES)))
def test_a_text_is_as_long_as_each_network_says(sample):
    text = sample["text"]
    counted = {way.value: counting.length(text, counting=way) for way in Counting}
    assert {"text": text, **counted, "mastodon": limits_for("mastodon").length(text)} == sample


def test_hashtags_and_mentions_are_found_where_a_network_finds_them():
    text = "#прикорм, #1 #2026рік a#b https://example.org/#part @hanna_i. hanna@example.org (@olena)"
    assert counting.hashtags(text) == ["#прикорм", "#2026рік"]
    assert counting.mentions(text) == ["@hanna_i", "@olena"]


def test_a_link_that_stands_below_the_words_is_counted_once():
    limits = limits_for("telegram")
    assert limits.body("Words", "https://a.example") == "Words\n\nhttps://a.example"
    assert limits.body("At https://a.example", "https://a.example") == "At https://a.example"
    assert limits_for("vk").body("Words", "https://a.example") == "Words"
    assert objections(post("a" * 4090, link="https://a.example"), limits) == [
        "The text with its link has 4109 characters, the network takes 4096."
    ]


@pytest.mark.parametrize(
    ("network", "below"),
    [
        ("bluesky", "lullaby.example/list"),
        ("facebook", "https://lullaby.example/list?utm_source=x"),
        ("vk", ""),
        ("instagram", ""),
    ],
)
def test_a_link_stands_in_the_words_where_pictures_leave_it_no_place(network, below):
    limits, link = limits_for(network), "https://lullaby.example/list?utm_source=x"
    assert limits.body("Words", link) == "Words"
    assert limits.body("Words", link, media=1) == (f"Words\n\n{below}" if below else "Words")
    assert limits.body(f"At {link}", link, media=1) == f"At {link}"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://lullaby.example", "lullaby.example"),
        ("https://lullaby.example/?utm_source=bluesky", "lullaby.example"),
        ("https://hanna:secret@lullaby.example:8443/a/#b", "lullaby.example:8443/a"),
        ("https://lullaby.example/%D0%BF%D1%80%D0%B8%D0%BA%D0%BE%D1%80%D0%BC", "lullaby.example/прикорм"),
        ("https://lullaby.example/a%20b%0A", "lullaby.example/a%20b%0A"),
        ("https://lullaby.example/%E2%80%AEkcab", "lullaby.example/%E2%80%AEkcab"),
        ("https://lullaby.example/%FF", "lullaby.example/%FF"),
        ("https://lullaby.example/" + "x" * 50, "lullaby.example/" + "x" * 23 + "…"),
        ("no address", "no address"),
    ],
)
def test_a_link_is_shown_as_people_read_it(link, shown):
    assert counting.shown_link(link) == shown


def test_too_many_mentions_are_refused_early(tmp_path):
    assert "The text has 21 mentions, the network takes 20." in objections(post("@a " * 21), limits_for("instagram"))


@pytest.mark.parametrize(
    ("network", "linked"),
    [
        ("vk", ["#чай@club", "@hanna", "club.example/a", "https://b.example", "[club1|Club]"]),
        ("facebook", ["#чай", "club.example/a", "https://b.example"]),
        ("instagram", ["#чай", "@hanna"]),
        ("telegram", ["#чай", "@hanna", "club.example/a", "https://b.example"]),
        ("mastodon", ["#чай", "@hanna", "https://b.example"]),
        ("playground", []),
    ],
)
def test_each_network_makes_its_own_links(network, linked):
    text = "#чай@club of @hanna at club.example/a, https://b.example. [club1|Club]"
    assert [run.text for run in look_of(network).runs(text) if run.is_linked] == linked


def test_a_feed_cuts_between_words_or_after_its_lines():
    look = look_of("instagram")
    assert look.fold("short") == 5
    assert look.fold("слово " * 40) == 119
    assert look.fold("a\nb\nc") == 3
    assert "".join(run.text for run in look.runs("Look #a, @b")) == "Look #a, @b"
