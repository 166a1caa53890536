import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agency.models import Notification
from agency.transitions import MovedMeanwhile
from moderation.models import Case, Reply
from moderation.services.answering import answer, settle
from moderation.services.working import claim

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


def test_a_deleted_comment_is_not_answered(reply):
    reply.case.mention.is_deleted = True

    assert reply.refusal() == "The comment is gone from the network."
