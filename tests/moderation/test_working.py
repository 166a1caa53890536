import threading
import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agency.models import Event, Notification
from agency.transitions import MovedMeanwhile
from moderation.models import Case, Escalation, Relationship
from moderation.services import working
from moderation.services.working import answer_fact, claim, dismiss, escalate, note, release, reopen, resolve, take_over
from tests.factories.moderation import CaseFactory

pytestmark = pytest.mark.django_db


def said(case):
    return [event.sentence for event in Event.objects.about(case)]


def rung(case):
    return Relationship.objects.get(author=case.mention.author).get_rung_display()


def test_claiming_makes_it_mine(case, people):
    claim(case=case, by=people.moderator)

    case = Case.objects.get()
    assert (case.status, case.claimed_by) == ("claimed", people.moderator)
    assert said(case) == [f"{people.moderator} took it"]


def test_of_two_who_claim_one_is_told_who_was_faster(case, people):
    mine, theirs = Case.objects.get(), Case.objects.get()
    claim(case=mine, by=people.moderator)

    with pytest.raises(MovedMeanwhile, match=f"{people.moderator} has taken this one already"):
        claim(case=theirs, by=people.manager)


def test_taking_over_leaves_a_trace_of_who_had_it(case, people):
    claim(case=case, by=people.moderator)

    take_over(case=case, by=people.manager)

    assert case.claimed_by == people.manager
    assert said(case)[0] == f"{people.manager} took it over from {people.moderator}"


def test_leaving_it_frees_it(case, people):
    claim(case=case, by=people.moderator)

    release(case=case, by=people.moderator)

    assert (case.status, case.claimed_by) == ("open", None)


def test_escalating_asks_one_person_with_the_reason(case, people):
    escalate(case=case, to=people.manager, reason="May I promise it?", by=people.moderator)

    assert Case.objects.get().status == "escalated"
    assert Notification.objects.get().body == "May I promise it?"


def test_a_case_is_with_one_helper_at_a_time(case, people):
    escalate(case=case, to=people.manager, reason="May I?", by=people.moderator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Escalation.objects.create(case=case, to=people.head, by=people.moderator, reason="And you?")


def test_the_fact_brings_the_case_back_and_tells_who_asked(case, people):
    escalation = escalate(case=case, to=people.expert, reason="May I?", by=people.moderator)

    answer_fact(escalation=escalation, text="Yes, until Friday.", by=people.expert)

    assert Case.objects.get().status == "open"
    assert Notification.objects.filter(user=people.moderator).get().body == "Yes, until Friday."


def test_a_fact_is_answered_only_by_whom_was_asked(case, people):
    escalation = escalate(case=case, to=people.expert, reason="May I?", by=people.moderator)

    with pytest.raises(PermissionDenied):
        answer_fact(escalation=escalation, text="Yes", by=people.manager)


def test_a_fact_is_answered_once(case, people):
    escalation = escalate(case=case, to=people.expert, reason="May I?", by=people.moderator)
    answer_fact(escalation=escalation, text="Yes", by=people.expert)

    with pytest.raises(MovedMeanwhile):
        answer_fact(escalation=escalation, text="No", by=people.expert)


def test_a_solved_complaint_that_was_answered_lifts_the_author(case, people):
    Case.objects.update(answered_at=case.opened_at)

    resolve(case=Case.objects.get(), by=people.moderator)

    assert rung(case) == "Problem solved"


def test_closing_without_an_answer_lifts_nobody(case, people):
    resolve(case=case, by=people.moderator)

    assert rung(case) == "Commented or shared"


def test_resolving_ends_the_escalation(case, people):
    escalate(case=case, to=people.manager, reason="May I?", by=people.moderator)

    resolve(case=case, by=people.manager)

    assert not Escalation.objects.filter(ended_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_resolving_while_the_expert_answers_ends_the_question_once_and_in_no_circle(case, people, at_once):
    escalation = escalate(case=case, to=people.expert, reason="May I?", by=people.moderator)
    locked = threading.Event()

    def resolve_slowly():
        with transaction.atomic():
            found = Case.objects.select_for_update().get()
            locked.set()
            time.sleep(0.3)
            resolve(case=found, by=people.manager)

    def answer_meanwhile():
        locked.wait(5)
        with pytest.raises(MovedMeanwhile, match="answered already"):
            answer_fact(escalation=escalation, text="Yes.", by=people.expert)

    at_once(resolve_slowly, answer_meanwhile)
    assert (Case.objects.get().status, Escalation.objects.get().answer) == ("resolved", "")


def test_a_dismissed_case_can_be_opened_again(case, people):
    dismiss(case=case, by=people.moderator)
    reopen(case=case, by=people.moderator)

    assert Case.objects.get().status == "open"


@pytest.mark.parametrize("who", ["copywriter", "approver", "expert", "outsider", "foreign_client"])
@pytest.mark.parametrize("verb", ["claim", "resolve", "dismiss"])
def test_only_those_who_answer_may_move_a_case(case, people, who, verb):
    with pytest.raises(PermissionDenied):
        getattr(working, verb)(case=case, by=getattr(people, who))


def test_notes_live_apart_from_what_is_sent(case, people):
    note(case=case, text="Batch 0926 shrinks", by=people.moderator)

    assert case.notes.get().text == "Batch 0926 shrinks"
    assert not case.replies.exists()


def test_one_mention_has_one_case(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFactory(mention=case.mention)
