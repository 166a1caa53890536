import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agency.models import Event, Notification
from content import rounds as yeses
from content.models import Approval, Post, ProjectRules, Publication
from content.refusal import Refusal
from content.services import approvals, deadlines, letters, reviews, rounds
from content.services.approvals import Voice
from projects.models import Project
from projects.services.clients import remove_member
from tests.factories.content import submitted, with_client
from tests.factories.people import people_around
from tests.factories.projects import AgreementFactory, ClientMemberFactory


def both_must(people):
    """The project's approver, and Petro, both with an account."""
    petro = ClientMemberFactory(client=people.project.client, user__name="Petro Hrytsenko").user
    rounds.set_rounds(project=people.project, rounds="all", by=people.manager)
    return Voice(user=people.approver), Voice(user=petro)


def status_of(version):
    return Post.objects.get(pk=version.post_id).status


def test_all_wants_every_yes_to_the_same_version(people):
    one, two = both_must(people)
    version = with_client(people)
    first = approvals.approve(version=version, voice=one)
    assert (status_of(version), first.decides) == ("with_client", False)
    assert not Publication.objects.exists()
    last = approvals.approve(version=version, voice=two)
    assert (status_of(version), last.decides) == ("approved", True)
    said = Event.objects.get(verb="content.post.yes_of_several")
    assert (said.actor, said.data["missing"]) == (people.approver, "Petro Hrytsenko must say it too")


def test_any_is_content_with_one(people):
    ClientMemberFactory(client=people.project.client)
    version = with_client(people)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    assert status_of(version) == "approved"


def test_our_review_is_enough_where_the_project_says_so(people):
    AgreementFactory(client=people.project.client, client_approves=True)
    rounds.set_rounds(project=people.project, rounds="inside", by=people.manager)
    version = submitted(people)
    reviews.approve(version=version, value="informational", by=people.manager)
    assert status_of(version) == "approved"


def test_one_wish_returns_it_and_the_other_yes_stands_when_the_wish_is_taken_back(people):
    one, two = both_must(people)
    version = with_client(people)
    approvals.approve(version=version, voice=one)
    wish = approvals.ask_changes(version=version, comment="The price", voice=two)
    assert status_of(version) == "draft"
    approvals.take_back(approval=wish, voice=two)
    approvals.approve(version=version, voice=two)
    assert status_of(version) == "approved"


def test_one_may_change_ones_mind_before_the_others_answered(people):
    one, _ = both_must(people)
    version = with_client(people)
    yes = approvals.approve(version=version, voice=one)
    approvals.take_back(approval=yes, voice=one)
    approvals.approve(version=version, voice=one)
    approvals.ask_changes(version=version, comment="After all", voice=one)
    assert status_of(version) == "draft"
    assert Approval.objects.filter(taken_back_at=None).count() == 1


def test_whoever_takes_a_yes_back_reopens_what_all_had_approved(people):
    one, two = both_must(people)
    version = with_client(people)
    first = approvals.approve(version=version, voice=one)
    approvals.approve(version=version, voice=two)
    approvals.take_back(approval=first, voice=one)
    assert status_of(version) == "with_client"
    approvals.approve(version=version, voice=one)
    assert status_of(version) == "approved"


def test_where_it_stands_is_said_by_name(people):
    one, _ = both_must(people)
    version = with_client(people)
    approvals.approve(version=version, voice=one)
    standing = yeses.standing(version.post, version)
    assert str(standing) == f"1 of 2: {people.approver.name.split()[0]} said yes, Petro has not looked"
    batch, _ = letters.ask(project=people.project, posts=[version.post], to_name="Petro", by=people.manager,
                           to_email=Voice(user=standing.missing[0].user).key)  # fmt: skip
    letters.mark_opened(batch)
    assert str(yeses.standing(version.post, version)).endswith("Petro has not answered")


def test_the_named_people_count_also_without_an_account(people):
    rounds.set_rounds(project=people.project, rounds="all", by=people.manager)
    rounds.name_approver(project=people.project, by=people.manager, name="Oksana", email="Oksana@example.org")
    version = with_client(people)
    batch, _ = letters.ask(
        project=people.project, posts=[version.post], to_name="Oksana", to_email="oksana@example.org", by=people.manager
    )
    approvals.approve(version=version, voice=Voice(user=people.approver))
    assert status_of(version) == "with_client"
    approvals.approve(version=version, voice=Voice(batch=batch))
    assert status_of(version) == "approved"


