"""Several at the same time, each with its own database connection."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from content.models import Publication
from projects.delivery import do_not_send, liveness, run, sending, sweep
from projects.services import pauses
from tests.factories.content import PublicationFactory
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db(transaction=True)
Status = Publication.Status


def at_once(*actions):
    """Run them in threads, close their connections, and hand back what they returned."""

    def alone(action):
        try:
            return action()
        finally:
            connection.close()

    liveness.key()
    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(alone, actions))


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
    sending.claim(Publication, 6)
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
        taken = sending.claim(Publication, 8)
        looked.set()
        return taken

    assert at_once(cancel, claim)[1] == []
    assert fresh(publication).status == Status.CANCELLED


def test_whoever_stops_publishing_waits_for_claims_being_made_and_none_follows(network):
    people = people_around()
    first, second = ready(channel=ChannelFactory(project=people.project)), ready()
    claiming, stopped, seen = threading.Event(), threading.Event(), []

    def claim():
        with transaction.atomic():
            taken = sending.claim(Publication, 1)
            claiming.set()
            seen.append(stopped.wait(0.3))
        stopped.wait(5)
        return [*taken, *sending.claim(Publication, 8)]

    def stop():
        claiming.wait(5)
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
    (send,) = sending.claim(Publication, 1)
    send.carry_out()
    assert seen == [Status.SENDING]
    assert not connection.in_atomic_block


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
