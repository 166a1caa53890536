import datetime as dt
import threading

import pytest
from django.utils import timezone

from agency.models import Event, Notification
from content.models import Post, Publication
from projects.delivery import claiming, liveness, run
from projects.delivery.sending import pause_after
from projects.models import Channel, Project
from projects.networks import abilities
from projects.networks.base import CredentialsExpired, RateLimited, Rejected, Sent, Unavailable, Unconfirmed
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory, ProjectFactory
from tests.factories.publishing import fresh, outcomes, posted, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status


def wait_of(publication):
    """Seconds between the network's answer and the moment the engine acts next."""
    return (fresh(publication).due_at - publication.attempts.last().ended_at).total_seconds()


def no():
    raise Rejected("Not here.")


def test_due_publication_is_sent_once_with_proof(network):
    publication = ready()
    run(Publication)
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.remote_url) == (Status.PUBLISHED, "https://network.example/posts/1")
    assert row.remote_id == row.idempotency_key.hex[:8]
    assert len(network.sent) == 1
    assert outcomes(publication) == ["accepted"]


def test_published_one_is_nobodys_claim_and_not_due_any_more(network):
    publication = ready()
    run(Publication)
    row = fresh(publication)
    assert (row.claimed_by, row.lease_until, row.due_at) == (None, None, None)
    assert row.lateness >= 0


def test_publication_is_written_into_the_log_with_its_address(network):
    publication = ready()
    run(Publication)
    event = Event.objects.about(publication).get()
    assert (event.verb, event.data["url"]) == ("content.publication.confirm", "https://network.example/posts/1")


def test_claim_and_attempt_are_written_before_the_network_is_called(network):
    publication = ready()
    claiming.claim(Publication, 8)
    row = fresh(publication)
    assert (row.status, row.claimed_by, outcomes(row)) == (Status.SENDING, liveness.key(), ["started"])
    assert network.sent == []


def test_not_yet_due_is_left_alone(network):
    publication = ready(due_in=30)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.WAITING, [])


def test_what_becomes_due_before_the_next_tick_is_waited_for(network):
    publication = ready(due_in=0.3)
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_what_becomes_due_one_after_the_other_is_sent_in_time_by_one_run(network):
    channel = ChannelFactory()
    rows = [ready(channel=channel, text=f"Sign {number}", due_in=0.2 * number) for number in range(1, 6)]
    assert run(Publication) == 5
    assert {fresh(row).status for row in rows} == {Status.PUBLISHED}


def test_run_whose_time_is_up_wakes_the_next_one(network):
    ready(due_in=0.3)
    woken = []
    assert run(Publication, more=lambda: woken.append(1), seconds=0.1) == 0
    assert woken == [1]


def test_approved_version_is_sent_with_what_the_channel_has_of_its_own(network):
    channel = ChannelFactory()
    own = {"channel": channel.pk, "text": "Short for here", "first_comment": "Sizes below"}
    ready(channel=channel, snapshot={"targets": [own], "link": "https://example.org/spoon"})
    run(Publication)
    sent = network.sent[0]
    assert (sent.text, sent.first_comment, sent.link) == ("Short for here", "Sizes below", "https://example.org/spoon")


def test_edit_after_approval_is_not_sent(network):
    publication = ready()
    Post.objects.filter(pk=publication.post_id).update(content_hash="f" * 64)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.WAITING, [])


def test_post_taken_back_is_not_sent(network):
    publication = ready()
    Post.objects.filter(pk=publication.post_id).update(status=Post.Status.DRAFT)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.WAITING, [])


def test_publication_of_another_version_than_the_approved_is_not_sent(network):
    publication = ready(content_hash="f" * 64)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.WAITING, [])


@pytest.mark.parametrize("stage", [Project.Stage.PLANNED, Project.Stage.PAUSED, Project.Stage.FINISHED])
def test_nothing_is_sent_for_a_project_that_does_not_run(network, stage):
    publication = ready(channel=ChannelFactory(project=ProjectFactory(stage=stage)))
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.WAITING, [])


@pytest.mark.parametrize("state", [Channel.State.BROKEN, Channel.State.DISCONNECTED])
def test_nothing_is_sent_through_a_channel_that_does_not_work(network, state):
    publication = ready(channel=ChannelFactory(state=state))
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.WAITING, [])


def test_channel_reconnected_soon_lets_its_publications_go(network):
    publication = ready(channel=ChannelFactory(state=Channel.State.BROKEN), due_in=-600)
    Channel.objects.update(state=Channel.State.CONNECTED)
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_publication_that_missed_its_time_is_left_to_a_person(network, settings):
    settings.DELIVERY_GRACE_MINUTES = 60
    publication = ready(due_in=-3601)
    run(Publication)
    assert (fresh(publication).is_missed, fresh(publication).needs_person, network.sent) == (True, True, [])
    assert Publication.objects.missed().get() == publication


