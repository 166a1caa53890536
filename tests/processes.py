"""Real processes for tests: started, read, waited for, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent


class Run:
    """A running command with what it has said so far."""

    def __init__(self, words: list[str], env: dict[str, str], log: Path) -> None:
        self.log = log
        with open(log, "wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=env,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def says(self, words: str, seconds: float = 60) -> None:
        wait_until(lambda: words in self.said, seconds, lambda: self.said)

    def family(self) -> list[psutil.Process]:
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]

    def ends(self, seconds: float = 15) -> int:
        return self.process.wait(seconds)


@contextmanager
def running(words: list[str], env: dict[str, str], log: Path) -> Iterator[Run]:
    run = Run(words, env, log)
    try:
        yield run
    finally:
        if run.process.poll() is None:
            family = run.family()
            run.process.send_signal(signal.SIGTERM)
            psutil.wait_procs(family, timeout=15)
        for process in [p for p in psutil.process_iter() if p.pid != os.getpid() and is_of(p, run.process.pid)]:
            process.kill()
        run.process.wait(5)


def is_of(process: psutil.Process, session: int) -> bool:
    try:
        return os.getsid(process.pid) == session
    except OSError:
        return False


def wait_until(condition: Callable[[], object], seconds: float = 15, tell: Callable[[], str] = lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"It did not happen in {seconds} s. {tell()}"
        time.sleep(0.05)
