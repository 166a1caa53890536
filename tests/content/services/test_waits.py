import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.models import Post, Wait
from content.services import approvals, letters, submission
from content.services.approvals import Voice
from tests.factories.content import draft, submitted, with_client
from tests.factories.projects import AgreementFactory


def ask(people, version):
    batch, _ = letters.ask(
        project=people.project, posts=[version.post], to_name="Hanna", to_email="hanna@example.org", by=people.manager
    )
    return batch


def kinds():
    return [(wait.kind, wait.ended_at is None) for wait in Wait.objects.order_by("id")]


def test_a_post_waits_for_us_then_for_the_letter_then_for_the_client(people):
    version = with_client(people)
    assert kinds() == [("review", False), ("letter", True)]
    batch = ask(people, version)
    assert kinds() == [("review", False), ("letter", False), ("approval", True)]
    approvals.approve(version=version, voice=Voice(batch=batch))
    assert not Wait.objects.open().exists()


def test_a_draft_waits_for_nobody(people):
    draft(people)
    submission.reopen(post=submitted(people).post, by=people.copywriter)
    assert kinds() == [("review", False)]


def test_a_letter_called_back_is_ours_to_write_again(people):
    version = with_client(people)
    letters.revoke(batch=ask(people, version), by=people.manager)
    assert Wait.objects.open().get().kind == "letter"


def test_a_span_is_measured_in_agreed_hours(people):
    AgreementFactory(client=people.project.client, hours_from=dt.time(9), hours_until=dt.time(21))
    version = submitted(people)
    wait = Wait.objects.open().get()
    noon = timezone.now().astimezone(people.project.client.zone).replace(hour=12, minute=0, second=0, microsecond=0)
    wait.began_at = noon - dt.timedelta(days=2)
    wait.end(at=noon)
    assert (wait.business, wait.calendar) == (dt.timedelta(hours=24), dt.timedelta(days=2))
    assert version.post.waits.get() == wait


def test_the_span_belongs_to_the_move(people):
    post = submitted(people).post
    with transaction.atomic():
        submission.reopen(post=post, by=people.copywriter)
        transaction.set_rollback(True)
    assert Post.objects.get().status == "in_review"
    assert kinds() == [("review", True)]


@pytest.mark.parametrize(
    ("nonsense", "constraint"),
    [
        ({"ended_at": timezone.now() - dt.timedelta(days=1), "business": dt.timedelta(0)}, "wait_ends_after_it_began"),
        ({"business": dt.timedelta(0)}, "wait_is_measured_at_its_end"),
        ({}, "wait_one_open"),
    ],
)
def test_the_database_refuses_nonsense(people, nonsense, constraint):
    post = submitted(people).post
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Wait.objects.create(project=people.project, post=post, kind="review", began_at=timezone.now(), **nonsense)
