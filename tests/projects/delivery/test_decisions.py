from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agency.models import Event, Notification
from agency.transitions import MovedMeanwhile
from content.models import Post, Publication
from projects import networks
from projects.delivery import claiming, do_not_send, it_is_there, looking, run, send_again, send_now, sending
from projects.networks.base import Sent
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
THERE = Sent(remote_id="7", url="https://network.example/posts/7")


@pytest.fixture
def people():
    return people_around()


def troubled(people, *, network="playground", **fields):
    fields = {"status": Status.FAILED, "attempts_made": 5, "due_at": None, "error_text": "No"} | fields
    return ready(channel=ChannelFactory(project=people.project, network=network), **fields)


@pytest.mark.parametrize("status", [Status.FAILED, Status.UNCONFIRMED])
def test_sent_again_it_goes_with_the_next_tick_and_all_its_attempts_before_it(network, people, status):
    publication = troubled(people, status=status)
    send_again(publication, by=people.manager)
    assert fresh(publication).attempts_made == 0
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_decision_is_written_down_with_its_author(network, people):
    publication = troubled(people)
    send_again(publication, by=people.manager)
    event = Event.objects.about(publication).get()
    assert (event.verb, event.actor) == ("content.publication.retry", people.manager)


def test_published_is_not_sent_again(network, people):
    publication = troubled(people, status=Status.PUBLISHED, remote_id="1")
    with pytest.raises(MovedMeanwhile):
        send_again(publication, by=people.manager)
    assert network.sent == []


def test_what_is_not_approved_any_more_is_not_sent_again(network, people):
    publication = troubled(people)
    Post.objects.update(content_hash="f" * 64)
    with pytest.raises(ValidationError, match="changed after it was approved"):
        send_again(fresh(publication), by=people.manager)


def test_missed_one_goes_when_a_person_says_so(network, people):
    publication = ready(channel=ChannelFactory(project=people.project), due_in=-7200)
    send_now(publication, by=people.manager)
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_cancelled_one_is_never_sent(network, people):
    publication = ready(channel=ChannelFactory(project=people.project))
    do_not_send(publication, by=people.manager)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.CANCELLED, [])


def test_cancelling_what_is_being_sent_comes_too_late(network, people):
    publication = ready(channel=ChannelFactory(project=people.project))
    Publication.objects.update(status=Status.SENDING)
    with pytest.raises(MovedMeanwhile, match="Somebody was faster"):
        do_not_send(publication, by=people.manager)


def test_cancelled_one_that_turns_up_is_what_it_is_and_everybody_concerned_is_told_once(network, people):
    publication = ready(channel=ChannelFactory(project=people.project))
    (send,) = claiming.claim(Publication, 1)
    Publication.objects.update(status=Status.UNCONFIRMED, claimed_by=None)
    do_not_send(fresh(publication), by=people.head)
    send.record(THERE)
    send.record(THERE)
    row = fresh(publication)
    assert (row.status, row.remote_id, row.remote_url) == (Status.PUBLISHED, "7", "https://network.example/posts/7")
    assert (row.is_out_nevertheless, row.error_text) == (True, "It was cancelled, and is on the network nevertheless.")
    told = Notification.objects.filter(kind="publication_turned_up")
    assert {one.user for one in told} == {people.manager, people.head, publication.post.author}
    assert told.count() == 3
    assert all("https://network.example/posts/7" in one.body for one in told)


def test_cancelled_one_that_turns_up_is_a_sentence_in_the_log(network, people):
    publication = troubled(people, status=Status.CANCELLED)
    sending.publish(publication, THERE)
    event = Event.objects.about(publication).get()
    assert event.sentence == f"{publication} was cancelled and is on the network nevertheless: {THERE.url}"


def test_look_that_finds_what_was_cancelled_meanwhile_says_so(network, people):
    publication = troubled(people, status=Status.UNCONFIRMED, due_at=timezone.now())
    publication.new_attempt(number=1, outcome="unconfirmed").save()
    (look,) = looking.claim(Publication, 1)
    do_not_send(fresh(publication), by=people.manager)
    look.record(THERE)
    assert fresh(publication).is_out_nevertheless


@pytest.mark.parametrize(("kind", "status"), [("unconfirmed", Status.PUBLISHED), ("rejected", Status.CANCELLED)])
def test_cancelled_one_is_proven_by_hand_only_where_it_may_be_out(network, people, kind, status):
    publication = troubled(people, status=Status.CANCELLED, error_kind=kind)
    with suppress(MovedMeanwhile):
        it_is_there(publication, url="https://network.example/posts/77", by=people.manager)
    assert fresh(publication).status == status


def test_proof_by_hand_publishes_with_the_networks_id(network, people):
    publication = troubled(people, status=Status.UNCONFIRMED)
    it_is_there(publication, url="https://network.example/posts/77", by=people.manager)
    row = fresh(publication)
    assert (row.status, row.remote_id, row.remote_url) == (
        Status.PUBLISHED, "77", "https://network.example/posts/77",
    )  # fmt: skip
    assert (row.error_text, row.published_at is not None) == ("", True)


def test_address_of_another_site_is_no_proof(network, people):
    publication = troubled(people, status=Status.UNCONFIRMED)
    with pytest.raises(ValidationError, match="not the address of a post on Playground"):
        it_is_there(publication, url="https://example.org/posts/77", by=people.manager)
    assert fresh(publication).status == Status.UNCONFIRMED


def test_post_put_by_hand_on_a_network_rapport_cannot_reach_has_its_address_for_id(people, monkeypatch):
    monkeypatch.delitem(networks._ADAPTERS, "vk")
    publication = troubled(people, network="vk")
    it_is_there(publication, url="https://vk.com/wall-1_2", by=people.manager)
    assert (fresh(publication).status, fresh(publication).remote_id) == (Status.PUBLISHED, "https://vk.com/wall-1_2")


@pytest.mark.parametrize("decide", [send_again, do_not_send])
@pytest.mark.parametrize("person", ["copywriter", "moderator", "approver", "outsider"])
def test_only_who_may_send_decides(network, people, decide, person):
    publication = troubled(people)
    with pytest.raises(PermissionDenied):
        decide(publication, by=getattr(people, person))
    assert fresh(publication).status == Status.FAILED
