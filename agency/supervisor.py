"""Keeps the parts of a running house together: web server, workers, beat, and the embedded engines below them.

A part that ends is started again. One that ends right after its start three times in a row ends the whole, with its
last words on the screen. Whatever kills the supervisor, the parts end with it: each has a process that watches it.

``manage.py up`` prepares the house and becomes this program, which holds nothing of Django in memory:

    python -m agency.supervisor --lock FD --host HOST --port PORT --welcome TEXT
"""

import argparse
import ctypes
import multiprocessing
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import honcho.manager
from honcho.manager import Manager
from honcho.process import Process

from agency import embedded
from agency.keeper import tied_to_us

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 7
STARTING_SECONDS = 60
LOOK_SECONDS = 0.5
QUICK_SECONDS = 10
QUICK_ENDS = 3
honcho.manager.KILL_WAIT = STOP_SECONDS

PYTHON = [sys.executable, "-m"]
WORKER = [
    *PYTHON,
    "celery",
    "--quiet",
    "-A",
    "agency",
    "worker",
    "--loglevel=WARNING",
    "--without-gossip",
    "--without-mingle",
]
PARTS = {
    "web": [*PYTHON, "gunicorn", "--config=python:agency.gunicorn", "agency.wsgi"],
    # Urgent work waits for networks to answer: threads. The rest computes: one process, two when there is much to do.
    "urgent": [*WORKER, "--queues=urgent", "--pool=threads", "--concurrency=12", "--hostname=urgent@%h"],
    "batch": [*WORKER, "--queues=batch,reports", "--autoscale=2,1", "--hostname=batch@%h"],
    "beat": [*PYTHON, "celery", "--quiet", "-A", "agency.beat", "beat", "--loglevel=WARNING", "--pidfile="],
}
# A worker keeps one database connection, and SIGTERM gives it CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT to finish.
WORKER_ENV = {"DATABASE_POOL": "0", "REMAP_SIGTERM": "SIGQUIT"}


class House(Manager):
    """All parts together, until Ctrl-C, SIGTERM, a part that does not start, or the end of the ``make`` above us."""

    def __init__(self, *, env: dict[str, str], welcome: Callable[[], None]) -> None:
        multiprocessing.set_start_method("fork", force=True)
        super().__init__()
        self.stopping = multiprocessing.RawValue(ctypes.c_bool, False)  # no lock that a killed process could keep
        self.welcome = welcome
        self._process_ctor = partial(Part, stopping=self.stopping)
        self._procmgr = Signals()
        for name, command in PARTS.items():
            words = "exec " + shlex.join(tied_to_us(command, signal.SIGTERM))
            self.add_process(name, words, env=env | ({} if name == "web" else WORKER_ENV), cwd=str(ROOT))

    @property
    def was_told_to_stop(self) -> bool:
        return self.returncode in (128 + signal.SIGINT, 128 + signal.SIGTERM)

    def terminate(self) -> None:
        self.stopping.value = True
        super().terminate()

    def _start(self) -> None:
        super()._start()
        threading.Thread(target=self._look_after, args=(os.getppid(),), daemon=True).start()
        threading.Thread(target=self.welcome, daemon=True).start()

    def _look_after(self, parent: int) -> None:
        """Start an engine again whose keeper was killed; stop when ``make``, which started us, was killed."""
        while not self.stopping.value:
            time.sleep(LOOK_SECONDS)
            try:
                embedded.database_url()
                embedded.redis_url()
            except embedded.EngineError as error:
                self._system_print(f"{error}\n")
                os.kill(os.getpid(), signal.SIGTERM)
            if "MAKELEVEL" in os.environ and os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGTERM)


class Signals:
    """SIGTERM goes to a part's first process, which tells its own; SIGKILL to whatever is left of them."""

    def terminate(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)

    def kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


class Part(Process):
    """A part and the process that watches over it."""

    _child: subprocess.Popen[bytes]

    def __init__(self, *args: Any, stopping: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stopping = stopping

    def run(self, events: Any = None, ignore_signals: bool = False) -> None:
        self._events = events
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)  # not SIG_IGN: the part would inherit it
        threading.Thread(target=self._end_with, args=(os.getppid(),), daemon=True).start()
        for code in self._lives():
            self._say(f"{self.name} ended by itself (code {code}); it is started again.")
        self._send_message({"returncode": self._child.returncode}, type="stop")

    def _lives(self) -> Iterator[int]:
        """Run the part again and again while that makes sense; yields the exit code of each life that was cut short."""
        quick_ends = 0
        while True:
            started = time.monotonic()
            code = self._live()
            quick_ends = quick_ends + 1 if time.monotonic() - started < QUICK_SECONDS else 0
            if self.stopping.value:
                return
            if quick_ends == QUICK_ENDS:
                self._say(f"{self.name} ended {QUICK_ENDS} times right after its start. Everything is stopped.")
                return
            yield code

    def _live(self) -> int:
        self._child = self._child_ctor(self.cmd, env=self.env, cwd=self.cwd)
        self._send_message({"pid": self._child.pid}, type="start")
        threading.Thread(target=self._pass_on, args=(self._child.stdout,), daemon=True).start()
        code = self._child.wait()
        Signals().kill(self._child.pid)
        return code

    def _pass_on(self, lines: Any) -> None:
        for line in iter(lines.readline, b""):
            self._send_message(line)

    def _say(self, text: str) -> None:
        self._send_message(f"{text}\n".encode())

    def _end_with(self, supervisor: int) -> None:
        while os.getppid() == supervisor:
            time.sleep(LOOK_SECONDS)
        self.stopping.value = True
        Signals().terminate(self._child.pid)
        time.sleep(STOP_SECONDS)
        Signals().kill(self._child.pid)


def wait_for_web(host: str, port: int) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m agency.supervisor")
    parser.add_argument("--lock", type=int, required=True, help="the open lock of the running house, inherited")
    parser.add_argument("--host", required=True, help="where the web server can be reached from here")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--welcome", required=True, help="what to say once the web server answers")
    told = parser.parse_args()
    os.set_inheritable(told.lock, False)

    def welcome() -> None:
        wait_for_web(told.host, told.port)
        print(told.welcome, flush=True)

    house = House(env=dict(os.environ), welcome=welcome)
    house.loop()
    embedded.leave()
    sys.exit(0 if house.was_told_to_stop else 1)


if __name__ == "__main__":
    main()
