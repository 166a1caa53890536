import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agency.models import Notification
from agency.transitions import MovedMeanwhile
from moderation.models import Case, Reply
from moderation.services.answering import answer, retry, settle
from moderation.services.working import claim
from monitoring.models import Mention
from projects.delivery import run
from projects.networks.base import Unconfirmed
from tests.factories.publishing import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply(case, people):
    return answer(case=case, text="Вибачте нам", by=people.moderator)


def came_out(reply, status, **fields):
    Reply.objects.filter(pk=reply.pk).update(status=status, **fields)


def test_a_reply_waits_for_the_engine_and_the_case_is_not_answered_yet(reply):
    assert (reply.status, reply.case.status) == ("waiting", "open")
    assert reply.due_at <= timezone.now()


def test_the_case_is_answered_when_the_network_has_the_reply(reply, people):
    at = timezone.now()
    came_out(reply, "published", remote_id="r1", published_at=at)

    assert settle() == 1

    case = Case.objects.get()
    assert (case.status, case.answered_at) == ("answered", at)
    assert case.mention.author.relationship.get_rung_display() == "Answered by the brand"


def test_settling_twice_does_nothing_the_second_time(reply):
    came_out(reply, "published", remote_id="r1", published_at=timezone.now())
    settle()

    assert settle() == 0


def test_a_failed_reply_leaves_the_case_waiting_and_tells_the_writer(reply, people):
    came_out(reply, "failed", error_text="The comment is gone.")

    settle()

    assert Case.objects.get().status == "open"
    told = Notification.objects.get()
    assert (told.user, told.body) == (people.moderator, "The comment is gone.")


def test_an_unconfirmed_reply_that_is_found_later_answers_the_case(reply):
    came_out(reply, "unconfirmed")
    settle()
    came_out(reply, "published", remote_id="r1", published_at=timezone.now())

    settle()

    assert Case.objects.get().status == "answered"


def test_a_second_reply_waits_for_the_first(reply, people):
    with pytest.raises(MovedMeanwhile, match="on its way already"):
        answer(case=reply.case, text="Ще раз", by=people.moderator)


def test_nobody_answers_what_a_colleague_holds(case, people):
    claim(case=case, by=people.manager)

    with pytest.raises(MovedMeanwhile, match=f"{people.manager} is answering this one"):
        answer(case=case, text="Вибачте", by=people.moderator)


def test_a_copywriter_answers_nobody(case, people):
    with pytest.raises(PermissionDenied):
        answer(case=case, text="Вибачте", by=people.copywriter)


def test_a_reply_goes_to_the_comment_under_its_post(reply):
    outgoing = reply.outgoing()

    assert (outgoing.text, outgoing.comment_id) == ("Вибачте нам", reply.case.mention.external_id)


def test_a_deleted_comment_gets_no_reply(case, people):
    Mention.objects.update(is_deleted=True)

    with pytest.raises(MovedMeanwhile, match="gone from the network"):
        answer(case=case, text="Вибачте", by=people.moderator)


def test_a_reply_whose_comment_was_deleted_meanwhile_fails_for_good_and_its_writer_hears_it(network, reply, people):
    Mention.objects.update(is_deleted=True)

    run(Reply)
    settle()

    reply = Reply.objects.get()
    assert (reply.status, reply.due_at, network.sent) == ("failed", None, [])
    told = Notification.objects.get(kind="publication_failed")
    assert (told.user, told.body) == (people.moderator, "The comment is gone from the network.")


def test_a_lost_reply_is_looked_for_although_its_comment_was_deleted(network, reply):
    network.on_send, network.on_find = [Unconfirmed("No answer.")], [posted]
    came_out(reply, "unconfirmed")
    reply.new_attempt(number=1, outcome="unconfirmed").save()
    Mention.objects.update(is_deleted=True)

    run(Reply)

    assert Reply.objects.get().status == "published"


# --- several at once ------------------------------------------------------------------------------------------------


def test_two_outcomes_of_one_case_are_settled_together(reply, people):
    came_out(reply, "failed")
    again = answer(case=reply.case, text="Ще раз", by=people.moderator)
    for one in (reply, again):
        came_out(one, "published", remote_id="r1", published_at=timezone.now())

    assert settle() == 2
    assert Case.objects.get().status == "answered"


@pytest.mark.django_db(transaction=True)
def test_settling_leaves_a_case_somebody_works_on_and_waits_for_nobody(reply, people, at_once):
    came_out(reply, "failed")
    failed = Reply.objects.get()
    locked, settled = threading.Event(), threading.Event()

    def send_again():
        with transaction.atomic():
            Case.objects.select_for_update().get()
            locked.set()
            settled.wait(1)
            with pytest.raises(MovedMeanwhile):  # the proof came late, and came first
                retry(reply=failed, by=people.moderator)

    def settle_meanwhile():
        locked.wait(5)
        came_out(reply, "published", remote_id="r1", published_at=timezone.now())
        found = settle()
        settled.set()
        return found

    assert at_once(send_again, settle_meanwhile)[1] == 0
    assert settle() == 1
