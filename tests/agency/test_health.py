import socket
import time
from datetime import timedelta

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from agency.celery import app
from agency.health import SILENCE
from agency.models import Heartbeat
from agency.tasks import record_heartbeat


@pytest.fixture
def all_alive(db):
    for name in ("beat", *SILENCE):
        Heartbeat.record(name=name, at=timezone.now())


@pytest.fixture
def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def silence(name, seconds):
    Heartbeat.objects.filter(name=name).update(at=timezone.now() - timedelta(seconds=seconds))


def test_health_of_a_living_house_is_told_to_anybody(client, all_alive):
    answer = client.get(reverse("agency:healthz"))
    assert answer.status_code == 200
    assert answer.json()["failing"] == []
    assert answer.json()["parts"]["broker"]["waiting"] == {"urgent": 0, "batch": 0, "reports": 0}


def test_health_costs_one_query(client, all_alive, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/healthz")


@pytest.mark.parametrize("queue", SILENCE)
def test_silent_worker_is_named(client, all_alive, queue):
    silence(queue, SILENCE[queue] + 1)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["failing"] == [f"worker {queue}"]


def test_silent_beat_is_named(client, all_alive):
    silence("beat", 31)
    assert client.get("/healthz").json()["failing"] == ["beat"]


def test_beat_is_not_blamed_while_its_tasks_pile_up(client, all_alive):
    silence("beat", 300)
    silence("urgent", 300)
    with app.connection_for_write() as broker:
        record_heartbeat.apply_async(kwargs={"queue": "urgent"}, queue="urgent", connection=broker)
    assert client.get("/healthz").json()["failing"] == ["worker urgent"]


def test_house_that_never_ran_names_what_is_missing(client, db):
    assert client.get("/healthz").json()["failing"] == ["beat", "worker urgent", "worker batch", "worker reports"]


def test_unreachable_broker_is_named_and_its_address_is_not(client, all_alive, settings, closed_port):
    settings.CELERY_BROKER_URL = f"redis://:secret@127.0.0.1:{closed_port}/0"
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "failing",
        "failing": ["broker"],
        "parts": {"database": {"ok": True}, "broker": {"ok": False, "waiting": None}},
    }


@pytest.mark.django_db(transaction=True)
def test_unreachable_database_is_named(client, closed_port, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", closed_port)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["failing"] == ["database"]


def test_health_does_not_accept_a_change(client, db):
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db(transaction=True)
@pytest.mark.worker
def test_heartbeat_through_broker_and_worker_is_seen():
    with start_worker(app, perform_ping_check=False, queues=["batch"], pool="threads", concurrency=1):
        record_heartbeat.apply_async(kwargs={"queue": "batch"}, queue="batch")
        deadline = time.monotonic() + 10
        while not Heartbeat.objects.filter(name="batch").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    beat, worker = Heartbeat.objects.get(name="beat"), Heartbeat.objects.get(name="batch")
    assert timedelta() <= worker.at - beat.at < timedelta(seconds=10)


def test_older_sign_of_life_arriving_late_changes_nothing(db):
    now = timezone.now()
    Heartbeat.record(name="urgent", at=now)
    Heartbeat.record(name="urgent", at=now - timedelta(minutes=1))
    assert Heartbeat.objects.get(name="urgent").at == now


def test_every_tick_expires_before_it_could_pile_up():
    assert all(tick["options"]["expires"] >= 10 for tick in settings.CELERY_BEAT_SCHEDULE.values())
