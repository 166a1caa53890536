"""A server that keeps one account and shows it the network: what a PDS and an AppView do together.

Methods, their parameters, records and answers are checked by the published lexicons: what they do not know is refused,
and nothing is answered that is not as they promise.
"""

import base64
import datetime as dt
import hashlib
import json
from itertools import count
from typing import Any

from tests.networks.fakes.lexicons import lexicon, wrong
from tests.networks.fakes.server import Answer, Asked, FakeNetwork

DID, HANDLE, PASSWORD = "did:plc:lullaby7lullaby7lullaby", "lullaby.test", "abcd-efgh-ijkl-mnop"
OLENA = {"did": "did:plc:olena77olena77olena7777", "handle": "olena.test", "displayName": "Olena"}
POST = "app.bsky.feed.post"
NUMBERS = "234567abcdefghijklmnopqrstuvwxyz"


def error(status: int, name: str, message: str = "", **headers: str) -> Answer:
    kept = {key.replace("_", "-"): value for key, value in headers.items()}
    return Answer({"error": name, "message": message or name}, status, kept)


def token(number: int, *, seconds: int) -> str:
    """In the form of a JWT, so that its end can be read; nobody can guess the number."""
    said = {"sub": DID, "n": number, "exp": int(dt.datetime.now(dt.UTC).timestamp()) + seconds}
    return "e30." + base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=") + ".c2ln"


