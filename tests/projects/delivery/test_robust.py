"""One row, one answer, one broken neighbour must not take others with it."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection
from django.utils import timezone

from agency import clock
from content.models import Publication
from projects import networks
from projects.delivery import claiming, engine, fairness, looking, run, sending
from projects.networks.base import Sent, Unavailable
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, outcomes, posted, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status


def test_answer_that_cannot_be_written_down_is_looked_for(network, monkeypatch, caplog):
    publication, publish = ready(), sending.publish
    network.on_find = [posted]
    monkeypatch.setattr(sending, "publish", lambda *_: 1 / 0)
    monkeypatch.setattr(looking, "publish", publish)
    run(Publication)
    assert (fresh(publication).status, outcomes(publication)) == (Status.PUBLISHED, ["unconfirmed", "found"])
    assert "cannot be written down" in caplog.text


@pytest.mark.parametrize("nonsense", ["9" * 201, "4\x002", "4\ud8002"])
def test_id_that_cannot_be_kept_takes_no_other_proof_with_it(network, nonsense):
    network.on_find = [Unavailable("Cannot look.")]
    bad, others = ready(text="bad", due_in=-1), [ready(text=f"Sign {number}") for number in range(3)]

    def answer(outgoing):
        return Sent(remote_id=nonsense, url="https://n.example/1") if outgoing.text == "bad" else posted(outgoing)

    network.on_send = [answer]
    run(Publication)
    assert [fresh(row).status for row in others] == [Status.PUBLISHED] * 3
    assert fresh(bad).status == Status.UNCONFIRMED


def test_broker_that_is_away_when_help_is_asked_for_costs_nothing(network):
    rows = [ready(text=f"Sign {number}") for number in range(10)]

    def away():
        raise ConnectionError("The broker is being restarted.")

    run(Publication, more=away)
    assert [fresh(row).status for row in rows] == [Status.PUBLISHED] * 10


def test_run_that_breaks_off_writes_down_what_is_in_the_air(network, monkeypatch):
    rows = [ready(text=f"Sign {number}") for number in range(3)]
    sweeps = iter([None])
    monkeypatch.setattr(engine, "sweep", lambda model: next(sweeps))  # the second one raises
    monkeypatch.setattr(engine, "LOOK_UP", 0.01)
    network.on_send = [lambda outgoing: (time.sleep(0.2), posted(outgoing))[1]]
    with pytest.raises(StopIteration):
        run(Publication)
    assert [fresh(row).status for row in rows] == [Status.PUBLISHED] * 3


def test_page_whose_access_cannot_be_read_stops_nobody_else_and_is_told(network, caplog):
    people = people_around()
    bad, good = ready(channel=ChannelFactory(project=people.project), due_in=-5), ready()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_channel SET credentials = 'nonsense' WHERE id = %s", [bad.channel_id])
    run(Publication)
    assert [fresh(bad).status, fresh(good).status] == [Status.WAITING, Status.PUBLISHED]
    channel = fresh(bad).channel
    assert (channel.state, "its key is missing" in channel.trouble) == ("broken", True)
    assert people.manager.notifications.filter(kind="channel_broken").exists()


def test_worker_whose_clock_is_behind_tries_again_by_itself(network, monkeypatch):
    network.on_send = [Unavailable("Cannot be reached."), posted]
    publication, real = ready(), timezone.now
    monkeypatch.setattr(clock, "_measured", float("-inf"))
    monkeypatch.setattr(clock, "_apart", clock.NONE)
    monkeypatch.setattr("django.utils.timezone.now", lambda: real() - dt.timedelta(hours=2))
    run(Publication)
    due_at = fresh(publication).due_at
    assert dt.timedelta() < due_at - real() < dt.timedelta(seconds=10)


def test_one_network_that_hangs_leaves_room_for_others(network, monkeypatch):
    monkeypatch.setattr(fairness, "OF_ONE", 2)
    rows = [ready(channel=ChannelFactory(network="playground"), text=f"Sign {number}") for number in range(4)]
    other = ready(channel=ChannelFactory(network="vk"), text="Elsewhere")
    monkeypatch.setitem(networks._loaded, "vk", network)
    gate, begun = threading.Event(), []

    def hang(outgoing):
        begun.append(outgoing.text)
        if outgoing.text == "Elsewhere":
            gate.set()
        gate.wait(5)
        return posted(outgoing)

    network.on_send = [hang]
    monkeypatch.setattr(engine, "AT_ONCE", 3)
    monkeypatch.setattr(claiming, "WINDOW", 2)
    run(Publication)
    assert gate.is_set()
    assert [fresh(row).status for row in (*rows, other)] == [Status.PUBLISHED] * 5


def test_one_that_cannot_even_be_put_together_fails_alone_and_keeps_nobody_waiting(network, caplog):
    broken = ready(snapshot={"pictures": [{"nonsense": True}]})
    good = ready()
    run(Publication)
    assert [fresh(broken).status, fresh(good).status] == [Status.FAILED, Status.PUBLISHED]
    assert "stumbled over it before anything was sent" in fresh(broken).error_text
    assert "cannot be put together" in caplog.text
