"""Meta's Graph API, as the adapters of Facebook and Instagram and whoever connects their pages use it.

``{address}/{version}/{object}/{edge}``: the token goes as ``access_token``, and with it ``appsecret_proof`` where the
app's secret is known. Every answer may say how much of the allowance is used up; from then on reading waits while
publishing goes on. Uploads and containers may be made twice, so only the call that publishes is ``changes=True``.
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import httpx
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from projects.networks import graph_errors, http
from projects.networks.base import CredentialsExpired, NetworkError, RateLimited, Unavailable, Unconfirmed

PAGES = 20  # of one list, at most


class Graph:
    """One token at one address. ``secret`` is the app's, empty where there is none to prove the token with."""

    def __init__(self, network: str, token: str, *, url: str, secret: str = "") -> None:
        self.network, self.token, self.secret = network, token, secret
        self.url = f"{url.rstrip('/')}/{settings.META_GRAPH_VERSION}"

    def __repr__(self) -> str:
        return f"<Graph of {self.network}>"

    def get(self, path: str, **said: Any) -> dict[str, Any]:
        return self._call("GET", path, changes=False, params=self._signed(said))

    def post(self, path: str, *, changes: bool, files: Any = None, **said: Any) -> dict[str, Any]:
        return self._call("POST", path, changes=changes, data=self._signed(said), files=files)

    def delete(self, path: str) -> dict[str, Any]:
        return self._call("DELETE", path, changes=False, params=self._signed({}))

    def listed(self, path: str, **said: Any) -> Iterator[dict[str, Any]]:
        """Every item of a list, page after page; at most ``PAGES`` of them."""
        for _ in range(PAGES):
            answer = self.get(path, **said)
            yield from items_of(answer)
            after = after_of(answer)
            if not after:
                return
            said["after"] = after

    def breathe(self) -> None:
        """Before something that can wait. RateLimited while the network says that the allowance is nearly used up."""
        if wait := cache.get(self._breath()):
            raise RateLimited(f"{self.network} allows few more calls at the moment.", retry_after=wait)

    def _signed(self, said: dict[str, Any]) -> dict[str, str]:
        if not self.token or not self.token.isascii():
            raise CredentialsExpired("The page was never given a token that can be used.")
        known = {name: _plain(value) for name, value in said.items() if value not in (None, "")}
        if self.secret:
            known["appsecret_proof"] = proof(self.token, self.secret)
        return known | {"access_token": self.token}

    def _call(self, method: str, path: str, *, changes: bool, **request: Any) -> dict[str, Any]:
        kept = {name: value for name, value in request.items() if value is not None}
        url = f"{self.url}/{path}"
        answer = http.ask(self.network, method, url, changes=changes, refusal=self.refusal, **kept)
        if not isinstance(answer, dict):
            unclear = Unconfirmed if changes else Unavailable
            raise unclear(f"{self.network} answered with something that is not an answer.")
        return answer

    def refusal(self, response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
        """See ``http.Refusal``; notes besides how much of the allowance is used up."""
        if used := graph_errors.used_up(response.headers):
            cache.set(self._breath(), used, timeout=used)
        return graph_errors.refusal(self.network, response, body, unclear, secrets=(self.token, self.secret))

    def _breath(self) -> str:
        return f"graph-breath-{hashlib.sha256(self.token.encode()).hexdigest()[:24]}"


def facebook(token: str) -> Graph:
    return Graph("Facebook", token, url=settings.META_GRAPH_URL, secret=settings.META_APP_SECRET)


def proof(token: str, secret: str) -> str:
    """That whoever sends ``token`` knows the app's secret too."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def items_of(answer: Any) -> list[dict[str, Any]]:
    """The items of a list or of an expanded edge, which is absent when it is empty."""
    found = answer.get("data") if isinstance(answer, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def after_of(answer: Any) -> str:
    """Where the next page begins; empty on the last one."""
    paging = (answer.get("paging") if isinstance(answer, dict) else None) or {}
    return str((paging.get("cursors") or {}).get("after", "")) if paging.get("next") else ""


def moment(value: Any) -> dt.datetime | None:
    """``2021-07-21T21:05:14+0000``, or seconds since 1970 as calls to our address have them."""
    if isinstance(value, int) and value > 0:
        return dt.datetime.fromtimestamp(value, dt.UTC)
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return timezone.make_aware(found, dt.UTC) if found and timezone.is_naive(found) else found


def count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def total(node: dict[str, Any], edge: str) -> int | None:
    """How many an expanded edge has, asked for with ``.summary(true)``."""
    return count(((node.get(edge) or {}).get("summary") or {}).get("total_count"))


def _plain(value: Any) -> str:
    """Parameters travel as text: lists and objects as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"))
