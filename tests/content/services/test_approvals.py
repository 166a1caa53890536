import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agency.models import Event, Notification
from agency.transitions import MovedMeanwhile
from content.models import Approval, ApprovalBatch, Post, Publication
from content.refusal import Refusal
from content.services import approvals, drafts, letters, planning, publications, reviews, submission
from content.services.approvals import Voice
from tests.factories.content import tomorrow, with_client
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory


def letter(people, *versions):
    batch, _ = letters.ask(
        project=people.project,
        posts=[version.post for version in versions],
        to_name="Hanna Ivaniuk",
        to_email="hanna@example.org",
        by=people.manager,
    )
    return batch


def status_of(version):
    return Post.objects.get(pk=version.post_id).status


def edited_and_passed_again(version, people, text):
    post = submission.reopen(post=version.post, by=people.copywriter)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": text})
    newer = submission.submit(post=post, by=people.copywriter)
    reviews.approve(version=newer, value="informational", by=people.manager)
    return newer


def test_a_yes_is_bound_to_what_was_shown(people):
    version = with_client(people)
    approval = approvals.approve(version=version, voice=Voice(user=people.approver))
    post = Post.objects.get(pk=version.post_id)
    assert post.is_approved_as_is
    assert (approval.content_hash, post.approved_hash) == (version.content_hash, version.content_hash)


def test_a_yes_lines_up_one_publication_a_channel(people):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    approvals.approve(version=version, voice=Voice(user=people.approver))
    publication = Publication.objects.scheduled().get()
    assert (publication.version, publication.channel) == (version, version.post.targets.get().channel)


def test_a_yes_by_link_needs_no_account_and_names_who_said_it(people):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(batch=letter(people, version)))
    event = Event.objects.get(verb="content.post.approve")
    assert (event.actor, event.actor_name, event.is_shared) == (None, "Hanna Ivaniuk", True)
    assert event.data["hash"] == version.content_hash
    assert Approval.objects.get().by_name == "Hanna Ivaniuk"


@pytest.mark.parametrize("role", ["head", "manager", "copywriter", "moderator", "expert", "outsider", "foreign_client"])
def test_only_the_approver_answers_for_the_client(people, role):
    version = with_client(people)
    with pytest.raises(PermissionDenied):
        approvals.approve(version=version, voice=Voice(user=getattr(people, role)))
    assert status_of(version) == "with_client"
    assert not Approval.objects.exists()


def test_a_link_answers_only_about_its_own_posts(people):
    batch = letter(people, with_client(people))
    other = with_client(people_around())
    with pytest.raises(PermissionDenied):
        approvals.approve(version=other, voice=Voice(batch=batch))
    assert status_of(other) == "with_client"


