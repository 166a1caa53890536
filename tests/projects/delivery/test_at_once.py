"""Several at the same time, each with its own database connection."""

import datetime as dt
import threading
import time

import pytest
from django.db import IntegrityError, connection, transaction

from agency.transitions import MovedMeanwhile
from content.models import Post, Publication
from content.services import approvals, lineup, planning, reviews, submission
from content.services.approvals import Voice
from projects.delivery import claiming, do_not_send, run, sending, sweep
from projects.networks.base import Unavailable
from projects.services import pauses
from tests.factories.content import PublicationFactory, tomorrow
from tests.factories.people import people_around
from tests.factories.projects import AgreementFactory, ChannelFactory
from tests.factories.publishing import fresh, ready
from tests.projects.delivery.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Status = Publication.Status


def test_two_ticks_at_once_send_each_publication_once(network):
    channels = ChannelFactory.create_batch(10)
    for number in range(30):
        ready(channel=channels[number % 10], text=f"Sign {number}")
    at_once(lambda: run(Publication), lambda: run(Publication), lambda: run(Publication))
    assert len(network.sent) == len({outgoing.idempotency_key for outgoing in network.sent}) == 30
    assert Publication.objects.filter(status=Status.PUBLISHED).count() == 30


def test_two_sweepers_at_once_lose_each_claim_once(network):
    for number in range(6):
        ready(text=f"Sign {number}")
    claiming.claim(Publication, 6)
    Publication.objects.update(claimed_by=1)
    assert sum(at_once(*[lambda: sweep(Publication)] * 3)) == 6


def test_row_somebody_is_cancelling_at_this_moment_is_not_claimed(network):
    people = people_around()
    publication = ready(channel=ChannelFactory(project=people.project))
    decided, looked = threading.Event(), threading.Event()

    def cancel():
        with transaction.atomic():
            do_not_send(publication, by=people.manager)
            decided.set()
            looked.wait(5)

    def claim():
        decided.wait(5)
        taken = claiming.claim(Publication, 8)
        looked.set()
        return taken

    assert at_once(cancel, claim)[1] == []
    assert fresh(publication).status == Status.CANCELLED


def test_whoever_stops_publishing_waits_for_claims_being_made_and_none_follows(network):
    people = people_around()
    first, second = ready(channel=ChannelFactory(project=people.project)), ready()
    claimed, stopped, seen = threading.Event(), threading.Event(), []

    def claim():
        with transaction.atomic():
            taken = claiming.claim(Publication, 1)
            claimed.set()
            seen.append(stopped.wait(0.3))
        stopped.wait(5)
        return [*taken, *claiming.claim(Publication, 8)]

    def stop():
        claimed.wait(5)
        pauses.stop(scope="agency", reason="A leak.", by=people.head)
        stopped.set()

    taken, _ = at_once(claim, stop)
    assert (seen, [send.delivery.pk for send in taken]) == ([False], [first.pk])
    assert fresh(second).status == Status.WAITING


def test_network_is_called_outside_any_transaction(network):
    publication = ready()
    seen = []

    def look_from_outside(outgoing):
        seen.append(at_once(lambda: fresh(publication).status)[0])
        raise AssertionError("enough seen")

    network.on_send = [look_from_outside]
    (send,) = claiming.claim(Publication, 1)
    send.carry_out()
    assert seen == [Status.SENDING]
    assert not connection.in_atomic_block


# --- a post that is taken back while it is claimed ------------------------------------------------------------------


def take_back_yes(post, people):
    yes = post.versions.get().approvals.create(decision="approved", by=people.approver, voice=people.approver.email)
    return lambda: approvals.take_back(approval=yes, voice=Voice(user=people.approver))


def take_back_verdict(post, people):
    verdict = post.versions.get().reviews.create(decision="approved", value="informational", by=people.manager)
    return lambda: reviews.take_back(review=verdict, by=people.manager)


def ask_again(post, people):
    day = tomorrow(people.project)
    return lambda: planning.schedule(post=post, day=day, time=dt.time(9), by=people.manager)


def reopen(post, people):
    return lambda: submission.reopen(post=post, by=people.copywriter)


def archive(post, people):
    return lambda: submission.archive(post=post, by=people.manager)


STOPS = [reopen, archive, take_back_yes, take_back_verdict, ask_again]


@pytest.fixture
def people():
    around = people_around()
    AgreementFactory(client=around.project.client)
    return around


@pytest.mark.parametrize("stop", STOPS)
def test_whoever_takes_a_post_back_waits_for_its_claim_and_is_told_that_it_goes(network, people, stop):
    publication = ready(channel=ChannelFactory(project=people.project))
    take_back = stop(publication.post, people)
    claimed, answered = threading.Event(), threading.Event()

    def claim():
        with transaction.atomic():
            taken = claiming.claim(Publication, 8)
            claimed.set()
            answered.wait(0.3)
        return taken

    def refused():
        claimed.wait(5)
        try:
            take_back()
        except MovedMeanwhile:
            return True
        finally:
            answered.set()

    (send,), was_refused = at_once(claim, refused)
    assert (send.delivery, was_refused) == (publication, True)


