"""Asking a server, and what its refusals mean: by their names, which are part of the contract."""

import time
from typing import Any

import httpx

from projects.networks import http
from projects.networks.base import (
    CannotDo,
    CredentialsExpired,
    CredentialsRevoked,
    Gone,
    Misused,
    NetworkError,
    PermissionMissing,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from projects.networks.public_only import origin_of

NO_APPVIEW = "No service configured"
TOO_LARGE = "too big"


class KeyTaken(Unconfirmed):
    """There may be a record of this key already: servers say so, or stumble over it."""


def ask(
    server: str, method: str, *, token: str = "", changes: bool = False, post: bool = False, **request: Any
) -> dict[str, Any]:
    """What ``method`` of ``server`` answers; ``post`` for procedures. Raises NetworkError."""
    url = f"{origin_of(server)}/xrpc/{method}"
    return fetch(url, "POST" if post else "GET", token=token, changes=changes, **request)


def fetch(url: str, verb: str = "GET", *, token: str = "", changes: bool = False, **request: Any) -> dict[str, Any]:
    """The JSON object at ``url``."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers |= request.pop("headers", {})
    answer = http.ask(
        "Bluesky", verb, url, changes=changes, refusal=_refusal, public_only=True, headers=headers, **request
    )
    if not isinstance(answer, dict):
        raise (Unconfirmed if changes else Unavailable)("Bluesky answered with something that is not an answer.")
    return answer


def _refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    if response.status_code < 400:
        return None
    said = body if isinstance(body, dict) else {}
    name, words = str(said.get("error") or ""), str(said.get("message") or "")[:400].rstrip(".")
    told = f"Bluesky says: {words}." if words else f"Bluesky refused with error {response.status_code}."
    match response.status_code, name:
        case _, "ExpiredToken":
            return CredentialsExpired("Access to Bluesky ran out.")
        case (_, "AccountTakedown" | "AccountDeactivated" | "AccountSuspended" | "AuthFactorTokenRequired"):
            return CredentialsRevoked(f"{told} Look at the account on Bluesky itself.")
        case (401, _) | (_, "InvalidToken" | "AuthMissing" | "AuthenticationRequired"):
            return CredentialsRevoked(f"{told} Connect the account again with an app password.")
        case (429, _) | (_, "RateLimitExceeded"):
            return RateLimited("Bluesky asks to slow down.", retry_after=_seconds_until_reset(response))
        case 403, _:
            return PermissionMissing(told)
        case (404, _) | (_, "RecordNotFound" | "NotFound" | "RepoNotFound"):
            return Gone("It is not on Bluesky any more.")
        case (413, _) | (_, "PayloadTooLarge" | "BlobTooLarge"):
            return Rejected("A picture or a video is too large for this server.")
        case 408, _:
            return Unavailable("Bluesky did not wait for the whole request. Nothing was done.")
        case status, _ if status >= 500:
            return _trouble(status, name, unclear)
    return _refused(words, told, unclear)


def _trouble(status: int, name: str, unclear: type[NetworkError]) -> NetworkError:
    words = f"Bluesky has trouble on its side (error {status})."
    if name == "InternalServerError" and unclear is Unconfirmed:
        return KeyTaken(words)
    return unclear(words)


def _refused(words: str, told: str, unclear: type[NetworkError]) -> NetworkError:
    if NO_APPVIEW in words:
        return CannotDo("This server has no way to read what others say on Bluesky.")
    if "already exists" in words and unclear is Unconfirmed:
        return KeyTaken(told)
    if "blob too big" in words:
        return Rejected("A picture or a video is too large for this server.")
    if words.startswith(("Input/", "Invalid record key", "Invalid TID")) and TOO_LARGE not in words:
        return Misused(told)
    return Rejected(told)


def _seconds_until_reset(response: httpx.Response) -> float | None:
    """``ratelimit-reset`` is an instant in Unix seconds."""
    try:
        return max(1.0, float(response.headers["ratelimit-reset"]) - time.time())
    except (KeyError, ValueError):
        return http.seconds_of(None, response)
