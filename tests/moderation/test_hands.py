"""A reply that does not go by itself: the network's picture, sending again, dropping it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from agency.models import Notification
from agency.transitions import MovedMeanwhile
from moderation.hands import hand_for
from moderation.models import Case, Reply
from moderation.services import answering
from moderation.services.working import claim
from monitoring.models import Mention
from projects.delivery import claiming, run
from projects.networks.base import CaptchaNeeded, Rejected, Sent
from tests.factories.publishing import posted

pytestmark = pytest.mark.django_db
Status = Reply.Status
PICTURE = CaptchaNeeded("Type what you see.", sid="77", image_url="https://network.example/captcha/77")


@pytest.fixture
def reply(case, people):
    return answering.answer(case=case, text="Вибачте нам", by=people.moderator)


@pytest.fixture
def asked(network, reply):
    network.on_send = [PICTURE, posted]
    run(Reply)
    return fresh(reply)


def fresh(reply):
    return Reply.objects.select_related("case", "project", "channel").get(pk=reply.pk)


def came_out(reply, status, **fields):
    Reply.objects.filter(pk=reply.pk).update(status=status, **{"due_at": None} | fields)
    return fresh(reply)


def press(client, verb, reply, **typed):
    return client.post(reverse(f"moderation:reply-{verb}", args=[reply.pk]), typed)


# --- the network's picture ------------------------------------------------------------------------------------------


def test_picture_parks_the_reply_and_tells_its_writer(asked, people):
    told = Notification.objects.get(kind="publication_by_hand")
    assert (asked.status, asked.picture_url) == (Status.ASKED, "https://network.example/captcha/77")
    assert (told.user, told.url) == (people.moderator, asked.case.get_absolute_url())
    assert "read a picture" in told.title


def test_case_is_in_the_queue_again_with_the_picture(client, asked, people):
    client.force_login(people.moderator)
    page = client.get(reverse("moderation:inbox"))
    html = page.content.decode()
    assert [case.pk for case in page.context["queue"].cases] == [asked.case_id]
    assert 'href="https://network.example/captcha/77"' in html
    assert reverse("moderation:reply-answer-captcha", args=[asked.pk]) in html


def test_answer_goes_with_the_same_call(client, network, asked, people):
    client.force_login(people.manager)
    press(client, "answer-captcha", asked, answer=" x7kd ")
    run(Reply)
    first, second = network.sent
    assert (second.captcha.sid, second.captcha.answer) == ("77", "x7kd")
    assert (second.idempotency_key, fresh(asked).status) == (first.idempotency_key, Status.PUBLISHED)


def test_empty_answer_is_refused_beside_its_field(client, asked, people):
    client.force_login(people.moderator)
    answer = press(client, "answer-captcha", asked, answer=" ")
    assert (answer.status_code, fresh(asked).status) == (422, Status.ASKED)
    assert "This field is required." in answer.content.decode()


def test_answer_that_comes_too_late_is_told_so(client, asked, people):
    came_out(asked, Status.FAILED, captcha=None, error_kind="captcha")
    client.force_login(people.moderator)
    answer = press(client, "answer-captcha", asked, answer="x7kd")
    assert answer.status_code == 422
    assert "does not ask about a picture any more" in answer.content.decode()


def test_nobody_types_in_time_and_the_writer_hears_that_it_failed(asked, people):
    Reply.objects.update(due_at=timezone.now() - dt.timedelta(seconds=1))
    run(Reply)
    answering.settle()
    assert fresh(asked).status == Status.FAILED
    assert Notification.objects.get(kind="publication_failed").user == people.moderator


def test_another_picture_is_asked_for(client, network, asked, people):
    network.on_send = [CaptchaNeeded("Type what you see.", sid="78", image_url="https://network.example/captcha/78")]
    client.force_login(people.moderator)
    press(client, "retry", asked)
    run(Reply)
    assert fresh(asked).captcha["sid"] == "78"


def test_copywriter_is_shown_no_buttons(asked, people):
    assert hand_for(asked, asked.case, people.copywriter) is None


def test_dropped_reply_that_turns_up_is_told_to_its_writer_and_counts(client, network, reply, people):
    (send,) = claiming.claim(Reply, 1)
    dropped = came_out(reply, Status.UNCONFIRMED, claimed_by=None)
    answering.cancel(reply=dropped, by=people.moderator)
    send.record(Sent(remote_id="7", url="https://network.example/comments/7"))
    answering.settle()
    told = Notification.objects.get(kind="publication_turned_up")
    assert (told.user, "https://network.example/comments/7" in told.body) == (people.moderator, True)
    assert fresh(reply).case.status == Case.Status.ANSWERED
    client.force_login(people.moderator)
    assert "is on the network nevertheless" in client.get(reply.case.get_absolute_url()).content.decode()


# --- two answers to one comment -------------------------------------------------------------------------------------


def test_second_answer_waits_until_the_first_is_decided(asked, people):
    with pytest.raises(MovedMeanwhile, match="send it or drop it first"):
        answering.answer(case=asked.case, text="Ще раз", by=people.moderator)
    answering.cancel(reply=asked, by=people.moderator)
    assert answering.answer(case=asked.case, text="Ще раз", by=people.moderator).status == Status.WAITING


def test_failed_reply_goes_again_with_its_words(client, network, reply, people):
    network.on_send = [Rejected("Too fast."), posted]
    run(Reply)
    client.force_login(people.moderator)
    assert "Send again" in client.get(reply.case.get_absolute_url()).content.decode()
    press(client, "retry", reply)
    run(Reply)
    assert (fresh(reply).status, network.sent[1].text) == (Status.PUBLISHED, "Вибачте нам")


def test_failed_reply_does_not_go_beside_another_one(reply, people):
    failed = came_out(reply, Status.FAILED)
    answering.answer(case=reply.case, text="Ще раз", by=people.moderator)
    with pytest.raises(MovedMeanwhile, match="on its way already"):
        answering.retry(reply=failed, by=people.moderator)


def test_failed_reply_does_not_go_while_a_colleague_answers(client, reply, people):
    came_out(reply, Status.FAILED)
    claim(case=Case.objects.get(), by=people.manager)
    client.force_login(people.moderator)
    answer = press(client, "retry", reply)
    assert (answer.status_code, fresh(reply).status) == (409, Status.FAILED)


def test_reply_to_a_deleted_comment_does_not_go_again(reply, people):
    came_out(reply, Status.FAILED)
    Mention.objects.update(is_deleted=True)
    failed = fresh(reply)
    assert hand_for(failed, failed.case, people.moderator) is None
    with pytest.raises(MovedMeanwhile, match="gone from the network"):
        answering.retry(reply=failed, by=people.moderator)


def test_reply_to_a_deleted_comment_that_waits_for_a_hand_can_only_be_dropped(asked, people):
    Mention.objects.update(is_deleted=True)
    reply = fresh(asked)
    hand = hand_for(reply, reply.case, people.moderator)
    assert (hand.sentence, hand.picture_url) == ("The comment is gone from the network.", "")
    assert hand.moves == {"cancel": "Do not send"}


# --- nobody knows whether it is there -------------------------------------------------------------------------------


def test_lost_reply_is_looked_for_before_anybody_is_asked(reply, people):
    lost = came_out(reply, Status.UNCONFIRMED, due_at=timezone.now() + dt.timedelta(minutes=1))
    assert hand_for(lost, lost.case, people.moderator) is None


def test_lost_reply_nobody_found_brings_the_case_back_for_a_decision(client, reply, people):
    lost = came_out(reply, Status.UNCONFIRMED)
    client.force_login(people.moderator)
    assert [case.pk for case in client.get(reverse("moderation:inbox")).context["queue"].cases] == [lost.case_id]
    hand = hand_for(lost, lost.case, people.moderator)
    assert set(hand.moves) == {"retry", "cancel"}


def test_nothing_is_asked_once_the_case_is_over(reply, people):
    Case.objects.update(status=Case.Status.RESOLVED)
    failed = came_out(reply, Status.FAILED)
    assert hand_for(failed, failed.case, people.moderator) is None