def test_cancelled_a_moment_before_is_not_sent(network):
    publication = ready()
    publication.cancel()
    publication.save()
    run(Publication)
    assert network.sent == []


def test_refusal_fails_in_the_networks_words_and_is_not_repeated(network):
    network.on_send = [Rejected("This looks like an advertisement.")]
    publication = ready()
    run(Publication)
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.error_kind, row.error_text) == (
        Status.FAILED, "rejected", "This looks like an advertisement.",
    )  # fmt: skip
    assert outcomes(publication) == ["rejected"]


def test_failure_is_told_once_to_the_manager_and_the_author(network):
    people = people_around()
    network.on_send = [Rejected("This looks like an advertisement.")]
    publication = ready(channel=ChannelFactory(project=people.project))
    run(Publication)
    told = Notification.objects.filter(kind="publication_failed")
    assert {note.user for note in told} == {people.manager, publication.post.author}
    assert told[0].url == publication.get_absolute_url()


def test_expired_token_breaks_the_channel_and_the_publication_waits(network):
    network.on_send = [CredentialsExpired("The token has expired.")]
    publication = ready()
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.attempts_made, row.channel.state) == (Status.WAITING, 0, Channel.State.BROKEN)
    assert row.due_at == publication.due_at


def test_rate_limit_waits_as_long_as_told_and_is_not_counted(network):
    network.on_send = [RateLimited("Not so fast.", retry_after=90)]
    publication = ready()
    run(Publication)
    assert (fresh(publication).status, fresh(publication).attempts_made) == (Status.WAITING, 0)
    assert 90 <= wait_of(publication) < 95


def test_rate_limit_without_a_time_waits_a_minute(network):
    network.on_send = [RateLimited("Not so fast.")]
    publication = ready()
    run(Publication)
    assert 60 <= wait_of(publication) < 65


def test_rate_limit_holds_what_else_waits_for_the_channel(network):
    other, later = ready(due_in=20), ready(due_in=200)
    Publication.objects.update(channel=other.channel)
    network.on_send = [RateLimited("Not so fast.", retry_after=90)]
    told = ready(channel=other.channel)
    run(Publication)
    assert fresh(other).due_at == fresh(told).due_at
    assert fresh(later).due_at == later.due_at


def test_network_in_trouble_is_tried_again_later(network):
    network.on_send = [Unavailable("Playground cannot be reached.")]
    publication = ready()
    run(Publication)
    assert (fresh(publication).status, fresh(publication).attempts_made) == (Status.WAITING, 1)
    assert 4 <= wait_of(publication) < 9


@pytest.mark.parametrize(("attempts", "least", "most"), [(1, 4, 6), (2, 16, 24), (3, 64, 96), (4, 256, 384)])
def test_pauses_grow_and_differ_by_chance(attempts, least, most):
    pauses = {pause_after(attempts) for _ in range(20)}
    assert least <= min(pauses) < max(pauses) <= most


def test_fifth_trouble_in_a_row_is_a_failure(network):
    network.on_send = [Unavailable("Playground cannot be reached.")]
    publication = ready(attempts_made=4)
    run(Publication)
    assert (fresh(publication).status, fresh(publication).error_kind) == (Status.FAILED, "unavailable")


def test_second_attempt_that_succeeds_leaves_no_error_behind(network):
    network.on_send = [Unavailable("Playground cannot be reached."), posted]
    publication = ready()
    run(Publication)
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.error_kind, row.error_text) == (Status.PUBLISHED, "", "")
    assert outcomes(publication) == ["unavailable", "accepted"]


def test_success_without_an_id_is_no_success(network):
    network.on_send, network.on_find = [Sent(remote_id="", url="https://n.example/1")], [Unavailable("Cannot look.")]
    publication = ready()
    run(Publication)
    assert (fresh(publication).status, outcomes(publication)[0]) == (Status.UNCONFIRMED, "unconfirmed")


def test_row_itself_refuses_success_without_an_id():
    with pytest.raises(ValueError, match="network's id"):
        ready(status=Status.SENDING).confirm(remote_id="", remote_url="https://n.example/1")


def test_words_of_a_network_that_cannot_be_stored_are_cleaned(network):
    network.on_send = [Rejected("Not\x00 like \ud800this")]
    publication = ready()
    run(Publication)
    assert fresh(publication).error_text == "Not like this"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example/1", "https://n.example/" + "a" * 500])
def test_what_is_no_address_of_the_web_is_no_link_to_the_post(network, address):
    network.on_send = [Sent(remote_id="1", url=address)]
    publication = ready()
    run(Publication)
    assert (fresh(publication).status, fresh(publication).remote_url) == (Status.PUBLISHED, "")


