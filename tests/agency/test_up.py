"""The whole house, really run: web, workers, beat, an embedded broker, and a copy of the migrated database."""

import os
import signal
import socket
import uuid

import httpx
import psutil
import psycopg
import pytest
from django.core.management import CommandError, call_command

from agency import running as note
from agency.management.commands.up import choose_port
from tests.database import migrated_template, url_of
from tests.processes import running, wait_until


@pytest.fixture
def database(db):
    name = f"up_{uuid.uuid4().hex}"
    with psycopg.connect(url_of("rapport"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_template()}")
        yield url_of(name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def env(database, tmp_path, settings):
    house = {
        "DJANGO_SETTINGS_MODULE": "agency.settings",
        "DATABASE_URL": database,
        "RAPPORT_DATA": str(tmp_path / "a house"),
        "RAPPORT_DEMO": "0",
        "STATIC_ROOT": str(settings.DATA_DIR / "static"),
        "DATABASE_POOL": "4",
        "PORT": "",
    }
    return {name: value for name, value in os.environ.items() if name != "REDIS_URL"} | house


def url_in(said):
    return said.partition("Rapport is ready: ")[2].split()[0]


def health(url):
    try:
        return httpx.get(f"{url}/healthz").json()
    except httpx.HTTPError:
        return {"status": "unreachable"}


@pytest.mark.worker
def test_whole_house_runs_recovers_and_stops(env, tmp_path):
    with running(["manage.py", "up"], env, tmp_path / "log") as house:
        house.says("Ctrl-C stops everything.", 90)
        url = url_in(house.said)
        wait_until(lambda: health(url)["status"] == "ok", 60, lambda: str(health(url)))
        assert "<form" in httpx.get(f"{url}/accounts/login/").text

        with running(["manage.py", "up"], env, tmp_path / "second") as second:
            assert second.ends(60) == 0
        assert second.said.startswith(f"Rapport already runs at {url}")

        killed = next(p for p in house.family() if "gunicorn" in p.cmdline())
        killed.kill()
        house.says("web ended by itself (code -9); it is started again.")
        wait_until(lambda: health(url)["status"] == "ok", 60)

        family = house.family()
        house.process.send_signal(signal.SIGTERM)
        assert house.ends(10) == 0
        _, alive = psutil.wait_procs(family, timeout=1)
        assert alive == []


def test_port_asked_for_but_taken_is_refused_in_words():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(CommandError, match="cannot be used"):
        choose_port("127.0.0.1", taken.getsockname()[1])


def test_next_free_port_is_found_when_the_first_is_taken():
    first = choose_port("127.0.0.1", 0)
    with socket.create_server(("127.0.0.1", first)):
        assert choose_port("127.0.0.1", 0) > first


def test_second_house_with_another_port_is_refused_in_words(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    lock = note.lock(tmp_path / "up.lock")
    note.write(lock, note.Note(os.getpid(), "http://127.0.0.1:8000"))
    with pytest.raises(
        CommandError, match=r"already runs from this folder at http://127.0.0.1:8000. Stop it first: kill"
    ):
        call_command("up", port=9000)
    lock.close()


def test_note_of_a_killed_house_does_not_stop_the_next(tmp_path):
    (tmp_path / "up.lock").write_text("1 http://127.0.0.1:8000")
    lock = note.lock(tmp_path / "up.lock")
    assert lock is not None
    lock.close()