class FakeBluesky(FakeNetwork):
    def __init__(self) -> None:
        super().__init__()
        self.numbers, self.moments = count(1), count()
        self.records: dict[str, dict[str, Any]] = {}
        self.notifications: list[dict[str, Any]] = []
        self.followers = 6140
        self.new_session()

    def new_session(self) -> dict[str, Any]:
        self.access, self.refresh = (token(next(self.numbers), seconds=span) for span in (7_200, 7_776_000))
        return {"accessJwt": self.access, "refreshJwt": self.refresh, "did": DID, "handle": HANDLE, "active": True}

    # --- the API ----------------------------------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        if asked.path == f"/{DID}":
            service = {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.url}
            return Answer({"id": DID, "alsoKnownAs": [f"at://{HANDLE}"], "service": [service]})
        nsid = asked.path.removeprefix("/xrpc/")
        described = lexicon(nsid).get("main")
        if described is None or not hasattr(self, nsid.rpartition(".")[2]):
            return error(501, "MethodNotImplemented")
        if refused := self._refused(nsid, described, asked):
            return refused
        result = getattr(self, nsid.rpartition(".")[2])(self._said(described, asked), asked)
        if isinstance(result, Answer):
            return result
        output = described.get("output", {}).get("schema")
        assert not output or not wrong(output, result, nsid=nsid), wrong(output, result, nsid=nsid)
        return Answer(result)

    def _said(self, described: dict[str, Any], asked: Asked) -> dict[str, Any]:
        if described["type"] == "query":
            kinds = described.get("parameters", {}).get("properties", {})
            return {name: _typed(kinds.get(name, {}), value) for name, value in asked.query.items()}
        return asked.json if asked.headers.get("content-type", "").startswith("application/json") else {}

    def _refused(self, nsid: str, described: dict[str, Any], asked: Asked) -> Answer | None:
        if asked.method != ("GET" if described["type"] == "query" else "POST"):
            return error(400, "InvalidRequest", "Incorrect HTTP method")
        name = nsid.rpartition(".")[2]
        wanted = self.refresh if name == "refreshSession" else self.access
        if name not in ("createSession", "resolveHandle") and asked.headers.get("authorization") != f"Bearer {wanted}":
            return error(400, "ExpiredToken", "Token has expired")
        said = self._said(described, asked)
        schema = described.get("parameters") or described.get("input", {}).get("schema")
        if not schema:
            return None
        if strange := set(said) - set(schema["properties"]):
            return error(400, "InvalidRequest", f"Unknown parameters {sorted(strange)}")
        fault = wrong(schema, said, nsid=nsid, at="Input")
        return error(400, "InvalidRequest", fault) if fault else None

    def resolveHandle(self, said: Any, asked: Asked) -> Any:
        known = {HANDLE: DID, OLENA["handle"]: OLENA["did"]}
        did = known.get(said["handle"])
        return {"did": did} if did else error(400, "InvalidRequest", "Unable to resolve handle")

    def createSession(self, said: Any, asked: Asked) -> Any:
        if said != {"identifier": DID, "password": PASSWORD}:
            return error(401, "AuthenticationRequired", "Invalid identifier or password")
        return self.new_session()

    def refreshSession(self, said: Any, asked: Asked) -> Any:
        return self.new_session()

    def getSession(self, said: Any, asked: Asked) -> Any:
        return {"did": DID, "handle": HANDLE, "active": True}

    def uploadBlob(self, said: Any, asked: Asked) -> Any:
        link = "bafkrei" + hashlib.sha256(asked.body).hexdigest()[:40]
        kept = {"$type": "blob", "ref": {"$link": link}, "mimeType": asked.headers["content-type"]}
        return {"blob": kept | {"size": len(asked.body)}}

    def createRecord(self, said: Any, asked: Asked) -> Any:
        fault = wrong(lexicon(said["collection"])["main"], said["record"], nsid=said["collection"], at="Record")
        if fault:
            return error(400, "InvalidRequest", f"Invalid {said['collection']} record: {fault}")
        uri = f"at://{said['repo']}/{said['collection']}/{said['rkey']}"
        if uri in self.records:
            return error(500, "InternalServerError", "Internal Server Error")
        return self._kept(uri, said["record"])

    def putRecord(self, said: Any, asked: Asked) -> Any:
        uri = f"at://{said['repo']}/{said['collection']}/{said['rkey']}"
        fault = wrong(lexicon(said["collection"])["main"], said["record"], nsid=said["collection"], at="Record")
        if fault or said.get("swapRecord") != self.records.get(uri, {}).get("cid"):
            return error(400, "InvalidSwap", fault or "Record was at another version")
        return self._kept(uri, said["record"])

    def getRecord(self, said: Any, asked: Asked) -> Any:
        kept = self.records.get(f"at://{said['repo']}/{said['collection']}/{said['rkey']}")
        return {name: kept[name] for name in ("uri", "cid", "value")} if kept else error(400, "RecordNotFound")

    def deleteRecord(self, said: Any, asked: Asked) -> Any:
        self.records.pop(f"at://{said['repo']}/{said['collection']}/{said['rkey']}", None)
        return {}

    def getPosts(self, said: Any, asked: Asked) -> Any:
        return {"posts": [self._view(self.records[uri]) for uri in said["uris"] if uri in self.records]}

    def getProfile(self, said: Any, asked: Asked) -> Any:
        return {"did": DID, "handle": HANDLE, "displayName": "Lullaby", "followersCount": self.followers}

    def searchPosts(self, said: Any, asked: Asked) -> Any:
        found = [one for one in self.records.values() if said["q"].lower() in one["value"].get("text", "").lower()]
        found = [one for one in found if one["at"] >= said.get("since", "")]
        return {"posts": [self._view(one) for one in reversed(found)]}

    def listNotifications(self, said: Any, asked: Asked) -> Any:
        place, newest = int(said.get("cursor") or 0), list(reversed(self.notifications))
        page = newest[place : place + said.get("limit", 50)]
        more = {"cursor": str(place + len(page))} if place + len(page) < len(newest) else {}
        return {"notifications": page} | more

    # --- what happens there -----------------------------------------------------------------------------------------

    def _kept(self, uri: str, record: dict[str, Any]) -> dict[str, str]:
        at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=next(self.moments))
        cid = "bafyrei" + hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:40]
        self.records[uri] = {"uri": uri, "cid": cid, "value": record, "at": at.isoformat().replace("+00:00", "Z")}
        return {"uri": uri, "cid": cid}

    def _view(self, kept: dict[str, Any]) -> dict[str, Any]:
        mine = kept["uri"].startswith(f"at://{DID}/")
        author = {"did": DID, "handle": HANDLE} if mine else OLENA
        below = [one for one in self.records.values() if _parent(one) == kept["uri"]]
        counts = {"likeCount": 0, "repostCount": 0, "quoteCount": 0, "replyCount": len(below)}
        shown = {"uri": kept["uri"], "cid": kept["cid"], "record": kept["value"], "indexedAt": kept["at"]}
        return shown | {"author": author} | counts

    def say(self, text: str, *, below: str = "") -> str:
        """A stranger speaks, below the post of this address or on her own; the address of what she said."""
        number = next(self.numbers)
        uri = f"at://{OLENA['did']}/{POST}/3l{NUMBERS[number // 32]}{NUMBERS[number % 32]}22222222a"
        record: dict[str, Any] = {"$type": POST, "text": text, "createdAt": "2026-11-01T00:00:00Z"}
        if below:
            parent = {name: self.records[below][name] for name in ("uri", "cid")}
            root = self.records[below]["value"].get("reply", {}).get("root", parent)
            record["reply"] = {"root": root, "parent": parent}
        self._kept(uri, record)
        if below.startswith(f"at://{DID}/"):
            self._tell(uri)
        return uri

    def _tell(self, uri: str) -> None:
        kept = self.records[uri]
        shown = {"uri": uri, "cid": kept["cid"], "author": OLENA, "record": kept["value"], "indexedAt": kept["at"]}
        self.notifications.append(shown | {"reason": "reply", "isRead": False})


def _parent(kept: dict[str, Any]) -> str:
    return kept["value"].get("reply", {}).get("parent", {}).get("uri", "")


def _typed(schema: dict[str, Any], value: str) -> Any:
    if schema.get("type") == "integer":
        return int(value)
    return [value] if schema.get("type") == "array" else value
