import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from agency.models import Event, Notification
from content.models import Attempt, Post, Publication
from projects.delivery import claiming, liveness, looking, run, send_again, sweep
from projects.models import Channel
from projects.networks.base import CredentialsExpired, Sent, Unavailable, Unconfirmed
from tests.factories.content import VersionFactory
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, outcomes, posted, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
LOST = Unconfirmed("Playground did not answer in time.")
THERE = Sent(remote_id="12", url="https://network.example/posts/12")


def lost(network, *, sent_ago=0.0, **fields):
    """A publication whose answer was lost so many seconds ago and that is to be looked for now."""
    publication = ready(**fields)
    (send,) = claiming.claim(Publication, 1)
    send.record(LOST)
    then = timezone.now() - dt.timedelta(seconds=sent_ago)
    Attempt.objects.filter(publication=publication).update(started_at=then, ended_at=then)
    return publication


def test_lost_answer_is_found_and_published_without_sending_again(network):
    network.on_send, network.on_find = [LOST], [THERE]
    publication = ready()
    run(Publication)
    assert (fresh(publication).status, fresh(publication).remote_id) == (Status.PUBLISHED, "12")
    assert outcomes(publication) == ["unconfirmed", "found"]
    assert len(network.sent) == 1


def test_lost_answer_is_a_sentence_in_the_log(network):
    publication = lost(network)
    verbs = [event.verb for event in Event.objects.about(publication)]
    assert verbs == ["content.publication.lose"]


def test_absent_is_sent_again_with_the_same_key_where_the_network_knows_keys(network):
    network.on_send = [LOST, posted]
    publication = ready()
    run(Publication)
    assert outcomes(publication) == ["unconfirmed", "absent", "accepted"]
    assert len({outgoing.idempotency_key for outgoing in network.sent}) == 1


def approve_anew(publication, *, channels):
    """The post is changed and approved again while its publication is in the air."""
    content = publication.version.snapshot | {"text": "Anew", "targets": [{"channel": pk} for pk in channels]}
    version = VersionFactory(post=publication.post, number=2, content_hash="e" * 64, snapshot=content)
    Post.objects.filter(pk=publication.post_id).update(content_hash="e" * 64, approved_hash="e" * 64)
    return version


def test_absent_goes_as_it_was_approved_meanwhile(network):
    network.on_send, network.on_find = [LOST, posted], [Unavailable("Cannot look."), None]
    publication = ready()
    run(Publication)
    version = approve_anew(publication, channels=[publication.channel_id])
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    assert (fresh(publication).status, fresh(publication).version) == (Status.PUBLISHED, version)
    assert [outgoing.text for outgoing in network.sent][-1] == "Anew"


def test_absent_goes_no_more_where_its_channel_was_dropped_meanwhile(network):
    network.on_send, network.on_find = [LOST, posted], [Unavailable("Cannot look."), None]
    publication = ready()
    run(Publication)
    approve_anew(publication, channels=[])
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    assert (fresh(publication).status, len(network.sent)) == (Status.CANCELLED, 1)
    assert Event.objects.filter(verb="content.publication.cancel").exists()


def test_absent_is_never_sent_again_where_nobody_can_be_certain(network):
    network.repeat_after = None
    publication = lost(network, sent_ago=600)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.UNCONFIRMED, [])
    assert fresh(publication).due_at > timezone.now()


def test_absence_is_believed_only_after_the_networks_own_time(network):
    network.repeat_after = dt.timedelta(minutes=5)
    early, late = lost(network, sent_ago=200), lost(network, sent_ago=301)
    run(Publication)
    assert (fresh(early).status, fresh(late).status) == (Status.UNCONFIRMED, Status.PUBLISHED)
    assert fresh(early).due_at <= timezone.now() + dt.timedelta(seconds=100)


