"""Polls: asked by a page, answered by visitors, once each."""

import datetime as dt

import pytest
from django.utils import timezone

from playground.models import Post
from playground.refusals import Refused
from playground.services.polls import vote
from tests.factories.playground import AccountFactory
from tests.playground.conftest import code_of

POLL = {"question": "Which lullaby?", "options": ["Kotyk", "Soniko"]}


@pytest.fixture
def post(api):
    api.publish("Good night", poll=POLL)
    return Post.objects.get()


def test_published_poll_is_shown_by_the_api_with_its_votes(api, post, visitor):
    vote(post=post, by=visitor, options=[1])
    poll = api.get(f"posts/{post.pk}").json()["poll"]
    assert [option["votes"] for option in poll["options"]] == [0, 1]
    assert (poll["question"], poll["voters"], poll["closed"]) == ("Which lullaby?", 1, False)


@pytest.mark.parametrize(
    "wrong",
    [{"options": ["One"]}, {"options": ["One", "one"]}, {"options": ["x" * 101, "y"]}, {"closes_at": "later"}, "poll"],
)
def test_poll_that_is_none_is_refused(api, wrong):
    refused = api.publish("Good night", poll=POLL | wrong if isinstance(wrong, dict) else wrong)
    assert (refused.status_code, Post.objects.count()) == (422, 0)
    assert code_of(refused) in ("bad_value", "too_long")


def test_visitor_votes_on_the_page_and_sees_how_others_did(browser_of, post, visitor):
    vote(post=post, by=AccountFactory(), options=[0])
    answer = browser_of(visitor).post(f"/playground/posts/{post.pk}/vote/", {"option": "1"}, HTTP_HX_REQUEST="true")
    assert "1, 50%" in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_second_ballot_of_one_person_is_not_counted(post, visitor):
    vote(post=post, by=visitor, options=[0])
    with pytest.raises(Refused, match="voted here already"):
        vote(post=post, by=visitor, options=[1])
    post.refresh_from_db()
    assert post.poll["voters"] == 1


@pytest.mark.parametrize("options", [[], [2], [0, 1]])
def test_vote_for_nothing_or_for_too_much_is_refused(post, visitor, options):
    with pytest.raises(Refused):
        vote(post=post, by=visitor, options=options)


def test_closed_poll_takes_no_vote(post, visitor):
    post.poll["closes_at"] = (timezone.now() - dt.timedelta(minutes=1)).isoformat()
    post.save(update_fields=["poll"])
    with pytest.raises(Refused, match="closed"):
        vote(post=post, by=visitor, options=[0])
