"""What every test may ask for."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections

from projects.delivery import liveness
from tests.database import migrated_template, url_of

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """Every run, and every parallel part of it, starts from a copy of one migrated database."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = migrated_template()


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