@pytest.mark.parametrize("stop", STOPS)
def test_claim_that_read_a_post_before_it_was_taken_back_takes_nothing(network, people, stop, monkeypatch):
    publication = ready(channel=ChannelFactory(project=people.project))
    take_back, may_go = stop(publication.post, people), claiming._may_go
    gate = "pg_advisory_xact_lock_shared(77) IS NOT NULL"  # between what it reads and what it locks
    monkeypatch.setattr(claiming, "_may_go", lambda model: may_go(model).extra(where=[gate]))

    def take_it_back():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(77)")
            closed.set()
            while not waits_at_the_gate(cursor):
                time.sleep(0.01)
            take_back()
            cursor.execute("SELECT pg_advisory_unlock(77)")

    def claim():
        closed.wait(5)
        return claiming.claim(Publication, 8)

    closed = threading.Event()
    assert at_once(claim, take_it_back)[0] == []
    assert Post.objects.get().status != Post.Status.APPROVED


def waits_at_the_gate(cursor):
    cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted")
    return cursor.fetchone()[0]


def test_writing_down_and_lining_up_at_once_do_not_wait_for_each_other_in_a_circle(network, people):
    first = ready(channel=ChannelFactory(project=people.project))
    second = ready(channel=ChannelFactory(project=people.project))
    Publication.objects.filter(pk=second.pk).update(post=first.post, version=first.version)
    writing = threading.Event()

    def write_down():
        sends = claiming.claim(Publication, 2)
        with transaction.atomic():
            sending.held(first)
            writing.set()
            time.sleep(0.3)
            sending.record_sent([(send, send.carry_out()) for send in sends])

    def line_up():
        writing.wait(5)
        with transaction.atomic():
            lineup.line_up(first.post, version=first.version, by=people.manager)

    at_once(write_down, line_up)
    assert set(Publication.objects.values_list("status", flat=True)) == {Status.PUBLISHED}


# --- what the database keeps ----------------------------------------------------------------------------------------


def test_database_refuses_a_second_publication_of_a_post_on_a_channel():
    first = ready()
    with pytest.raises(IntegrityError, match="publication_once"):
        PublicationFactory(post=first.post, channel=first.channel, version=first.version)


def test_database_refuses_success_without_an_id():
    publication = ready()
    with pytest.raises(IntegrityError, match="publication_success_has_id"):
        Publication.objects.filter(pk=publication.pk).update(status=Status.PUBLISHED)


def test_database_refuses_the_same_attempt_twice():
    publication = ready()
    publication.new_attempt(number=1).save()
    with pytest.raises(IntegrityError, match="attempt_number_once"):
        publication.new_attempt(number=1).save()


def test_answer_to_an_earlier_attempt_does_not_put_back_what_is_in_the_air_again(network):
    publication = ready()
    (first,) = claiming.claim(Publication, 1)
    Publication.objects.update(lease_until=publication.due_at)  # it hangs for longer than its lease
    assert sweep(Publication) == 1
    row = fresh(publication)
    row.resend()
    row.save()
    claiming.claim(Publication, 1)
    first.record(Unavailable("The hung call came to an end."))
    assert fresh(publication).status == Status.SENDING


def test_late_no_is_an_answer_too(network):
    publication = ready()
    (send,) = claiming.claim(Publication, 1)
    Publication.objects.update(claimed_by=1)
    sweep(Publication)
    send.record(Unavailable("Cannot be reached."))
    assert fresh(publication).status == Status.WAITING


def test_post_that_took_long_to_get_ready_does_not_go_after_a_stop(stage, monkeypatch):
    people = people_around(stage.channel.project)
    publication = ready(channel=stage.channel)
    monkeypatch.setattr(sending, "QUICK", -1.0)
    (send,) = claiming.claim(Publication, 1)
    pauses.stop(scope="agency", reason="A leak.", by=people.head)
    send.record(at_once(send.carry_out)[0])
    assert (fresh(publication).status, stage.texts()) == (Status.WAITING, [])


def test_look_adds_nothing_after_a_stop(stage):
    people = people_around(stage.channel.project)
    own = {"channel": stage.channel.pk, "text": "", "first_comment": "Half the price today!"}
    publication = ready(channel=stage.channel, snapshot={"targets": [own]})
    stage.fault("lost_line", operations=["publish"], remaining=1)
    (send,) = claiming.claim(Publication, 1)
    send.record(send.carry_out())
    pauses.stop(scope="agency", reason="A leak.", by=people.head)
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED
    assert list(stage.page.posts.get().thread.all()) == []
