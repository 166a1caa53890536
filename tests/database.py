"""A migrated database is made once for a set of migrations; every test run starts from a copy of it."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent


def migrated_template() -> str:
    """The name of a database with every migration applied, made now if these migrations were never run here."""
    name = f"template_{_digest()}"
    with (
        open(settings.DATA_DIR / "template.lock", "w") as lock,
        psycopg.connect(url_of("rapport"), autocommit=True) as db,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = [row[0] for row in db.execute("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%'")]
        if name not in known:
            for old in known:
                db.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
            _build(db, name)
    return name


@contextmanager
def emptied(name: str) -> Iterator[str]:
    """The address of an empty database ``name``, which is gone afterwards."""
    known = sql.Identifier(name)
    with psycopg.connect(url_of("rapport"), autocommit=True) as db:
        db.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(known))
        db.execute(sql.SQL("CREATE DATABASE {}").format(known))
        try:
            yield url_of(name)
        finally:
            db.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(known))


def url_of(database: str) -> str:
    """The address of a database beside the one the settings name."""
    at = settings.DATABASES["default"]
    return f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{database}"


def _build(db: psycopg.Connection, name: str) -> None:
    part = sql.Identifier(f"{name}_part")
    db.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(part))
    db.execute(sql.SQL("CREATE DATABASE {}").format(part))
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url_of(f"{name}_part")}, check=True)
    db.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(part, sql.Identifier(name)))


def _digest() -> str:
    """Changes with any migration of ours and any version of a package."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.txt"]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
