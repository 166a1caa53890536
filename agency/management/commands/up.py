"""``manage.py up``: prepare the house and run all of it. ``make run`` ends here."""

import hashlib
import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from agency import running
from agency.models import User
from agency.permissions import CLIENT_ROLES, TEAM_ROLES, Role

PORTS = range(8000, 8100)
NEAR = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 (how this machine reaches what listens everywhere)


class Command(BaseCommand):
    help = "Migrate, collect static files, build the demo agency if there is nobody yet, and run everything."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1", help="where to listen")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 0, help="8000 or the next free one")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        path = settings.DATA_DIR / "up.lock"
        lock = running.lock(path)
        if not lock:
            self.say_where_it_runs(running.read(path), port)
            return
        port = choose_port(host, port)
        near = f"http://{NEAR.get(host, host)}:{port}"
        running.write(lock, running.Note(os.getpid(), near))
        os.environ["RAPPORT_BASE_URL"] = url = os.environ.get("RAPPORT_BASE_URL") or near
        self.prepare()
        self.become_supervisor(lock.fileno(), host=host, port=port, url=url)

    def say_where_it_runs(self, note: running.Note, port: int) -> None:
        if port and not note.url.endswith(f":{port}"):
            raise CommandError(f"Rapport already runs from this folder at {note.url}. Stop it first: kill {note.pid}")
        self.stdout.write(f"Rapport already runs at {note.url} . To stop it: Ctrl-C there, or kill {note.pid}")

    def prepare(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date")
            manage("migrate", "--verbosity=0")
        self.collect_static_files()
        if settings.DEMO and not User.objects.exists():
            self.stdout.write("Building the demo agency")
            manage("demo")

    def collect_static_files(self) -> None:
        """Bundle, name and compress them, unless that was done for exactly these files."""
        note, digest = Path(f"{settings.STATIC_ROOT}.digest"), digest_of_static_files()
        if note.exists() and note.read_text() == digest:
            return
        self.stdout.write("Collecting static files")
        manage("collectstatic", "--no-input", "--verbosity=0")
        note.write_text(digest)

    def become_supervisor(self, lock: int, *, host: str, port: int, url: str) -> None:
        """Go on as a program without Django in memory; the lock goes along."""
        env = {"HOST": host, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
        near = NEAR.get(host, host).strip("[]")
        words = ["--lock", str(lock), "--host", near, "--port", str(port), "--welcome", welcome(host, url)]
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        os.set_inheritable(lock, True)
        os.execve(sys.executable, [sys.executable, "-m", "agency.supervisor", *words], os.environ | env)  # noqa: S606


def welcome(host: str, url: str) -> str:
    """Where the house is, and who may come in."""
    lines = ["", f"Rapport is ready: {url}"]
    if settings.DEMO:
        people = ", ".join(role.label for role in (Role.HEAD, *TEAM_ROLES, *CLIENT_ROLES))
        lines.append(f"Sign in with one click at {url}/accounts/login/ as: {people}")
    if settings.DEMO and host != "127.0.0.1":
        lines.append("This is a demo: whoever reaches this address can sign in as anybody.")
    return "\n".join([*lines, "Ctrl-C stops everything.", ""])


def manage(*words: str) -> None:
    """Run a command in a process of its own: what it loads does not stay in memory while the house lives."""
    if subprocess.run([sys.executable, "manage.py", *words], cwd=settings.BASE_DIR).returncode:  # noqa: S603 (ours)
        raise CommandError(f"manage.py {words[0]} did not succeed; what it says is above. Nothing was started.")


def choose_port(host: str, wanted: int) -> int:
    """The port asked for, or the first free one from 8000."""
    for port in [wanted] if wanted else PORTS:
        with suppress(OSError), socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return port
    if wanted:
        raise CommandError(f"Port {wanted} of {host} cannot be used. Leave PORT out, and the next free one is taken.")
    raise CommandError(f"No port of {host} from {PORTS[0]} to {PORTS[-1]} is free. Name one with PORT=")


def digest_of_static_files() -> str:
    digest = hashlib.sha256(settings.STATIC_ROOT.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = os.stat(storage.path(name))
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