def test_time_is_the_databases_not_the_workers(network, monkeypatch):
    publication = ready(due_in=60)
    ahead = timezone.now() + dt.timedelta(minutes=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: ahead)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.WAITING, [])


def test_error_nobody_foresaw_is_taken_for_a_lost_answer(network, caplog):
    network.on_send, network.on_find = [RuntimeError("a bug of ours")], [Unavailable("Cannot look.")]
    publication = ready()
    run(Publication)
    assert fresh(publication).status == Status.UNCONFIRMED
    assert "failed unexpectedly" in caplog.text


def test_note_of_the_network_is_kept_with_the_attempt(network):
    network.on_send = [Sent(remote_id="1", url="https://n.example/1", note="The first comment is missing.")]
    publication = ready()
    run(Publication)
    assert publication.attempts.get().text == "The first comment is missing."


def test_network_without_adapter_waits_for_a_hand(network, monkeypatch):
    monkeypatch.delitem(abilities._ABILITIES, "instagram")
    publication = ready(channel=ChannelFactory(network="instagram"))
    run(Publication)
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.error_kind, network.sent) == (Status.ASKED, "by_hand", [])
    assert (row.error_text, outcomes(publication)) == ("Rapport cannot publish posts on Instagram.", [])


def test_picture_that_is_gone_stops_the_post_before_the_call(network):
    publication = ready(snapshot={"pictures": [{"media": 99, "sha256": "a" * 64, "alt": "A spoon"}]})
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.FAILED, [])
    assert "Picture 1 is no longer the one that was approved" in fresh(publication).error_text


def test_one_channel_that_fails_does_not_touch_the_other(network):
    good = ready()
    bad = ready(channel=ChannelFactory(project=good.project))
    Publication.objects.filter(pk=bad.pk).update(post=good.post, version=good.version, content_hash=good.content_hash)
    network.on_send = [lambda outgoing: posted(outgoing) if outgoing.idempotency_key == good.idempotency_key else no()]
    run(Publication)
    assert [fresh(good).status, fresh(bad).status] == [Status.PUBLISHED, Status.FAILED]


def test_refusal_the_sets_do_not_know_is_asked_again_in_a_minute(network, monkeypatch):
    monkeypatch.setattr(Publication, "refusal", lambda self: "The sun is down.")
    publication = ready()
    run(Publication)
    assert (fresh(publication).status, fresh(publication).error_text) == (Status.WAITING, "The sun is down.")
    assert timezone.now() < fresh(publication).due_at <= timezone.now() + dt.timedelta(minutes=1)
    assert network.sent == []


def test_late_proof_counts_although_the_claim_was_given_up(network):
    publication = ready()
    (send,) = claiming.claim(Publication, 1)
    Publication.objects.update(status=Status.UNCONFIRMED, claimed_by=None)
    send.record(Sent(remote_id="7", url="https://network.example/posts/7"))
    assert (fresh(publication).status, fresh(publication).remote_id) == (Status.PUBLISHED, "7")


def test_late_failure_does_not_undo_what_was_decided_meanwhile(network):
    publication = ready()
    (send,) = claiming.claim(Publication, 1)
    Publication.objects.update(status=Status.PUBLISHED, remote_id="7", claimed_by=None)
    send.record(Unconfirmed("No answer"))
    assert fresh(publication).status == Status.PUBLISHED


def test_many_due_are_all_sent_and_help_is_called_once(network):
    for number in range(20):
        ready(text=f"Sign {number}")
    calls = []
    assert run(Publication, more=lambda: calls.append(1)) == 20
    assert Publication.objects.filter(status=Status.PUBLISHED).count() == 20
    assert calls == [1]


def test_hung_call_does_not_keep_others_waiting(network):
    gate, seen = threading.Event(), []

    def hang_once(outgoing):
        seen.append(outgoing)
        if len(seen) == 1:
            gate.wait(5)
        if len(seen) == 12:
            gate.set()
        return posted(outgoing)

    network.on_send = [hang_once]
    for number in range(12):
        ready(text=f"Sign {number}")
    run(Publication)
    assert Publication.objects.filter(status=Status.PUBLISHED).count() == 12
    assert gate.is_set()


def test_nothing_due_costs_the_same_few_queries_however_much_waits(network, django_assert_num_queries):
    liveness.key()
    for rows in (1, 3):
        for number in range(rows):
            ready(due_in=3600, text=f"Sign {rows}{number}")
        with django_assert_num_queries(15):
            run(Publication)


def test_lateness_is_told_from_the_promise_not_from_the_retry(network):
    publication = ready(due_in=-30)
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    assert fresh(publication).lateness >= 30
