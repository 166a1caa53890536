import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agency.models import Event
from agency.transitions import MovedMeanwhile
from content.models import Post, Publication
from projects import networks
from projects.delivery import do_not_send, it_is_there, run, send_again, send_now
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status


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
