"""PostgreSQL and Valkey from wheels, for a machine where nobody installed them.

Reading the settings is enough: when ``DATABASE_URL`` or ``REDIS_URL`` is not set, the engine is started if it is not
running yet, and shared by every process of this installation.

Who starts and who stops an engine is settled by two files that the operating system itself unlocks when a process
dies, however it dies, so no list of process numbers can go stale:

- ``users.lock``: every process that uses the engine holds it shared for as long as it lives.
- ``keeper.lock``: one small process, the keeper (``keeper.py``), holds it alone. It runs the engine, starts it again on
  the same port if it falls, and stops it a few seconds after the last user has gone.

Whoever finds ``keeper.lock`` free takes it and starts a keeper, which inherits it. ``state.json`` (owner-readable) says
where the engine listens; it counts only while ``keeper.lock`` is held.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

ENGINES = ("postgres", "valkey")
START_SECONDS = 60
KEEPER = Path(__file__).with_name("keeper.py")
_leases: dict[Path, int] = {}  # file descriptors, closed by the system when the process ends


class EngineError(Exception):
    """An embedded engine could not be started; the text says why and what to do."""


def data_dir() -> Path:
    """Where this installation keeps its database, media and mail: ``RAPPORT_DATA`` or ``.rapport`` beside manage.py."""
    return Path(os.environ.get("RAPPORT_DATA") or Path(__file__).resolve().parent.parent / ".rapport").absolute()


def database_url() -> str:
    """``DATABASE_URL``, or the address of the embedded PostgreSQL, started if need be."""
    return os.environ.get("DATABASE_URL") or use("postgres")


def redis_url() -> str:
    """``REDIS_URL``, or the address of the embedded Valkey, started if need be."""
    return os.environ.get("REDIS_URL") or use("valkey")


def use(engine: str) -> str:
    """Count this process among the engine's users until it ends or calls ``leave``; return the engine's address."""
    folder = data_dir() / engine
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        if folder not in _leases:
            _leases[folder] = os.open(folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(_leases[folder], fcntl.LOCK_SH)
        return _address(engine, folder)
    except PermissionError as error:
        raise EngineError(
            f"{error.filename} belongs to another user of this machine. Nothing was changed. Run the command as that"
            " user, or set RAPPORT_DATA to a folder of your own."
        ) from error


def leave() -> None:
    """Stop using this installation's engines now; those that nobody else uses stop at once."""
    for engine in running():
        folder = data_dir() / engine
        if folder in _leases:
            os.close(_leases.pop(folder))
        with suppress(FileNotFoundError, ProcessLookupError, ValueError):
            os.kill(_state(folder)["keeper"], signal.SIGTERM)


def running() -> list[str]:
    """The engines kept for this installation at this moment."""
    return [engine for engine in ENGINES if not _is_free(data_dir() / engine / "keeper.lock")]


def _address(engine: str, folder: Path) -> str:
    """Wait for the engine's address, starting its keeper when there is none."""
    deadline = time.monotonic() + START_SECONDS
    started = False
    while time.monotonic() < deadline:
        with open(folder / "keeper.lock", "a") as lock:
            if _lock(lock):
                if started:
                    raise EngineError(_why_not(engine, folder))
                (folder / "state.json").unlink(missing_ok=True)
                _start_keeper(engine, folder, lock)
                started = True
        with suppress(FileNotFoundError, ProcessLookupError, ValueError):
            return _state(folder)["url"]
        time.sleep(0.02)
    raise EngineError(_why_not(engine, folder))


def _start_keeper(engine: str, folder: Path, lock: IO[str]) -> None:
    """Start the process that runs the engine; it inherits ``lock`` and outlives us."""
    with open(folder / "keeper.log", "w") as log:
        subprocess.run(  # noqa: S603 (our own file)
            [sys.executable, "-I", str(KEEPER), engine, str(folder), os.environ.get("RAPPORT_ENGINES", "durable")],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
            start_new_session=True,
            check=True,
        )


def _state(folder: Path) -> dict[str, Any]:
    """What the keeper wrote; raises when it is not written yet or its writer is dead."""
    state = json.loads((folder / "state.json").read_text())
    os.kill(state["keeper"], 0)
    return state


def _is_free(path: Path) -> bool:
    if not path.exists():
        return True
    with open(path, "a") as lock:
        return _lock(lock)


def _lock(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _why_not(engine: str, folder: Path) -> str:
    log = (folder / "keeper.log").read_text(errors="replace").strip() if (folder / "keeper.log").exists() else ""
    return f"The embedded {engine} did not start. Your data in {folder} is untouched. {log or 'Its log is empty.'}"
