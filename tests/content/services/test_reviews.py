import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agency.models import Notification
from agency.transitions import MovedMeanwhile
from content.models import Post, Publication, Review
from content.refusal import Refusal
from content.services import approvals, drafts, planning, reviews, submission
from content.services.approvals import Voice
from tests.factories.content import draft, submitted, tomorrow
from tests.factories.projects import AgreementFactory


def status_of(version):
    return Post.objects.get(pk=version.post_id).status


def test_approve_passes_the_post_to_the_client(people):
    version = submitted(people)
    review = reviews.approve(version=version, value="informational", comment="Like a friend", by=people.manager)
    assert status_of(version) == "with_client"
    assert (review.version, review.value, review.by) == (version, "informational", people.manager)
    assert not Publication.objects.exists()


def test_approve_is_the_last_word_where_the_agreement_asks_nobody(people):
    AgreementFactory(client=people.project.client, client_approves=False)
    version = submitted(people)
    reviews.approve(version=version, value="emotional", by=people.manager)
    post = Post.objects.get(pk=version.post_id)
    assert post.is_approved_as_is
    assert Publication.objects.get().version == version
    assert Notification.objects.get(kind="post_approved").user == people.copywriter


def test_nobody_reviews_their_own_post(people):
    post = draft(people)
    Post.objects.filter(pk=post.pk).update(author=people.manager)
    version = submission.submit(post=post, by=people.manager)
    for verb in (reviews.approve, reviews.send_back):
        with pytest.raises(PermissionDenied, match="somebody else reviews it"):
            verb(version=version, value="informational", comment="Mine", by=people.manager)
    assert not Review.objects.exists()


@pytest.mark.parametrize("role", ["copywriter", "moderator", "approver", "outsider", "foreign_client"])
def test_review_is_for_reviewers(people, role):
    version = submitted(people)
    with pytest.raises(PermissionDenied):
        reviews.approve(version=version, value="informational", by=getattr(people, role))
    assert status_of(version) == "in_review"
    assert not Review.objects.exists()


def test_no_added_value_is_no_approval(people):
    with pytest.raises(Refusal, match="Without added value"):
        reviews.approve(version=submitted(people), value="none", by=people.manager)


def test_the_database_refuses_it_as_well(people):
    version = submitted(people)
    with pytest.raises(IntegrityError, match="review_no_value_no_approval"), transaction.atomic():
        version.reviews.create(decision="approved", value="none", by=people.manager)
    with pytest.raises(IntegrityError, match="review_return_has_reason"), transaction.atomic():
        version.reviews.create(decision="returned", value="none", by=people.manager)


def test_send_back_tells_the_author_why(people):
    version = submitted(people)
    reviews.send_back(version=version, value="none", comment="Scares more than it helps", by=people.manager)
    told = Notification.objects.get(kind="post_returned")
    assert status_of(version) == "draft"
    assert (told.user, told.body) == (people.copywriter, "Scares more than it helps")


def test_send_back_needs_a_reason(people):
    version = submitted(people)
    with pytest.raises(Refusal) as refusal:
        reviews.send_back(version=version, value="none", comment=" ", by=people.manager)
    assert list(refusal.value.errors) == ["comment"]
    assert status_of(version) == "in_review"


def test_two_reviewers_decide_once(people):
    version = submitted(people)
    reviews.approve(version=version, value="informational", by=people.manager)
    with pytest.raises(MovedMeanwhile, match="Somebody was faster"):
        reviews.send_back(version=version, value="none", comment="No", by=people.head)
    assert version.reviews.count() == 1


def test_a_version_with_a_newer_one_cannot_be_decided(people):
    version = submitted(people)
    planning.schedule(post=version.post, day=tomorrow(people.project), time=version.created_at.time().replace(hour=9),
                      by=people.manager)  # fmt: skip
    with pytest.raises(MovedMeanwhile, match="newer version"):
        reviews.approve(version=version, value="informational", by=people.manager)


@pytest.mark.parametrize("verb", ["approve", "send_back"])
def test_a_verdict_can_be_taken_back_at_once(people, verb):
    version = submitted(people)
    review = getattr(reviews, verb)(version=version, value="informational", comment="Hm", by=people.manager)
    reviews.take_back(review=review, by=people.manager)
    assert status_of(version) == "in_review"
    review.refresh_from_db()
    assert review.taken_back_at
    reviews.approve(version=version, value="informational", by=people.manager)


def test_only_their_own_verdict(people):
    review = reviews.approve(version=submitted(people), value="informational", by=people.manager)
    with pytest.raises(PermissionDenied):
        reviews.take_back(review=review, by=people.head)


def test_a_verdict_stands_once_the_author_has_edited(people):
    version = submitted(people)
    review = reviews.send_back(version=version, value="none", comment="Hm", by=people.manager)
    post = Post.objects.get(pk=version.post_id)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": "Better"})
    with pytest.raises(MovedMeanwhile, match="verdict stands"):
        reviews.take_back(review=review, by=people.manager)


def test_a_verdict_stands_once_the_client_has_answered(people):
    version = submitted(people)
    review = reviews.approve(version=version, value="informational", by=people.manager)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    with pytest.raises(MovedMeanwhile, match="verdict stands"):
        reviews.take_back(review=review, by=people.manager)