def test_looks_become_rarer(network):
    network.repeat_after = None
    publication = lost(network, sent_ago=40)
    run(Publication)
    assert (fresh(publication).due_at - timezone.now()).total_seconds() > 20


def test_after_a_quarter_of_an_hour_a_person_is_asked_once(network):
    people = people_around()
    network.repeat_after = None
    publication = lost(network, sent_ago=16 * 60, channel=ChannelFactory(project=people.project))
    run(Publication)
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.due_at, row.needs_person) == (Status.UNCONFIRMED, None, True)
    assert Notification.objects.filter(user=people.manager, kind="publication_unconfirmed").count() == 1


def test_nobody_is_asked_while_the_engine_can_still_find_out(network):
    people = people_around()
    network.repeat_after = None
    lost(network, sent_ago=60, channel=ChannelFactory(project=people.project))
    run(Publication)
    assert not Notification.objects.exists()


def test_network_that_cannot_be_asked_is_asked_later(network):
    network.on_find = [Unavailable("Playground cannot be reached.")]
    publication = lost(network)
    run(Publication)
    assert (fresh(publication).status, outcomes(publication)) == (Status.UNCONFIRMED, ["unconfirmed", "unavailable"])
    assert publication.attempts.last().is_look


def test_token_that_died_meanwhile_breaks_the_channel_and_looking_goes_on(network):
    network.on_find = [CredentialsExpired("The token has expired.")]
    network.on_check = CredentialsExpired("The token has expired.")
    publication = lost(network)
    run(Publication)
    assert fresh(publication).channel.state == Channel.State.BROKEN
    assert fresh(publication).due_at is not None


def test_look_that_is_refused_once_leaves_the_page_that_answers(network):
    network.on_find = [CredentialsExpired("No.")]
    publication = lost(network)
    run(Publication)
    assert fresh(publication).channel.state == Channel.State.CONNECTED


def test_fifth_loss_is_not_sent_a_sixth_time(network):
    publication = lost(network, attempts_made=4)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.UNCONFIRMED, [])


def test_look_goes_back_to_the_first_attempt(network):
    publication = lost(network, sent_ago=600)
    run(Publication)
    assert network.looked[0] == publication.attempts.first().started_at


def test_look_that_comes_too_late_decides_nothing(network):
    people = people_around()
    publication = lost(network, channel=ChannelFactory(project=people.project))
    (look,) = looking.claim(Publication, 1)
    send_again(fresh(publication), by=people.manager)
    look.record(None)
    assert (fresh(publication).status, outcomes(publication)) == (Status.WAITING, ["unconfirmed", "absent"])


def test_two_lookers_do_not_look_for_the_same(network):
    lost(network)
    assert (len(looking.claim(Publication, 8)), len(looking.claim(Publication, 8))) == (1, 0)


def test_look_that_outlives_its_lease_decides_all_the_same(network):
    people = people_around()
    network.repeat_after = None
    publication = lost(network, sent_ago=16 * 60, channel=ChannelFactory(project=people.project))
    (slow,) = looking.claim(Publication, 1)
    Publication.objects.update(due_at=timezone.now())
    (second,) = looking.claim(Publication, 1)
    slow.record(None)
    assert fresh(publication).needs_person
    second.record(None)
    assert Notification.objects.filter(user=people.manager, kind="publication_unconfirmed").count() == 1


def test_look_for_an_earlier_attempt_says_nothing_about_a_later_one(network):
    people = people_around()
    publication = lost(network, channel=ChannelFactory(project=people.project))
    (look,) = looking.claim(Publication, 1)
    send_again(fresh(publication), by=people.manager)
    (send,) = claiming.claim(Publication, 1)
    send.record(LOST)
    look.record(None)
    assert (fresh(publication).status, fresh(publication).claimed_by) == (Status.UNCONFIRMED, None)


