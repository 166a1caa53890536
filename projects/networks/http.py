"""Talking to a network over HTTP, and saying honestly what is known when it goes wrong.

One client a process, safe for threads. Lines are not kept open between calls: a kept line may be dead without our
knowing, and then a post that never left would look like one whose answer was lost. No proxy, no redirect.
"""

import functools
import os
from typing import Any

import httpx

from projects.networks.errors import (
    CredentialsExpired,
    Gone,
    NetworkError,
    PermissionMissing,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
)

TIMEOUT = httpx.Timeout(connect=3, read=15, write=10, pool=1)
BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


@functools.lru_cache(maxsize=1)
def _client(pid: int) -> httpx.Client:
    lines = httpx.Limits(max_connections=100, max_keepalive_connections=0)
    return httpx.Client(timeout=TIMEOUT, limits=lines, trust_env=False, follow_redirects=False)


def call(network: str, method: str, url: str, *, changes: bool, **request: Any) -> dict[str, Any]:
    """The JSON object a network answers with. ``changes``: whether carrying the request out twice would show.

    Raises NetworkError. A request that may have been carried out although its answer is lost or makes no sense is
    Unconfirmed when it changes something, otherwise Unavailable.
    """
    unclear = Unconfirmed if changes else Unavailable
    try:
        response = _client(os.getpid()).request(method, url, **request)
    except BEFORE_SENDING as error:
        raise Unavailable(f"{network} cannot be reached.") from error
    except httpx.TimeoutException as error:
        raise unclear(f"{network} did not answer in time.") from error
    except httpx.HTTPError as error:
        raise unclear(f"{network} dropped the line before it answered.") from error
    return _read(network, response, unclear)


def _read(network: str, response: httpx.Response, unclear: type[NetworkError]) -> dict[str, Any]:
    body = _json(response)
    error = body.get("error") if body else None
    if isinstance(error, dict):
        raise _refusal(network, response, error, unclear)
    if response.is_server_error:
        raise unclear(f"{network} has trouble on its side (error {response.status_code}).")
    if response.is_redirect:
        raise Unavailable(f"{network} is not at this address. Nothing was sent.")
    if response.is_client_error:
        raise _refusal(network, response, {}, unclear)
    if body is None:
        raise unclear(f"{network} answered with something that is not an answer.")
    return body


def _json(response: httpx.Response) -> dict[str, Any] | None:
    try:
        body = response.json()
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _refusal(
    network: str, response: httpx.Response, error: dict[str, Any], unclear: type[NetworkError]
) -> NetworkError:
    """The error a network put into words, whatever status it came with."""
    words = str(error.get("message") or f"{network} refused with error {response.status_code}.")[:400]
    match response.status_code, error.get("code"):
        case (401, _) | (_, "token_expired" | "token_invalid"):
            return CredentialsExpired(words)
        case (429, _) | (_, "rate_limited"):
            return RateLimited(words, retry_after=_seconds(error.get("retry_after"), response))
        case (403, _):
            return PermissionMissing(words)
        case (404 | 410, _):
            return Gone(words)
        case (_, "unavailable") | (408 | 425, _):
            return Unavailable(words)
        case (status, _) if status >= 500:
            return unclear(words)
    return Rejected(words)


def _seconds(value: Any, response: httpx.Response) -> float | None:
    try:
        return max(0.0, float(value if value is not None else response.headers["Retry-After"]))
    except (KeyError, TypeError, ValueError):
        return None
