"""Bluesky of its own parts, as ``bin/real-networks`` installs them from npm: the server that keeps accounts, the
AppView that reads them for everybody, the directory of accounts. The AppView's database stands beside the test's."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from tests.database import emptied
from tests.networks.servers.process import free_port, running
from tests.settings import PART

ROOT = Path(__file__).resolve().parents[3]
MODULES = ROOT / ".rapport" / "node" / "node_modules"
PASSWORD = "four-words-nobody-says"
POST = "app.bsky.feed.post"
NEXT = count(1)


@dataclass(frozen=True)
class Bluesky:
    """``url``: a server whose accounts the AppView reads; ``lone``: one that has no AppView; ``directory``: of the
    accounts' numbers."""

    url: str
    lone: str
    directory: str
    settled: str

    def newcomer(self, *, server: str = "") -> "Person":
        """A fresh account, its password is ``PASSWORD``."""
        handle = f"person{next(NEXT)}.test"
        said = {"handle": handle, "email": f"{handle}@example.com", "password": PASSWORD}
        url = f"{server or self.url}/xrpc/com.atproto.server.createAccount"
        answer = httpx.post(url, json=said, trust_env=False, timeout=30).raise_for_status()
        self.settle()
        return Person(self, answer.json(), server or self.url)

    def settle(self) -> None:
        """Wait until the AppView has read all that was said."""
        httpx.get(self.settled, trust_env=False, timeout=30).raise_for_status()


@dataclass(frozen=True)
class Person:
    """Somebody with an account, who reads and writes without our adapter."""

    bluesky: Bluesky
    session: dict[str, Any]
    server: str

    @property
    def did(self) -> str:
        return str(self.session["did"])

    @property
    def handle(self) -> str:
        return str(self.session["handle"])

    def ask(self, method: str, **params: Any) -> Any:
        return self._call("GET", method, params=params)

    def write(self, collection: str, **record: Any) -> str:
        """Put a record among one's own; its address."""
        whole = {"$type": collection, "createdAt": record.pop("at", moment())} | record
        said = {"repo": self.did, "collection": collection, "record": whole}
        uri = str(self._call("POST", "com.atproto.repo.createRecord", json=said)["uri"])
        self.bluesky.settle()
        return uri

    def _call(self, verb: str, method: str, **request: Any) -> Any:
        key = {"Authorization": f"Bearer {self.session['accessJwt']}"}
        url = f"{self.server}/xrpc/{method}"
        return httpx.request(verb, url, headers=key, trust_env=False, timeout=30, **request).raise_for_status().json()

    def record(self, uri: str) -> Any:
        repo, collection, rkey = uri.removeprefix("at://").split("/")
        return self.ask("com.atproto.repo.getRecord", repo=repo, collection=collection, rkey=rkey)

    def records(self, collection: str = POST) -> list[Any]:
        """One's own, oldest first."""
        return self.ask("com.atproto.repo.listRecords", repo=self.did, collection=collection, reverse=True)["records"]

    def answer(self, uri: str, text: str, **more: Any) -> str:
        parent = self._pointer(uri)
        root = self.record(uri)["value"].get("reply", {}).get("root", parent)
        return self.write(POST, text=text, reply={"root": root, "parent": parent}, **more)

    def quote(self, uri: str, text: str) -> str:
        return self.write(POST, text=text, embed={"$type": "app.bsky.embed.record", "record": self._pointer(uri)})

    def name(self, whom: "Person", text: str) -> str:
        """Say something about ``whom``, by name."""
        place = {"byteStart": 0, "byteEnd": len(whom.handle) + 1}
        features = [{"$type": "app.bsky.richtext.facet#mention", "did": whom.did}]
        return self.write(POST, text=f"@{whom.handle} {text}", facets=[{"index": place, "features": features}])

    def like(self, uri: str) -> None:
        self.write("app.bsky.feed.like", subject=self._pointer(uri))

    def repost(self, uri: str) -> None:
        self.write("app.bsky.feed.repost", subject=self._pointer(uri))

    def follow(self, whom: "Person") -> None:
        self.write("app.bsky.graph.follow", subject=whom.did)

    def _pointer(self, uri: str) -> dict[str, str]:
        return {"uri": uri, "cid": self.record(uri)["cid"]}


def moment(*, ago: float = 0) -> str:
    """So many seconds ago, as records say it."""
    at = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=ago)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def is_installed() -> bool:
    return bool(shutil.which("node")) and (MODULES.parent / "ready").is_file()


@contextmanager
def serving(folder: Path) -> Iterator[Bluesky]:
    ports = {name: free_port() for name in ("PDS_PORT", "LONE_PORT", "PLC_PORT", "APPVIEW_PORT", "SETTLED_PORT")}
    server, lone, directory, _, settled = (f"http://127.0.0.1:{port}" for port in ports.values())
    env = {name: str(port) for name, port in ports.items()}
    env |= {"TMPDIR": str(folder), "LOG_ENABLED": "false", "NODE_ENV": "development", "NODE_PATH": str(MODULES)}
    launcher = str(Path(__file__).with_name("bluesky.cjs"))
    with (
        emptied(f"bluesky_{PART}") as database,
        running(["node", launcher], ready=settled, log=folder / "bluesky.log", env=env | {"DATABASE": database}),
    ):
        yield Bluesky(server, lone, directory, settled)
