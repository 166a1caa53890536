"""Answers read from the playground itself: entries, votes, and how far we have read."""

import datetime as dt

import pytest
from django.utils import timezone

from content.models import DETAILS, Answer, Gathering, Post, Publication, Winner
from content.refusal import Refusal
from content.selectors.results import result_of
from content.services.taking_part import answers, gathering
from playground.services.comments import comment
from playground.services.pages import account_named
from playground.services.polls import vote
from projects import delivery, networks
from projects.networks.base import CommentPage, RemoteComment, RemotePoll
from tests.factories.content import draft
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import ready

NOW = timezone.now


def out(stage, format, *, text="Good night", **details):
    """A publication of a format that is out on the playground, and its post there."""
    kept = DETAILS[format](post=Post(format=format), **details)
    targets = [{"channel": stage.channel.pk, "text": "", "first_comment": "", "poll": True}]
    snapshot = {"details": kept.snapshot(), "targets": targets} if format == "survey" else {}
    publication = ready(channel=stage.channel, due_in=-1, text=text, snapshot=snapshot)
    asks(publication, format, **details)
    delivery.run(Publication)
    publication = Publication.objects.get(pk=publication.pk)
    return publication, stage.page.posts.get(pk=publication.remote_id)


def asks(publication, format, **details):
    """Make the publication's post one that asks people to take part."""
    publication.post.format = format
    publication.post.save(update_fields=["format"])
    return DETAILS[format].objects.create(post=publication.post, **details)


def say(stored, name, text):
    return comment(post=stored, text=text, by=account_named(name))[0]


def test_comments_become_entries_one_a_person_and_are_read_once(stage):
    publication, stored = out(stage, "promotion", rules="Tell us", prizes=[{"name": "Spoon", "winners": 1}])
    for name, text in (("Olena", "Kotyk"), ("Ivan", "Soniko"), ("Olena", "And once more")):
        say(stored, name, text)
    assert gathering.gather() == 3
    Gathering.objects.update(gathered_at=NOW() - dt.timedelta(hours=1))
    say(stored, "Iryna", "Late, but here")
    assert gathering.gather() == 1
    assert [(row.person_name, row.counts) for row in publication.post.answers.order_by("pk")] == [
        ("Olena", True), ("Ivan", True), ("Olena", False), ("Iryna", True)
    ]  # fmt: skip


def test_page_itself_is_no_entrant(stage):
    publication, stored = out(stage, "question", asked="Which lullaby?")
    comment(post=stored, text="We like Kotyk", by=stage.page)
    assert (gathering.gather(), publication.post.answers.count()) == (0, 0)


def test_channel_waits_while_one_of_its_posts_may_or_may_not_be_out(stage):
    out(stage, "question", asked="Which lullaby?")
    assert list(gathering.channels_to_read(NOW())) == [stage.channel]
    unclear = ready(channel=stage.channel, text="Another", status="unconfirmed")
    asks(unclear, "question")
    assert list(gathering.channels_to_read(NOW())) == []


def test_survey_counts_its_poll_and_the_comments_that_name_an_answer(stage):
    publication, stored = out(stage, "survey", question="Which?", options=["Kotyk", "Soniko"])
    for name, options in (("Olena", [0]), ("Ivan", [0]), ("Iryna", [1])):
        vote(post=stored, by=account_named(name), options=options)
    say(stored, "Taras", "2")
    say(stored, "Petro", "What is this?")
    gathering.gather()
    total = result_of(publication.post).total
    assert [(bar.votes, bar.share) for bar in total.bars] == [(2, 50), (2, 50)]
    assert total.voters == 4


def test_what_comes_after_the_end_is_kept_and_does_not_count(stage):
    publication, stored = out(stage, "question", asked="Which?", closes_at=NOW() - dt.timedelta(minutes=1))
    say(stored, "Olena", "Kotyk")
    gathering.gather()
    assert publication.post.answers.get().why_not == "after the end"


def test_earlier_winner_is_barred_for_as_long_as_the_rules_say(stage):
    publication, stored = out(stage, "promotion", bars_winners_days=30)
    say(stored, "Olena", "Me again")
    gathering.gather()
    answer = publication.post.answers.get()
    other = Answer.objects.create(
        post=ready(channel=stage.channel, text="Earlier").post, person_key=answer.person_key, person_name="Olena",
        said_at=NOW(),
    )  # fmt: skip
    draw = other.post.draws.create(number=1, seed="s", digest="d", entries=[], drawn_by=other.post.author)
    Winner.objects.create(draw=draw, place=1, prize="Spoon", person_key=answer.person_key, person_name="O", rank="r")
    answer.delete()
    Gathering.objects.all().delete()
    gathering.gather()
    assert publication.post.answers.get().why_not.startswith("won “")


def test_list_by_hand_names_its_bad_lines_and_enters_everybody_once(people):
    post = draft(people, format="promotion", details={"promotion": {"entering": "like"}})
    with pytest.raises(Refusal, match="line 2"):
        answers.read_entries("Olena\nIvan; not an address")
    entries = answers.read_entries("Olena\nIvan; https://example.org/ivan\n\nolena ")
    assert answers.add_by_hand(post=post, entries=entries, by=people.copywriter) == 2
    assert answers.add_by_hand(post=post, entries=entries, by=people.copywriter) == 0


@pytest.fixture
def sly(db, monkeypatch):
    """A survey on a server that says nonsense: ``comments`` and ``poll`` are what it answers, or raises."""

    class Sly:
        said = poll = None

        def __init__(self, channel):
            pass

        def comments(self, *, cursor):
            return CommentPage(comments=self.said, cursor={})

        def fetch_poll(self, *, remote_id):
            return self.poll

    monkeypatch.setitem(networks._loaded, "mastodon", Sly)
    channel = ChannelFactory(network="mastodon")
    snapshot = {"targets": [{"channel": channel.pk, "poll": True}]}
    publication = ready(
        channel=channel, status="published", remote_id="7", published_at=NOW(), text="Sly", snapshot=snapshot
    )
    asks(publication, "survey", question="Which?", options=["Kotyk", "Soniko"])
    Sly.publication = publication
    return Sly


def test_channel_that_answers_nonsense_holds_up_no_other(stage, sly):
    _, stored = out(stage, "question", asked="Which lullaby?")
    say(stored, "Olena", "Kotyk")
    assert gathering.gather() == 1
    assert gathering.read_post(post=sly.publication.post) == 0


def test_answer_that_cannot_be_kept_is_left_out_alone(sly):
    fine = RemoteComment(
        external_id="c1", text="Kotyk", published_at=NOW(), author_id="a1", author_name="Olena", post_id="7"
    )
    odd = [{"external_id": "c2", "post_id": "\x00"}, {"external_id": "c" * 201}]
    sly.said = [RemoteComment(**vars(fine) | each) for each in odd]
    sly.said.append(RemoteComment(**vars(fine) | {"author_url": "javascript:alert(1)"}))
    assert gathering.gather() == 1
    assert Answer.objects.get().person_url == ""


def test_impossible_votes_are_none(sly):
    sly.said, sly.poll = [], RemotePoll(votes=[-1, 4], voters=3_000_000_000)
    gathering.gather()
    assert (sly.publication.tally.votes, sly.publication.tally.voters) == ([0, 4], 0)
