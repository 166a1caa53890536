"""What every test may ask for."""

import os
import shutil
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from playwright.sync_api import expect

from agency import clock
from projects import networks
from projects.delivery import liveness
from tests.database import migrated_template, url_of
from tests.factories.publishing import ScriptedNetwork
from tests.factories.stage import Stage
from tests.forgetting import forget

CHROMIUM = "/usr/bin/chromium"
TransactionTestCase._fixture_teardown = forget
expect.set_options(timeout=20_000)  # pages share two cores with starting workers; only what never comes is a failure


def stay_at_home(event: str, args: tuple) -> None:
    """No test reaches the outside world: a connection to anywhere but this machine is an error that nothing catches."""
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = str(args[1][0])
    elif event == "socket.getaddrinfo" and args[0]:
        host = args[0].decode() if isinstance(args[0], bytes) else args[0]
    else:
        return
    if not (host in ("localhost", "::1") or host.startswith("127.") or host.endswith(".invalid")):
        raise ReachedOut(f"A test tried to reach {host}.")


class ReachedOut(BaseException):
    """Not an Exception, so that code which survives a failing network does not survive this."""


sys.addaudithook(stay_at_home)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Every run, and every parallel part of it, starts from a copy of one migrated database."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = migrated_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The database can be dropped at the end even if a test server's thread still hangs on it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test sees what another one left in the cache or the queues."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _no_delivering_session() -> Iterator[None]:
    """A test that delivered leaves no database session behind."""
    yield
    liveness.release()


@pytest.fixture(autouse=True)
def _one_clock() -> None:
    """The database is on this machine: nobody's queries are counted with one that compares clocks."""
    clock.trust_our_own()


@pytest.fixture
def network(monkeypatch) -> ScriptedNetwork:
    """A fake network behind every playground channel: it does what the test tells it."""
    scripted = ScriptedNetwork()
    monkeypatch.setitem(networks._loaded, "playground", scripted)
    return scripted


@pytest.fixture
def stage(transactional_db, live_server, settings) -> Stage:
    """The playground, served over HTTP, and a page of it that is one of our channels."""
    settings.PLAYGROUND_URL = f"{live_server.url}/playground"
    return Stage.set_up()


@pytest.fixture
def process_env(db) -> dict[str, str]:
    """The environment of a real process (a worker, a server) that is to see this test's database and broker."""
    database = url_of(connection.settings_dict["NAME"])
    return os.environ | {"DATABASE_URL": database, "REDIS_URL": settings.REDIS_URL}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, quiet and headless."""
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "headless": True, "args": ["--no-sandbox", *quiet]}


@pytest.fixture(scope="session", autouse=True)
def _no_files_of_an_earlier_run() -> None:
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
