"""The draw: fixed beforehand, repeatable by anybody, written once."""

import datetime as dt
import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, IntegrityError, transaction
from django.utils import timezone

from agency.models import Event
from agency.transitions import MovedMeanwhile
from content.models import Answer, Draw, Promotion
from content.refusal import Refusal
from content.services.taking_part import answers, drawing
from tests.factories.content import AnswerFactory, draft


@pytest.fixture
def post(people):
    """A promotion that ended an hour ago, with two prizes."""
    post = draft(people, title="Lullaby", format="promotion")
    prizes = [{"name": "Blanket", "winners": 1}, {"name": "Spoon", "winners": 1}]
    Promotion.objects.create(post=post, prizes=prizes, closes_at=timezone.now() - dt.timedelta(hours=1))
    return post


@pytest.fixture
def entered(post):
    return [AnswerFactory(post=post) for _ in range(5)]


def names(draw):
    return [winner.person_key for winner in draw.winners.all()]


def test_anybody_who_follows_the_written_rule_gets_the_same_winners(people, post, entered):
    draw = drawing.draw(post=post, by=people.copywriter)
    keys = sorted(entry.person_key for entry in entered)
    digest = hashlib.sha256("\n".join(keys).encode()).hexdigest()
    ranks = sorted((hashlib.sha256(f"{draw.seed}:{digest}:{key}".encode()).hexdigest(), key) for key in keys)
    assert names(draw) == [key for _, key in ranks[:2]]
    assert [winner.prize for winner in draw.winners.all()] == ["Blanket", "Spoon"]
    assert hashlib.sha256(draw.seed.encode()).hexdigest() == post.promotion.fingerprint


def test_draw_is_in_the_log_with_its_winners(people, post, entered):
    draw = drawing.draw(post=post, by=people.copywriter)
    said = Event.objects.get(verb="content.post.drawn").data
    assert (said["count"], said["winners"]) == (5, ", ".join(winner.person_name for winner in draw.winners.all()))


def test_winner_who_is_taken_out_makes_the_next_one_move_up(people, post, entered):
    first = drawing.draw(post=post, by=people.copywriter)
    winner, runner_up = names(first)
    out = Answer.objects.get(person_key=winner)
    answers.take_out(answer=out, reason="works for the agency", by=people.copywriter)
    second = drawing.draw(post=post, by=people.copywriter, reason="The winner works for us")
    assert names(second)[0] == runner_up
    assert (second.number, second.seed, second.digest) == (2, first.seed, first.digest)


@pytest.mark.parametrize("reason", ["", "We did not like them"])
def test_same_entries_are_not_drawn_again(people, post, entered, reason):
    drawing.draw(post=post, by=people.copywriter)
    with pytest.raises(Refusal):
        drawing.draw(post=post, by=people.copywriter, reason=reason)
    assert Draw.objects.count() == 1


def test_open_promotion_is_not_drawn(people, post, entered):
    Promotion.objects.update(closes_at=timezone.now() + dt.timedelta(hours=1))
    with pytest.raises(MovedMeanwhile, match="still open"):
        drawing.draw(post=post, by=people.copywriter)


def test_nobody_draws_among_nobody(people, post):
    with pytest.raises(MovedMeanwhile, match="Nobody has entered"):
        drawing.draw(post=post, by=people.copywriter)


@pytest.mark.parametrize("who", ["moderator", "author"])
def test_draw_is_for_those_who_write_inside(people, post, entered, who):
    with pytest.raises(PermissionDenied):
        drawing.draw(post=post, by=getattr(people, who))


def test_database_keeps_a_draw_as_it_was_written(people, post, entered):
    draw = drawing.draw(post=post, by=people.copywriter)
    for rows in (Draw.objects.filter(pk=draw.pk), draw.winners.all()):
        with pytest.raises(Error, match="Cannot update"), transaction.atomic():
            rows.update(**{"reason": "x"} if rows.model is Draw else {"place": 9})


def test_database_counts_one_answer_a_person(post):
    first = AnswerFactory(post=post)
    with pytest.raises(IntegrityError, match="answer_counts_once_a_person"):
        AnswerFactory(post=post, person_key=first.person_key)
