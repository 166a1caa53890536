import datetime as dt

import pytest
from django.utils import timezone

from content.models import Post, Publication
from content.selectors.standing import standing, standings
from content.services import approvals, planning, reviews, submission
from content.services.approvals import Voice
from tests.factories.content import PostFactory, draft, submitted, tomorrow, with_client


def fresh(post):
    return Post.objects.get(pk=post.pk)


def approved(people, **fields):
    version = with_client(people, **fields)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    return fresh(version.post)


def test_people_move_it_as_far_as_the_yes(people):
    assert standing(draft(people)) == "draft"
    assert standing(fresh(submitted(people).post)) == "review"
    assert standing(fresh(with_client(people).post)) == "client"
    assert standing(approved(people)) == "approved"


def test_a_time_ahead_makes_an_approved_post_scheduled(people):
    assert standing(approved(people, day=tomorrow(people.project), time=dt.time(9))) == "scheduled"


def test_a_yes_that_came_too_late_is_only_approved(people):
    post = approved(people, day=tomorrow(people.project), time=dt.time(9))
    Publication.objects.update(due_at=None)
    assert standing(post) == "approved"


@pytest.mark.parametrize(
    ("status", "word"), [("published", "published"), ("failed", "failed"), ("unconfirmed", "failed")]
)
def test_machines_have_the_last_word(people, status, word):
    post = approved(people, day=tomorrow(people.project), time=dt.time(9))
    Publication.objects.update(status=status, remote_id="1", published_at=timezone.now())
    assert standing(post) == word


def test_a_returned_draft_asks_for_changes(people):
    version = submitted(people)
    reviews.send_back(version=version, value="none", comment="No", by=people.manager)
    assert standing(fresh(version.post)) == "changes"


def test_a_draft_the_client_sent_back_asks_for_changes(people):
    version = with_client(people)
    approvals.ask_changes(version=version, comment="No", voice=Voice(user=people.approver))
    assert standing(fresh(version.post)) == "changes"


def test_an_old_return_is_forgotten_with_the_next_version(people):
    version = submitted(people)
    reviews.send_back(version=version, value="none", comment="No", by=people.manager)
    submission.submit(post=version.post, by=people.copywriter)
    assert standing(submission.reopen(post=version.post, by=people.copywriter)) == "draft"


def test_a_withdrawn_yes_is_not_scheduled(people):
    post = approved(people, day=tomorrow(people.project), time=dt.time(9))
    post = planning.schedule(post=post, day=tomorrow(people.project, 2), time=dt.time(9), by=people.manager)
    assert standing(post) == "client"


def test_the_same_queries_for_one_post_and_for_three(people, django_assert_num_queries):
    for number in (1, 3):
        posts = PostFactory.create_batch(number)
        with django_assert_num_queries(1):
            standings(posts)