def test_who_leaves_the_client_is_not_waited_for(people):
    one, two = both_must(people)
    version = with_client(people)
    approvals.approve(version=version, voice=one)
    remove_member(member=two.user.client_memberships.get(), by=people.manager)
    assert (rounds.settle_left(), rounds.settle_left()) == (1, 0)
    assert status_of(version) == "approved"
    assert Event.objects.get(verb="content.post.approve_by_rule").is_shared
    assert Notification.objects.filter(title__contains="nobody else has to say yes").get().user == people.manager


def test_who_is_taken_off_the_list_is_not_waited_for(people):
    for name in ("Iryna", "Petro"):
        rounds.name_approver(project=people.project, by=people.manager, name=name, email=f"{name}@example.org")
    rounds.set_rounds(project=people.project, rounds="all", by=people.manager)
    version = with_client(people)
    batch, _ = letters.ask(
        project=people.project, posts=[version.post], to_name="Iryna", to_email="iryna@example.org", by=people.manager
    )
    approvals.approve(version=version, voice=Voice(batch=batch))
    rounds.remove_approver(approver=people.project.approvers.get(name="Petro"), by=people.manager)
    assert status_of(version) == "approved"


def test_nobody_left_to_ask_approves_nothing(people):
    one, two = both_must(people)
    version = with_client(people)
    approvals.approve(version=version, voice=one)
    for voice in (one, two):
        remove_member(member=voice.user.client_memberships.get(), by=people.manager)
    assert rounds.settle_left() == 0
    assert status_of(version) == "with_client"


def test_silence_counts_for_nobody_who_has_not_looked(people):
    AgreementFactory(client=people.project.client, on_silence="publish", approve_hours=1)
    both_must(people)
    version = with_client(people)
    batch, _ = letters.ask(project=people.project, posts=[version.post], to_name="Iryna", by=people.manager,
                           to_email=people.approver.email, to_user=people.approver)  # fmt: skip
    letters.mark_opened(batch)
    deadlines.pass_deadlines(now=timezone.now() + dt.timedelta(days=2))
    assert status_of(version) == "with_client"
    assert "Petro Hrytsenko did not open" in Notification.objects.get(kind="approval_late").body


@pytest.mark.parametrize("role", ["copywriter", "moderator", "approver", "outsider"])
def test_the_rule_is_the_managers(people, role):
    with pytest.raises(PermissionDenied):
        rounds.set_rounds(project=people.project, rounds="inside", by=getattr(people, role))
    assert not ProjectRules.objects.exists()


def test_a_name_is_on_the_list_once_and_is_the_clients(people):
    rounds.name_approver(project=people.project, by=people.manager, user=people.approver)
    with pytest.raises(Refusal, match="already"):
        rounds.name_approver(
            project=people.project, by=people.manager, name="Again", email=people.approver.email.upper()
        )
    with pytest.raises(PermissionDenied):
        rounds.name_approver(project=people.project, by=people.manager, user=people.foreign_client)


def test_the_database_keeps_one_answer_a_person(people):
    one, _ = both_must(people)
    version = with_client(people)
    approvals.approve(version=version, voice=one)
    with pytest.raises(IntegrityError, match="approval_once_a_person"), transaction.atomic():
        version.approvals.create(decision="approved", content_hash="", by_name="x", voice=one.key, decides=False)


@pytest.mark.django_db(transaction=True)
def test_two_last_yeses_at_once_approve_once():
    people = people_around()
    voices = both_must(people)
    version, start = with_client(people), threading.Barrier(2)

    def answer(voice):
        start.wait()
        approvals.approve(version=version, voice=voice)
        connection.close()

    threads = [threading.Thread(target=answer, args=[voice]) for voice in voices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert status_of(version) == "approved"
    assert sorted(Approval.objects.values_list("decides", flat=True)) == [False, True]
    assert Project.objects.get(pk=people.project.pk).posts.get().is_approved_as_is