@pytest.mark.parametrize("closed", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_closed_link_decides_nothing_even_if_the_page_was_open(people, closed):
    version = with_client(people)
    batch = letter(people, version)
    ApprovalBatch.objects.update(**closed)
    with pytest.raises(approvals.LinkClosed):
        approvals.approve(version=version, voice=Voice(batch=batch))
    assert status_of(version) == "with_client"


def test_changes_go_back_to_author_and_manager_with_the_words(people):
    version = with_client(people)
    approvals.ask_changes(version=version, comment="The price is 1 890", voice=Voice(user=people.approver))
    told = Notification.objects.filter(kind="post_returned")
    assert status_of(version) == "draft"
    assert {row.user for row in told} == {people.manager, people.copywriter}
    assert {row.body for row in told} == {"The price is 1 890"}


def test_changes_need_words(people):
    version = with_client(people)
    with pytest.raises(Refusal, match="Write what should be different"):
        approvals.ask_changes(version=version, comment=" ", voice=Voice(user=people.approver))
    assert status_of(version) == "with_client"


def test_a_post_changed_meanwhile_is_not_approved(people):
    seen = with_client(people)
    batch = letter(people, seen)
    newer = edited_and_passed_again(seen, people, "Four signs")
    with pytest.raises(approvals.ChangedSince) as refusal:
        approvals.approve(version=seen, voice=Voice(batch=batch))
    assert (refusal.value.seen, refusal.value.now) == (seen, newer)
    assert status_of(seen) == "with_client"
    approvals.approve(version=newer, voice=Voice(batch=batch))
    assert status_of(seen) == "approved"


def test_a_post_being_edited_is_not_approved(people):
    version = with_client(people)
    submission.reopen(post=version.post, by=people.copywriter)
    with pytest.raises(MovedMeanwhile, match="being changed"):
        approvals.approve(version=version, voice=Voice(user=people.approver))


def test_a_double_click_is_one_answer(people):
    version = with_client(people)
    voice = Voice(batch=letter(people, version))
    assert approvals.approve(version=version, voice=voice) == approvals.approve(version=version, voice=voice)
    assert Event.objects.filter(verb="content.post.approve").count() == 1


def test_the_second_person_is_told_that_the_first_answered(people):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    with pytest.raises(MovedMeanwhile, match="approved already"):
        approvals.ask_changes(version=version, comment="No", voice=Voice(batch=letter_after(people, version)))


def letter_after(people, version):
    batch = ApprovalBatch.objects.create(
        project=people.project, to_name="Oksana", to_email="o@example.org", token_digest="x", sent_by=people.manager,
        expires_at=timezone.now() + dt.timedelta(days=1),
    )  # fmt: skip
    batch.requests.create(version=version)
    return batch


def test_the_database_keeps_one_standing_answer(people):
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    with pytest.raises(IntegrityError, match="approval_one_stands"), transaction.atomic():
        version.approvals.create(decision="changes", comment="No", content_hash="", by_name="Oksana")


def test_approve_all_leaves_what_changed_alone(people):
    one, two = with_client(people), with_client(people)
    batch = letter(people, one, two)
    edited_and_passed_again(two, people, "Other words")
    said, left = approvals.approve_all(asked=[one, two], voice=Voice(batch=batch))
    assert [approval.version for approval in said] == [one]
    assert [type(error) for error in left] == [approvals.ChangedSince]
    assert (status_of(one), status_of(two)) == ("approved", "with_client")


@pytest.mark.parametrize("answer", ["yes", "changes"])
def test_an_answer_can_be_taken_back(people, answer):
    version = with_client(people)
    voice = Voice(batch=letter(people, version))
    if answer == "yes":
        approval = approvals.approve(version=version, voice=voice)
    else:
        approval = approvals.ask_changes(version=version, comment="Hm", voice=voice)
    approvals.take_back(approval=approval, voice=voice)
    assert status_of(version) == "with_client"
    assert not Publication.objects.scheduled().exists()
    approvals.approve(version=version, voice=voice)
    assert status_of(version) == "approved"


def test_a_yes_without_a_day_can_be_taken_back_after_we_planned_it(people):
    version = with_client(people)
    voice = Voice(user=people.approver)
    approval = approvals.approve(version=version, voice=voice)
    planning.schedule(post=version.post, day=tomorrow(people.project), time=dt.time(9), by=people.manager)
    assert approvals.take_back(approval=approval, voice=voice).status == "with_client"


def test_only_their_own_answer(people):
    version = with_client(people)
    batch = letter(people, version)
    approval = approvals.approve(version=version, voice=Voice(user=people.approver))
    with pytest.raises(PermissionDenied):
        approvals.take_back(approval=approval, voice=Voice(batch=batch))


def test_a_yes_stands_once_it_is_out(people):
    version = with_client(people)
    voice = Voice(user=people.approver)
    approval = approvals.approve(version=version, voice=voice)
    Publication.objects.update(status="sending")
    with pytest.raises(MovedMeanwhile, match="answer stands"):
        approvals.take_back(approval=approval, voice=voice)


def test_a_new_yes_points_waiting_publications_at_the_new_version(people):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    voice = Voice(user=people.approver)
    approvals.approve(version=version, voice=voice)
    newer = edited_and_passed_again(version, people, "Four signs")
    approvals.approve(version=newer, voice=voice)
    publication = Publication.objects.get()
    assert (publication.version, publication.content_hash) == (newer, newer.content_hash)


def test_a_dropped_channel_loses_its_publication(people):
    version = with_client(people)
    voice = Voice(user=people.approver)
    approvals.approve(version=version, voice=voice)
    post = submission.reopen(post=version.post, by=people.copywriter)
    other = ChannelFactory(project=people.project)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={}, targets=[{"channel": other}])
    newer = submission.submit(post=post, by=people.copywriter)
    reviews.approve(version=newer, value="informational", by=people.manager)
    approvals.approve(version=newer, voice=voice)
    assert set(Publication.objects.values_list("channel", "status")) == {
        (version.snapshot["targets"][0]["channel"], "cancelled"),
        (other.pk, "waiting"),
    }


