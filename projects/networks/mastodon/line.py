"""Asking a server. Words of its refusals come in the language it likes, so only the number decides what they mean."""

import datetime as dt
from typing import Any

import httpx
from django.utils.dateparse import parse_datetime

from projects.networks import http
from projects.networks.base import (
    CredentialsExpired,
    CredentialsRevoked,
    Gone,
    NetworkError,
    PermissionMissing,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from projects.networks.public_only import origin_of


class Line:
    """One account's line to its server; ``instance`` is what somebody typed as its address."""

    def __init__(self, *, instance: str, token: str) -> None:
        self._instance, self._token = instance, token

    @property
    def origin(self) -> str:
        return origin_of(self._instance)

    def one(self, method: str, path: str, *, changes: bool = False, **request: Any) -> dict[str, Any]:
        """The thing a server answers with. Raises NetworkError."""
        answer = self._ask(method, path, changes=changes, **request)
        if not isinstance(answer, dict):
            raise (Unconfirmed if changes else Unavailable)("Mastodon answered with something that is not an answer.")
        return answer

    def many(self, path: str, **params: Any) -> list[dict[str, Any]]:
        """The list a server answers with. Raises NetworkError."""
        answer = self._ask("GET", path, changes=False, params=params)
        if not isinstance(answer, list):
            raise Unavailable("Mastodon answered with something that is not an answer.")
        return [item for item in answer if isinstance(item, dict)]

    def _ask(self, method: str, path: str, *, changes: bool, **request: Any) -> Any:
        if not self._token or not self._token.isascii() or not self._token.isprintable():
            raise CredentialsExpired("The account was never given a token that can be used.")
        headers = {"Authorization": f"Bearer {self._token}", "Accept-Language": "en"} | request.pop("headers", {})
        return http.ask(
            "Mastodon", method, f"{self.origin}/api/{path}",
            changes=changes, refusal=_refusal, public_only=True, headers=headers, **request,
        )  # fmt: skip


def _refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    said = body.get("error") if isinstance(body, dict) else None
    words = f"Mastodon says: {said[:400].rstrip('.')}." if isinstance(said, str) and said.strip() else ""
    match response.status_code:
        case 401:
            return CredentialsRevoked("Mastodon does not take this token any more. Connect the account again.")
        case 403:
            return PermissionMissing(words or "Mastodon does not let this token do that.")
        case 404 | 410:
            return Gone(words or "It is not on Mastodon any more.")
        case 408 | 425:
            return Unavailable("Mastodon did not wait for the whole request. Nothing was done.")
        case 413 | 415:
            return Rejected("A picture or a video is too large for this server, or of a kind it does not take.")
        case 429:
            return RateLimited("Mastodon asks to slow down.", retry_after=_seconds_until_reset(response))
        case status if status >= 500:
            return unclear(f"Mastodon has trouble on its side (error {status}).")
        case status if status >= 400:
            return Rejected(words or f"Mastodon refused with error {status}.")
    return None


def _seconds_until_reset(response: httpx.Response) -> float | None:
    """``X-RateLimit-Reset`` is an instant in ISO form; some servers write Unix seconds, some only ``Retry-After``."""
    said = response.headers.get("X-RateLimit-Reset", "")
    try:
        reset: dt.datetime | None = dt.datetime.fromtimestamp(float(said), dt.UTC)
    except (ValueError, OverflowError, OSError):
        reset = _moment(said)
    if reset is None:
        return http.seconds_of(None, response)
    return max(1.0, (reset - dt.datetime.now(dt.UTC)).total_seconds())


def _moment(text: str) -> dt.datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
