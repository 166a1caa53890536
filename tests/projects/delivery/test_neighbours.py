"""What is slow, hangs or cannot be read holds up nobody else; what was decided meanwhile counts."""

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from content.models import Attempt, Post, Publication
from content.services import lineup, measuring
from projects import networks
from projects.delivery import claiming, engine, fairness, leave, looking, run, send_again, sending
from projects.networks.base import CredentialsExpired, Rejected, Renewed, Unavailable, Unconfirmed
from projects.tasks import renew_channel_access
from tests.factories.content import VersionFactory
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, posted, ready
from tests.projects.delivery.together import closing

pytestmark = pytest.mark.django_db(transaction=True)
Status = Publication.Status
LOST = Unconfirmed("No answer.")


def until(what, seconds=5.0):
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.05)
    return what()


def test_runs_that_only_wait_for_films_hand_their_place_on(network, monkeypatch):
    monkeypatch.setattr(engine, "LINGER", 0.3)
    over = threading.Event()

    def answer(outgoing):
        if "film" in outgoing.text:
            over.wait(20)
        return posted(outgoing)

    network.on_send = [answer]
    with ThreadPoolExecutor(8) as threads:
        for number in range(2):  # each of two runs gets one
            ready(text=f"film {number}")
            threads.submit(closing(lambda: run(Publication, seconds=0.2)))
            time.sleep(1)  # past its time and LINGER: it takes nothing more
        quick = ready(text="quick")
        for _ in range(6):
            threads.submit(closing(lambda: run(Publication, seconds=0.2)))
            time.sleep(0.3)
        went = fresh(quick).status
        over.set()
    assert went == Status.PUBLISHED


def test_looks_at_a_network_that_hangs_leave_room_for_posts_elsewhere(network, monkeypatch):
    monkeypatch.setattr(engine, "AT_ONCE", 4)
    monkeypatch.setattr(fairness, "OF_ONE", 3)
    monkeypatch.setitem(networks._loaded, "vk", network)
    for number in range(5):
        ready(text=f"Sign {number}")
    for send in claiming.claim(Publication, 5):
        send.record(LOST)
    over = threading.Event()
    network.on_find = [lambda outgoing: over.wait(20) and None]
    other = ready(channel=ChannelFactory(network="vk"), text="Elsewhere")
    with ThreadPoolExecutor(1) as threads:
        threads.submit(closing(lambda: run(Publication)))
        went = until(lambda: fresh(other).status == Status.PUBLISHED, 3)
        network.on_find = [Unavailable("x")]
        over.set()
    assert went


def test_two_networks_that_hang_leave_room_for_a_third(network, monkeypatch):
    for name in ("vk", "facebook"):
        monkeypatch.setitem(networks._loaded, name, network)
    for number in range(24):
        ready(channel=ChannelFactory(network="vk"), text=f"hang {number}")
    for number in range(12):
        ready(channel=ChannelFactory(network="facebook"), text=f"hang {number}")
    over = threading.Event()

    def answer(outgoing):
        if "hang" in outgoing.text:
            over.wait(20)
        return posted(outgoing)

    network.on_send = [answer]
    other = ready(text="Elsewhere")
    with ThreadPoolExecutor(1) as threads:
        threads.submit(closing(lambda: run(Publication)))
        went = until(lambda: fresh(other).status == Status.PUBLISHED, 3)
        over.set()
    assert went


def test_lost_answer_of_what_took_long_to_upload_is_not_sent_again_at_once(network):
    """VKontakte's ``repeat_after``: what was sent a moment ago is not certainly absent."""
    network.repeat_after = dt.timedelta(minutes=2)
    publication = ready()
    (send,) = claiming.claim(Publication, 1)
    Attempt.objects.update(started_at=timezone.now() - dt.timedelta(minutes=5))  # five minutes of upload
    send.record(LOST)
    run(Publication)
    assert (fresh(publication).status, len(network.sent)) == (Status.UNCONFIRMED, 0)


def approve_anew(publication, *, channels=None):
    channels = [publication.channel_id] if channels is None else channels
    content = publication.version.snapshot | {"text": "Anew", "targets": [{"channel": pk} for pk in channels]}
    version = VersionFactory(post=publication.post, number=2, content_hash="e" * 64, snapshot=content)
    Post.objects.filter(pk=publication.post_id).update(content_hash="e" * 64, approved_hash="e" * 64)
    with transaction.atomic():
        lineup.line_up(Post.objects.get(pk=publication.post_id), version=version, by=None)
    return version


def test_a_person_may_send_again_what_was_approved_anew_while_nobody_knew(network):
    people = people_around()
    publication = ready(channel=ChannelFactory(project=people.project))
    network.repeat_after = None
    (send,) = claiming.claim(Publication, 1)
    send.record(LOST)
    Publication.objects.update(due_at=None)  # looked for long enough: a person finds out that it is not there
    approve_anew(publication)
    send_again(fresh(publication), by=people.manager)
    run(Publication)
    assert [outgoing.text for outgoing in network.sent] == ["Anew"]


def test_late_no_to_what_was_approved_anew_can_be_sent_again(network):
    people = people_around()
    publication = ready(channel=ChannelFactory(project=people.project))
    (send,) = claiming.claim(Publication, 1)
    send.record(LOST)
    approve_anew(publication)
    send.record(Rejected("Too long."))
    assert fresh(publication).status == Status.FAILED
    try:
        send_again(fresh(publication), by=people.manager)
    except ValidationError as error:
        pytest.fail(f"refused: {error.messages}")


