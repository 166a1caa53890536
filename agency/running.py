"""The note a running house leaves for the next ``manage.py up``: one house a folder."""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

CLEANING_SECONDS = 12


class Note(NamedTuple):
    pid: int
    url: str


def lock(path: Path) -> IO[str] | None:
    """The lock that only one running house may hold, or None when another one runs.

    The parts of a killed house hold it until they have ended, in a few seconds; that is waited for.
    """
    file = open(path, "a+")  # noqa: SIM115 (held until the process ends)
    deadline = time.monotonic() + CLEANING_SECONDS
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        if _is_alive(read(path).pid) or time.monotonic() > deadline:
            file.close()
            return None
        time.sleep(0.2)


def write(file: IO[str], note: Note) -> None:
    file.truncate(0)
    file.write(f"{note.pid} {note.url}")
    file.flush()


def read(path: Path) -> Note:
    pid, _, url = path.read_text().partition(" ")
    return Note(int(pid or 0), url or "an address it has not told yet")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