def test_a_published_channel_is_not_touched_by_a_new_yes(people):
    version = with_client(people)
    voice = Voice(user=people.approver)
    approvals.approve(version=version, voice=voice)
    out = Publication.objects.get()
    Publication.objects.update(status="published", remote_id="1")
    Publication.objects.create(
        project=out.project, post=out.post, channel=ChannelFactory(project=people.project), version=version
    )
    newer = edited_and_passed_again(version, people, "Four signs")
    approvals.approve(version=newer, voice=voice)
    out = Publication.objects.get(pk=out.pk)
    assert (out.version, out.content_hash) == (version, version.content_hash)


@pytest.mark.parametrize("asked", [{"error_kind": "by_hand"}, {"error_kind": "captcha", "captcha": {"sid": "77"}}])
def test_what_waits_for_a_hand_waits_anew_for_the_new_version(people, asked):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    voice = Voice(user=people.approver)
    approvals.approve(version=version, voice=voice)
    Publication.objects.update(status="asked", due_at=None, error_text="Do this.", **asked)
    newer = edited_and_passed_again(version, people, "Four signs")
    approvals.approve(version=newer, voice=voice)
    publication = Publication.objects.scheduled().get()
    assert (publication.version, publication.due_at) == (newer, newer.post.scheduled_at)
    assert (publication.captcha, publication.error_kind, publication.error_text) == (None, "", "")


def test_what_waits_for_a_hand_goes_on_waiting_for_it_when_only_the_hour_changes(people):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    approvals.approve(version=version, voice=Voice(user=people.approver))
    Publication.objects.update(status="asked", due_at=None, error_kind="by_hand")
    planning.schedule(post=version.post, day=version.post.day, time=dt.time(10), by=people.manager)
    assert Publication.objects.get().status == "asked"


def left_out(people, version, *outcomes):
    """Approved, and then somebody decided not to send it on its channel, after these attempts."""
    approvals.approve(version=version, voice=Voice(user=people.approver))
    publication = Publication.objects.get()
    for number, outcome in enumerate(outcomes, 1):
        publication.new_attempt(number=number, outcome=outcome).save()
    publications.cancel(publication=publication, by=people.manager)


def test_a_channel_left_out_stays_out_when_the_same_version_is_approved_once_more(people):
    version = with_client(people)
    left_out(people, version)
    approvals.take_back(approval=Approval.objects.get(), voice=Voice(user=people.approver))
    approvals.approve(version=version, voice=Voice(user=people.approver))
    assert Publication.objects.get().status == "cancelled"


@pytest.mark.parametrize(
    ("outcomes", "statuses"),
    [
        ([], ["waiting", "cancelled"]),
        (["rejected"], ["waiting", "cancelled"]),
        (["unconfirmed", "unavailable"], ["cancelled"]),
        (["started"], ["cancelled"]),
        (["accepted"], ["cancelled"]),
    ],
)
def test_a_channel_left_out_gets_what_passed_review_since_unless_the_old_words_may_be_there(people, outcomes, statuses):
    version = with_client(people)
    left_out(people, version, *outcomes)
    newer = edited_and_passed_again(version, people, "Four signs")
    approvals.approve(version=newer, voice=Voice(user=people.approver))
    assert list(Publication.objects.values_list("status", flat=True)) == statuses


@pytest.mark.django_db(transaction=True)
def test_two_at_once_one_wins():
    people = people_around()
    version = with_client(people)
    start, outcomes = threading.Barrier(2), []

    def answer(verb, **words):
        start.wait()
        try:
            verb(version=version, voice=Voice(user=people.approver), **words)
            outcomes.append("done")
        except MovedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=answer, args=[approvals.approve]),
        threading.Thread(target=answer, args=[approvals.ask_changes], kwargs={"comment": "No"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "told"]
    assert Approval.objects.count() == 1
