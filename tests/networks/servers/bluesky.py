"""Bluesky's own server from npm, as ``bin/real-networks`` installs it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx

from tests.networks.servers.process import free_port, running

ROOT = Path(__file__).resolve().parents[3]
MODULES = ROOT / ".rapport" / "node" / "node_modules"
PASSWORD = "four-words-nobody-says"
NEXT = count(1)


@dataclass(frozen=True)
class Pds:
    """``url`` of the server, ``directory`` of the accounts' numbers."""

    url: str
    directory: str

    def new_account(self) -> str:
        """The handle of a fresh account, its password is ``PASSWORD``."""
        handle = f"page{next(NEXT)}.test"
        said = {"handle": handle, "email": f"{handle}@example.com", "password": PASSWORD}
        url = f"{self.url}/xrpc/com.atproto.server.createAccount"
        httpx.post(url, json=said, trust_env=False, timeout=30).raise_for_status()
        return handle


def is_installed() -> bool:
    return bool(shutil.which("node")) and (MODULES.parent / "ready").is_file()


@contextmanager
def serving(folder: Path) -> Iterator[Pds]:
    port, directory = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    env = {"PDS_PORT": str(port), "PLC_PORT": str(directory), "PDS_FOLDER": str(folder), "LOG_ENABLED": "false",
           "NODE_ENV": "development", "NODE_PATH": str(MODULES)}  # fmt: skip
    launcher = str(Path(__file__).with_name("pds.cjs"))
    with running(["node", launcher], ready=f"{url}/xrpc/_health", log=folder / "pds.log", env=env):
        yield Pds(url, f"http://127.0.0.1:{directory}")