def test_expired_token_is_renewed_although_a_film_is_in_the_air(network, monkeypatch):
    for place in ("projects.delivery.sending.can", "projects.services.renewals.can"):
        monkeypatch.setattr(place, lambda network, ability: True)
    monkeypatch.setattr(sending, "FIRST_PAUSE", 0.1)
    over = threading.Event()

    def answer(outgoing):
        if "film" in outgoing.text:
            over.wait(20)
        elif not network.renewals:
            raise CredentialsExpired("The token has expired.")
        return posted(outgoing)

    network.on_send = [answer]
    network.renewed = Renewed(credentials={"token": "fresh"})
    ready(text="film")
    other = ready(text="expired")
    with ThreadPoolExecutor(1) as threads:
        threads.submit(closing(lambda: run(Publication, seconds=0.2)))
        went = until(lambda: fresh(other).status == Status.PUBLISHED, 4)
        over.set()
    assert went


def test_database_that_gives_no_leave_does_not_make_a_post_be_made_ready_without_pause(network, monkeypatch):
    calls = []

    def no_leave(outgoing):
        calls.append(1)
        raise leave.Stopped(leave.NOBODY_TO_ASK)

    network.on_send = [no_leave]
    ready()
    run(Publication, seconds=1)
    assert len(calls) <= 2


def test_one_unreadable_page_does_not_stop_measuring(network, monkeypatch):
    bad, _good = ChannelFactory(), ChannelFactory()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_channel SET credentials = 'nonsense' WHERE id = %s", [bad.pk])
    measuring.collect()


def test_a_channel_dropped_and_wanted_again_gets_its_post(network):
    """Nobody decided not to send it; it is certainly not there."""
    publication = ready()
    (send,) = claiming.claim(Publication, 1)
    send.record(LOST)
    approve_anew(publication, channels=[])
    (look,) = looking.claim(Publication, 1)
    look.record(None)
    assert fresh(publication).status == Status.CANCELLED
    content = publication.version.snapshot | {"text": "Third", "targets": [{"channel": publication.channel_id}]}
    third = VersionFactory(post=publication.post, number=3, content_hash="f" * 64, snapshot=content)
    Post.objects.update(content_hash="f" * 64, approved_hash="f" * 64)
    with transaction.atomic():
        lineup.line_up(Post.objects.get(), version=third, by=None)
    assert Publication.objects.filter(status=Status.WAITING).exists()


def test_page_comes_back_with_its_key(network, settings):
    people = people_around()
    publication = ready(channel=ChannelFactory(project=people.project))
    key = settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    run(Publication)
    settings.SECRET_KEY = key
    renew_channel_access()
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_looks_claimed_before_a_failing_claim_are_carried_out(network, monkeypatch):
    ready()
    (send,) = claiming.claim(Publication, 1)
    send.record(LOST)

    def fails(*args, **more):
        raise DatabaseError("deadlock")

    with monkeypatch.context() as patched:
        patched.setattr(claiming, "claim", fails)
        with pytest.raises(DatabaseError):
            run(Publication)
    network.on_find = [posted]
    run(Publication)
    assert Publication.objects.get().status == Status.PUBLISHED


def test_lingering_run_sees_past_a_window_full_of_what_may_not_go(network, monkeypatch):
    monkeypatch.setattr(claiming, "WINDOW", 2)
    over, begun = threading.Event(), threading.Event()

    def answer(outgoing):
        if "film" in outgoing.text:
            begun.set()
            over.wait(20)
        return posted(outgoing)

    network.on_send = [answer]
    broken = ChannelFactory(state="broken")
    for number in range(2):
        ready(channel=broken, text=f"stuck {number}", due_in=-60)
    ready(text="film")
    with ThreadPoolExecutor(1) as threads:
        threads.submit(closing(lambda: run(Publication)))
        begun.wait(5)
        quick = ready(text="quick")
        went = until(lambda: fresh(quick).status == Status.PUBLISHED, 3)
        over.set()
    assert went


def test_look_and_claim_at_once_number_attempts_without_collision(network, monkeypatch):
    publication = ready()
    (send,) = claiming.claim(Publication, 1)
    send.record(LOST)
    (look,) = looking.claim(Publication, 1)
    row = fresh(publication)
    row.resend()  # a person said "Send again" while it was looked for
    row.save()
    gate = "pg_advisory_xact_lock_shared(78) IS NOT NULL"  # between what a claim reads and what it locks
    may_go, closed = claiming._may_go, threading.Event()
    monkeypatch.setattr(claiming, "_may_go", lambda model: may_go(model).extra(where=[gate]))

    def record():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(78)")
            closed.set()
            waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 78 AND NOT granted"
            while not cursor.execute(waits).fetchone()[0]:
                time.sleep(0.01)
            look.record(None)
            cursor.execute("SELECT pg_advisory_unlock(78)")

    def claim():
        closed.wait(5)
        return claiming.claim(Publication, 8)

    with ThreadPoolExecutor(2) as threads:
        results = [threads.submit(closing(each)) for each in (record, claim)]
        assert len(results[1].result()) == 1
