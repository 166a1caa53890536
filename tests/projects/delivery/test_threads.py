"""Several runs in one process, as the urgent worker has them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from content.models import Publication
from projects.delivery import claiming, engine, liveness, run, stop, sweep
from projects.networks.base import CredentialsExpired, Unavailable
from tests.factories.publishing import fresh, posted, ready
from tests.projects.delivery.together import at_once, closing

pytestmark = pytest.mark.django_db(transaction=True)
Status = Publication.Status


def expired():
    raise CredentialsExpired("The token has expired.")


def test_one_of_two_threads_of_a_process_watches():
    def second():
        with liveness.watching("content.publication") as got:
            return got

    liveness.key()
    with liveness.watching("content.publication") as first:
        assert (first, *at_once(second)) == (True, False)
    assert at_once(second) == [True]


def test_threads_that_ask_for_the_number_at_once_all_get_the_one_that_is_held(monkeypatch):
    liveness.release()
    connect, order = liveness._connect, iter((0.0, 0.2))

    def slowly():
        time.sleep(next(order))
        return connect()

    monkeypatch.setattr(liveness, "_connect", slowly)
    with ThreadPoolExecutor(2) as threads:
        numbers = {number.result() for number in [threads.submit(liveness.key) for _ in range(2)]}
    assert numbers <= liveness.alive()
    assert len(numbers) == 1


def test_run_that_breaks_off_gives_up_nothing_that_another_thread_has_in_the_air(network, monkeypatch):
    publication = ready()
    claiming.claim(Publication, 1)
    monkeypatch.setattr("projects.delivery.engine.sweep", lambda model: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        at_once(lambda: run(Publication))
    assert sweep(Publication) == 0
    assert fresh(publication).status == Status.SENDING


def test_slow_posts_hold_up_nobody(network):
    """Runs that wait for a film go on taking what comes due; others find no place and are free for other work."""
    over = threading.Event()

    def answer(outgoing):
        if "film" in outgoing.text:
            over.wait(10)
        return posted(outgoing)

    network.on_send = [answer]
    for number in range(4):
        ready(text=f"film {number}")
    with ThreadPoolExecutor(4) as threads:
        ticks = [threads.submit(closing(lambda: run(Publication, seconds=0.2))) for _ in range(4)]
        time.sleep(0.6)
        quick = ready(text="quick")
        until = time.monotonic() + 5
        while fresh(quick).status != Status.PUBLISHED and time.monotonic() < until:
            time.sleep(0.05)
        free = sum(tick.done() for tick in ticks)
        was_published = fresh(quick).status == Status.PUBLISHED
        over.set()
    assert was_published
    assert free >= 2
    assert Publication.objects.filter(status=Status.PUBLISHED).count() == 5


def test_answers_survive_a_database_that_goes_away_meanwhile(network):
    rows = [ready(text=f"Sign {number}") for number in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        mine = cursor.fetchone()[0]
    begun = threading.Barrier(3)

    def cut(outgoing):
        if begun.wait(5) == 0:
            at_once(lambda: connection.cursor().execute("SELECT pg_terminate_backend(%s)", [mine]))
        return posted(outgoing)

    network.on_send = [cut]
    run(Publication)
    assert [fresh(row).status for row in rows] == [Status.PUBLISHED] * 3


def test_nothing_more_is_taken_while_the_process_ends(network, monkeypatch):
    ready()
    monkeypatch.setattr(engine, "_stopping", threading.Event())
    stop()
    assert (run(Publication), network.sent) == (0, [])


def test_renewing_holds_up_nothing_that_comes_due_meanwhile(network, monkeypatch):
    for place in ("projects.delivery.sending.can", "projects.services.renewals.can"):
        monkeypatch.setattr(place, lambda network, ability: True)
    monkeypatch.setattr(network, "refresh_credentials", dawdle)
    network.on_send = [lambda outgoing: expired() if outgoing.text == "expired" else posted(outgoing)]
    ready(text="expired")
    good = ready(text="good", due_in=0.3)
    run(Publication)
    assert fresh(good).lateness < 1
    assert len(network.sent) == 2


def test_token_that_nobody_can_renew_breaks_its_page_in_the_end(network, monkeypatch):
    network.on_send, network.renewed = [CredentialsExpired("The token has expired.")], Unavailable("Not now.")
    for place in ("projects.delivery.sending.can", "projects.services.renewals.can"):
        monkeypatch.setattr(place, lambda network, ability: True)
    publication = ready()
    for _ in range(10):
        run(Publication)
        Publication.objects.filter(status=Status.WAITING).update(due_at=timezone.now())
    assert (fresh(publication).channel.state, len(network.sent)) == ("broken", 5)


def dawdle():
    time.sleep(1)
    raise Unavailable("Not now.")
