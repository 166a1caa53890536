import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from agency.models import Event, Notification
from content.models import Approval, ApprovalBatch, Post, Publication
from content.services import approvals, deadlines, letters, planning
from content.services.approvals import Voice
from projects.models import InteractionAgreement
from tests.factories.content import tomorrow, with_client
from tests.factories.projects import AgreementFactory, ClientMemberFactory


def agreed(people, on_silence, **terms):
    AgreementFactory(client=people.project.client, on_silence=on_silence, approve_hours=10, **terms)
    return with_client(people, day=tomorrow(people.project, days=9), time=dt.time(9))


def asked(people, version, *, opened=True):
    batch, _ = letters.ask(
        project=people.project, posts=[version.post], to_name="Hanna", to_email="hanna@example.org", by=people.manager
    )
    if opened:
        letters.mark_opened(batch)
    mail.outbox.clear()
    return batch


def pass_by(days=3):
    return deadlines.pass_deadlines(now=timezone.now() + dt.timedelta(days=days))


def status_of(version):
    return Post.objects.get(pk=version.post_id).status


def told(kind):
    return {row.user for row in Notification.objects.filter(kind=kind)}


def test_hold_waits_and_tells_the_manager_once(people):
    version = agreed(people, "hold")
    asked(people, version)
    assert (pass_by(days=0), pass_by(), pass_by()) == (0, 1, 0)
    assert status_of(version) == "with_client"
    assert told("approval_late") == {people.manager}
    assert Event.objects.get(verb="content.post.held").data["names"] == "Hanna"


def test_silence_is_a_yes_where_it_was_agreed_and_everybody_is_told(people):
    version = agreed(people, "publish")
    asked(people, version)
    assert (pass_by(), pass_by()) == (1, 0)
    silence = Approval.objects.get()
    assert (silence.decision, silence.content_hash, silence.by) == ("silence", version.content_hash, None)
    assert Publication.objects.scheduled().get().version == version
    assert told("approved_by_silence") == {people.manager, people.copywriter, people.approver}
    assert [letter.to for letter in mail.outbox] == [["hanna@example.org"]]
    assert Event.objects.get(verb="content.post.approve_by_silence").actor_name == "Rapport"


def test_who_never_opened_the_letter_was_not_silent(people):
    version = agreed(people, "publish")
    asked(people, version, opened=False)
    pass_by()
    assert status_of(version) == "with_client"
    assert "Nobody opened" in Notification.objects.get(kind="approval_late").body


def test_what_changed_after_the_letter_has_no_yes_by_silence(people):
    version = agreed(people, "publish")
    asked(people, version)
    planning.schedule(post=version.post, day=tomorrow(people.project, days=10), time=dt.time(9), by=people.manager)
    pass_by()
    assert status_of(version) == "with_client"


@pytest.mark.parametrize(("told_then", "agreed_now"), [("hold", "publish"), ("publish", "hold")])
def test_silence_means_what_the_letter_said_and_the_agreement_says(people, told_then, agreed_now):
    version = agreed(people, told_then)
    asked(people, version)
    InteractionAgreement.objects.update(on_silence=agreed_now)
    pass_by()
    assert status_of(version) == "with_client"


def test_an_answer_in_time_is_no_silence(people):
    version = agreed(people, "publish")
    batch = asked(people, version)
    approvals.ask_changes(version=version, comment="No", voice=Voice(batch=batch))
    assert pass_by() == 0
    assert status_of(version) == "draft"


def test_a_yes_by_silence_can_be_stopped_and_does_not_come_back(people):
    version = agreed(people, "publish")
    batch = asked(people, version)
    pass_by()
    approvals.take_back(approval=Approval.objects.get(), voice=Voice(batch=batch))
    assert pass_by() == 0
    assert status_of(version) == "with_client"
    assert not Publication.objects.scheduled().exists()


def test_the_deputy_gets_a_letter_of_their_own(people):
    deputy = ClientMemberFactory(client=people.project.client, role="expert").user
    version = agreed(people, "deputy", deputy=deputy)
    asked(people, version)
    assert (pass_by(), pass_by(days=0)) == (1, 0)
    (letter,) = mail.outbox
    batch = ApprovalBatch.objects.get(to_deputy=True)
    assert (letter.to, batch.to_user) == ([deputy.email], deputy)
    approvals.approve(version=version, voice=Voice(batch=batch))
    assert status_of(version) == "approved"


def test_a_silent_deputy_leaves_it_waiting(people):
    version = agreed(people, "deputy", deputy=people.expert)
    asked(people, version)
    pass_by()
    assert deadlines.pass_deadlines(now=timezone.now() + dt.timedelta(days=9)) == 1
    assert status_of(version) == "with_client"
    assert ApprovalBatch.objects.count() == 2


def test_an_unopened_letter_sent_again_starts_the_time_anew_and_an_opened_one_keeps_it(people):
    version = agreed(people, "hold")
    first = asked(people, version, opened=False)
    earlier = timezone.now() + dt.timedelta(hours=1)
    first.requests.update(answer_by=earlier)
    second, _ = letters.resend(batch=first, by=people.manager)
    assert second.requests.get().answer_by > earlier
    letters.mark_opened(second)
    second.requests.update(answer_by=earlier)
    third, _ = letters.resend(batch=ApprovalBatch.objects.get(pk=second.pk), by=people.manager)
    assert third.requests.get().answer_by == earlier


def test_the_letter_says_what_silence_will_mean(people):
    version = agreed(people, "publish")
    batch, _ = letters.ask(
        project=people.project, posts=[version.post], to_name="Hanna", to_email="h@example.org", by=people.manager
    )
    by = batch.requests.get().answer_by.astimezone(people.project.client.zone)
    assert f"{by:%H:%M} it goes out, as agreed." in mail.outbox[0].body
    assert "Nothing goes out without you" not in mail.outbox[0].body


def test_a_time_that_goes_by_is_told_once(people):
    version = agreed(people, "hold")
    soon = timezone.now() + dt.timedelta(minutes=30)
    Post.objects.update(scheduled_at=soon)
    for _ in range(2):
        deadlines.tell_of_passed_times(now=soon + dt.timedelta(minutes=1))
    assert Notification.objects.get(kind="post_needs_time").url == version.post.get_absolute_url()
