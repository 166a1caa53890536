"""Starting a server and ending it, whatever the tests do."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from agency.keeper import tied_to_us

PATIENCE = 60  # seconds to become ready, on a busy machine


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@contextmanager
def running(command: list[str], *, ready: str, log: Path, env: dict[str, str] | None = None) -> Iterator[None]:
    """``command`` while the block runs, never longer than we live; ``ready`` answers 200 once it serves."""
    with log.open("wb") as output:
        tied, env = tied_to_us(command, signal.SIGTERM), os.environ | (env or {})
        process = subprocess.Popen(tied, stdout=output, stderr=output, env=env)
        try:
            _wait_for(process, ready, log)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(process: subprocess.Popen, ready: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(ready, timeout=2, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError(f"It does not serve: {log.read_text(errors='replace')[-2000:]}")
