import json
import os
import signal
import socket
import subprocess
import sys
import time

import psycopg
import pytest
from django.db import connection

from agency import embedded


def test_embedded_postgres_is_version_18_and_speaks_russian(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000, lower('ПРИВЕТ'), "
            "to_tsvector('russian', 'ПОДАРКИ') @@ to_tsquery('russian', 'подарками'), 'ПРИВЕТ' ~* 'привет'"
        )
        assert cursor.fetchone() == (18, "привет", True, True)


def test_application_role_is_no_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder nobody would choose: spaces, a quote, two alphabets, and longer than a socket's name may be."""
    return tmp_path_factory.mktemp("house") / "Моя папка's data" / ("long " * 30)


@pytest.fixture
def house(folder, monkeypatch):
    monkeypatch.setenv("RAPPORT_DATA", str(folder))
    monkeypatch.setenv("RAPPORT_ENGINES", "fast")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    yield folder
    embedded.leave()
    wait_until(lambda: not embedded.running())


def wait_until(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)


def remember(url, word):
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("CREATE TABLE IF NOT EXISTS word (word text)")
        db.execute("INSERT INTO word VALUES (%s)", [word])
        return {row[0] for row in db.execute("SELECT word FROM word")}


def keeper(folder):
    return json.loads((folder / "postgres" / "state.json").read_text())["keeper"]


def server(folder):
    return int((folder / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_engine_stops_when_its_last_user_leaves(house):
    embedded.use("postgres")
    pid = server(house)
    embedded.leave()
    wait_until(lambda: embedded.running() == [])
    assert not is_alive(pid)


def test_engine_is_shared_by_processes_and_outlives_each_of_them(house):
    ask = "from agency import embedded; print(embedded.database_url())"
    first = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert embedded.database_url() == first.stdout.strip()


def test_engine_asks_for_the_password(house):
    url = embedded.use("postgres")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url.replace(url.split(":")[2].split("@")[0], "guess"))


def test_engine_killed_comes_back_on_its_port_with_its_data(house):
    url = embedded.use("postgres")
    remember(url, "before")
    killed = server(house)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: (house / "postgres/data/postmaster.pid").exists() and server(house) != killed)
    wait_until(lambda: embedded.use("postgres") == url and answers(url))
    assert remember(url, "after") >= {"before", "after"}


def answers(url):
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_keeper_killed_takes_its_server_along_and_the_next_use_starts_both(house):
    url = embedded.use("postgres")
    remember(url, "kept")
    killed = keeper(house)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: not embedded.running())
    url = embedded.use("postgres")
    assert keeper(house) != killed
    assert "kept" in remember(url, "kept")


def test_stale_note_naming_a_stranger_does_the_stranger_no_harm(house):
    embedded.use("postgres")
    embedded.leave()
    wait_until(lambda: not embedded.running())
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    note = house / "postgres" / "data" / "postmaster.pid"
    note.write_text(f"{stranger.pid}\n{note.parent}\n1\n5432\n\n127.0.0.1\n  1  1\nready   \n")
    (house / "postgres" / "state.json").write_text(json.dumps({"url": "postgresql://nobody", "keeper": stranger.pid}))
    assert answers(embedded.use("postgres"))
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_engine_moves_to_another_port_when_its_own_is_taken(house):
    taken = embedded.use("postgres")
    embedded.leave()
    wait_until(lambda: not embedded.running())
    with socket.create_server(("127.0.0.1", int((house / "postgres" / "port").read_text()))):
        url = embedded.use("postgres")
        assert url != taken
        assert answers(url)


def test_addresses_of_outside_engines_are_used_as_they_are(house, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/rapport")
    monkeypatch.setenv("REDIS_URL", "redis://queue.example/1")
    assert (embedded.database_url(), embedded.redis_url()) == (
        "postgresql://db.example/rapport",
        "redis://queue.example/1",
    )
    assert embedded.running() == []


def test_valkey_answers_only_with_its_password(house):
    import redis

    url = embedded.use("valkey")
    assert redis.Redis.from_url(url).ping()
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url("redis://" + url.partition("@")[2]).ping()
