import pytest
from django.core.exceptions import PermissionDenied

from agency.models import Event, Notification
from agency.transitions import MovedMeanwhile
from content.models import Post
from content.services import approvals, submission
from content.services.approvals import Voice
from tests.factories.content import draft, submitted, with_client


def test_submit_keeps_a_version_and_asks_the_manager(people):
    post = draft(people)
    version = submission.submit(post=post, by=people.copywriter)
    assert (version.number, version.snapshot["text"], version.content_hash) == (1, post.text, post.content_hash)
    assert Post.objects.get(pk=post.pk).status == "in_review"
    assert Notification.objects.get(kind="post_submitted").user == people.manager


def test_submit_of_the_managers_own_post_asks_the_head(people):
    post = draft(people)
    Post.objects.filter(pk=post.pk).update(author=people.manager)
    submission.submit(post=post, by=people.manager)
    assert Notification.objects.get(kind="post_submitted").user == people.head


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"value_kind": ""}, "value_kind"), ({"value_sentence": " "}, "value_sentence"), ({"text": "\n"}, "text")],
)
def test_submit_names_what_is_missing(people, missing, field):
    post = draft(people, **missing)
    with pytest.raises(submission.NotReady) as refusal:
        submission.submit(post=post, by=people.copywriter)
    assert list(refusal.value.errors) == [field]
    assert not post.versions.exists()


def test_submit_without_a_channel_is_refused(people):
    post = draft(people)
    post.targets.all().delete()
    with pytest.raises(submission.NotReady, match="Choose at least one page"):
        submission.submit(post=post, by=people.copywriter)


def test_submit_refuses_what_the_network_would(people):
    post = draft(people, text="о" * 2001)
    with pytest.raises(submission.NotReady, match="2001 characters, the network takes 2000"):
        submission.submit(post=post, by=people.copywriter)


@pytest.mark.parametrize("role", ["moderator", "approver", "outsider", "foreign_client"])
def test_submit_is_for_writers(people, role):
    with pytest.raises(PermissionDenied):
        submission.submit(post=draft(people), by=getattr(people, role))


def test_submit_twice_makes_one_version(people):
    post = draft(people)
    submission.submit(post=post, by=people.copywriter)
    with pytest.raises(MovedMeanwhile):
        submission.submit(post=post, by=people.copywriter)
    assert post.versions.count() == 1


def test_reopen_takes_a_post_out_of_review(people):
    post = submission.reopen(post=submitted(people).post, by=people.copywriter)
    assert post.status == "draft"
    assert not Notification.objects.filter(kind="post_changed_after_approval").exists()


def test_reopen_after_the_yes_needs_a_new_one_and_says_so(people):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    post = submission.reopen(post=version.post, by=people.copywriter)
    assert (post.status, post.approved_hash) == ("draft", "")
    assert Event.objects.get(verb="content.post.revise").is_shared
    told = Notification.objects.filter(kind="post_changed_after_approval")
    assert {row.user for row in told} == {people.manager, people.approver}
    assert not post.publications.get().__class__.objects.scheduled().exists()


@pytest.mark.parametrize("status", ["sending", "published"])
def test_reopen_of_what_is_out_is_refused(people, status):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    version.post.publications.update(status=status, remote_id="1")
    with pytest.raises(MovedMeanwhile, match="out already"):
        submission.reopen(post=version.post, by=people.copywriter)


def test_archive_stops_what_was_waiting_and_comes_back_as_a_draft(people):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    post = submission.archive(post=version.post, by=people.manager)
    assert post.status == "archived"
    assert submission.bring_back(post=post, by=people.manager).status == "draft"


@pytest.mark.parametrize("verb", [submission.reopen, submission.archive])
@pytest.mark.parametrize("role", ["moderator", "approver", "outsider"])
def test_moving_is_for_writers(people, verb, role):
    with pytest.raises(PermissionDenied):
        verb(post=submitted(people).post, by=getattr(people, role))
