"""How anybody knows that the worker which claimed something is still alive.

Every delivering process keeps one database session of its own, outside the pool, that holds an advisory lock on a
random number; claims carry that number. PostgreSQL frees the lock the moment the process dies, however it dies, so a
claim whose number nobody holds is known to be lost within a second. (A transaction pooler between us and PostgreSQL
would hand the session to others: workers connect directly or through a session pooler.)
"""

import os
import secrets
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from django.db import connection, connections

CLAIMS, WATCHES = 0x52504331, 0x52505731  # the two spaces of our advisory locks
# The server notices a host that vanished without a word within ten seconds.
KEEPALIVE = "-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
_session: "psycopg.Connection[tuple[object, ...]] | None" = None
_owner = 0
_key = 0


def key() -> int:
    """This process's number, held for as long as the process lives; a new one if its session was cut meanwhile."""
    global _session, _owner, _key
    if _session is None or _owner != os.getpid() or not _answers(_session):
        _session, _owner = _connect(), os.getpid()
        _key = _take_number(_session)
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
    key()
    session = _session
    assert session is not None  # noqa: S101 (key() has just made it)
    number = number_of(name)
    row = session.execute("SELECT pg_try_advisory_lock(%s, %s)", [WATCHES, number]).fetchone()
    got = bool(row and row[0])
    try:
        yield got
    finally:
        if got:
            session.execute("SELECT pg_advisory_unlock(%s, %s)", [WATCHES, number])


def number_of(name: str) -> int:
    """The number of the lock that watchers of ``name`` contend for."""
    return zlib.crc32(name.encode()) & 0x7FFFFFFF


def release() -> None:
    """Give the number back and close the session."""
    global _session
    if _session is not None and _owner == os.getpid():
        with suppress(psycopg.Error), _session:
            _session.execute("SELECT pg_advisory_unlock_all()")
    _session = None


def _connect() -> "psycopg.Connection[tuple[object, ...]]":
    wrapper = connections["default"]
    parameters = wrapper.get_connection_params()
    parameters["options"] = f"{parameters.get('options', '')} {KEEPALIVE}".strip()
    parameters.pop("cursor_factory", None)
    return psycopg.connect(**parameters, autocommit=True, application_name="rapport delivery")


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
