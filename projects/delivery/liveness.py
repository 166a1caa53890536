"""How anybody knows that the worker which claimed something is still alive.

Every delivering process keeps one database session of its own, outside the pool, that holds an advisory lock on a
random number; claims carry that number. PostgreSQL frees the lock the moment the process dies, however it dies, so a
claim whose number nobody holds is known to be lost within a second. The threads of a process share its number. (A
transaction pooler between us and PostgreSQL would hand the session to others: workers connect directly or through a
session pooler.)
"""

import os
import secrets
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from django.db import connection, connections

CLAIMS, WATCHES = 0x52504331, 0x52505731  # the two spaces of our advisory locks
# The server notices a host that vanished without a word within ten seconds.
KEEPALIVE = "SET tcp_keepalives_idle = 4; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"
_one = threading.RLock()
_watched: set[int] = set()
_session: "psycopg.Connection[tuple[object, ...]] | None" = None
_owner = 0
_key = 0


def key() -> int:
    """This process's number, held for as long as the process lives; a new one if its session was cut meanwhile."""
    global _session, _owner, _key
    with _one:
        if _session is None or _owner != os.getpid() or not _answers(_session):
            session = _connect()
            _session, _owner, _key = session, os.getpid(), _take_number(session)
        return _key


def alive() -> set[int]:
    """The numbers held at this moment. Read it after the claims: a worker takes its number before it claims."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [CLAIMS],
        )
        return {row[0] for row in cursor.fetchall()}


@contextmanager
def watching(name: str) -> Iterator[bool]:
    """Whether this process is the one that watches ``name``: True for one process at a time."""
    number = number_of(name)
    session = _start_watching(number)
    try:
        yield session is not None
    finally:
        if session is not None:
            _watched.discard(number)
            with suppress(psycopg.Error):  # a session that was cut has let go by itself
                session.execute("SELECT pg_advisory_unlock(%s, %s)", [WATCHES, number])


def _start_watching(number: int) -> "psycopg.Connection[tuple[object, ...]] | None":
    """The session that holds the lock. A session may take its own lock twice, so threads ask each other first."""
    key()
    with _one:
        session = _session
        if session is None or number in _watched:
            return None
        row = session.execute("SELECT pg_try_advisory_lock(%s, %s)", [WATCHES, number]).fetchone()
        if not (row and row[0]):
            return None
        _watched.add(number)
        return session


def number_of(name: str) -> int:
    """The number of the lock that watchers of ``name`` contend for."""
    return zlib.crc32(name.encode()) & 0x7FFFFFFF


def release() -> None:
    """Give the number back and close the session: everything this process has in the air is looked for."""
    global _session
    with _one:
        if _session is not None and _owner == os.getpid():
            with suppress(psycopg.Error), _session:
                _session.execute("SELECT pg_advisory_unlock_all()")
        _session = None
        _watched.clear()


def _connect() -> "psycopg.Connection[tuple[object, ...]]":
    wrapper = connections["default"]
    parameters = wrapper.get_connection_params()
    parameters.pop("cursor_factory", None)
    session = psycopg.connect(**parameters, autocommit=True, application_name="rapport delivery")
    session.execute(KEEPALIVE)  # not among the parameters: poolers refuse those they do not know
    return session


def _take_number(session: "psycopg.Connection[tuple[object, ...]]") -> int:
    while True:
        number = secrets.randbelow(2**31 - 1) + 1
        row = session.execute("SELECT pg_try_advisory_lock(%s, %s)", [CLAIMS, number]).fetchone()
        if row and row[0]:
            return number


def _answers(session: "psycopg.Connection[tuple[object, ...]]") -> bool:
    try:
        session.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True