def test_absence_counts_from_when_the_look_began(network):
    network.repeat_after = dt.timedelta(minutes=5)
    publication = lost(network, sent_ago=400)
    (look,) = looking.claim(Publication, 1)
    replace(look, began=look.last_sent + dt.timedelta(seconds=200)).record(None)
    assert fresh(publication).status == Status.UNCONFIRMED


def test_row_that_cannot_be_put_together_is_left_to_people_and_does_not_stop_the_others(network):
    people = people_around()
    channel = ChannelFactory(project=people.project)
    bad = ready(channel=channel, due_in=-5, snapshot={"targets": [{}]}, status=Status.UNCONFIRMED)
    bad.new_attempt(number=1, outcome="unconfirmed").save()
    good = ready()
    run(Publication)
    assert (fresh(good).status, fresh(bad).needs_person) == (Status.PUBLISHED, True)
    assert Notification.objects.filter(user=people.manager, kind="publication_unconfirmed").count() == 1


def test_what_is_absent_but_was_sent_longer_ago_than_the_grace_is_left_to_people(network, settings):
    settings.DELIVERY_GRACE_MINUTES = 60
    publication = lost(network, sent_ago=61 * 60)
    run(Publication)
    row = fresh(publication)
    assert (row.status, row.needs_person, network.sent) == (Status.UNCONFIRMED, True, [])
    assert row.error_text == looking.TOO_LATE


# --- workers that are gone ------------------------------------------------------------------------------------------


def claimed(**fields):
    publication = ready()
    claiming.claim(Publication, 1)
    Publication.objects.filter(pk=publication.pk).update(**fields)
    return publication


def test_claim_of_a_dead_worker_is_lost_and_looked_for(network):
    network.on_find = [THERE]
    publication = claimed(claimed_by=1)
    run(Publication)
    assert (fresh(publication).status, network.sent) == (Status.PUBLISHED, [])
    assert outcomes(publication) == ["unconfirmed", "found"]
    assert publication.attempts.first().text == looking.DIED


def test_what_was_in_the_air_when_everything_went_down_hours_ago_is_not_sent_by_itself(network, settings):
    settings.DELIVERY_GRACE_MINUTES = 60
    long_ago = timezone.now() - dt.timedelta(hours=20)
    publication = claimed(claimed_by=1, scheduled_for=long_ago, due_at=long_ago, lease_until=long_ago)
    Attempt.objects.update(started_at=long_ago)
    run(Publication)
    assert (network.sent, fresh(publication).status) == ([], Status.UNCONFIRMED)


def test_look_of_a_dead_worker_is_made_by_another_at_once(network):
    network.on_find = [THERE]
    publication = lost(network)
    looking.claim(Publication, 1)
    Publication.objects.update(claimed_by=1)
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_look_of_a_living_worker_is_left_to_it(network):
    publication = lost(network)
    looking.claim(Publication, 1)
    sweep(Publication)
    assert (looking.claim(Publication, 1), fresh(publication).claimed_by) == ([], liveness.key())


def test_claim_of_a_living_worker_is_left_to_it(network):
    publication = claimed()
    assert (sweep(Publication), fresh(publication).status) == (0, Status.SENDING)


def test_claim_that_outlived_its_lease_is_lost_although_the_worker_lives(network):
    publication = claimed(lease_until=timezone.now() - dt.timedelta(seconds=1))
    assert (sweep(Publication), fresh(publication).status) == (1, Status.UNCONFIRMED)
    assert publication.attempts.get().text == looking.HUNG


def test_worker_whose_session_was_cut_takes_a_new_number_and_its_old_claims_are_lost(network):
    publication = claimed()
    old = liveness.key()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rapport delivery'"
            " AND datname = current_database()"
        )
    assert liveness.key() != old
    assert (sweep(Publication), fresh(publication).status) == (1, Status.UNCONFIRMED)


def test_number_is_given_back_when_the_session_ends(network):
    number = liveness.key()
    assert number in liveness.alive()
    liveness.release()
    assert number not in liveness.alive()
