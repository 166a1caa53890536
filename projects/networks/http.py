"""Talking to a network over HTTP, and saying honestly what is known when it goes wrong.

One client a process, safe for threads. Lines are not kept open between calls: a kept line may be dead without our
knowing, and then a post that never left would look like one whose answer was lost. No proxy, no redirect. How long a
call may take in all is ``patience``'s matter.
"""

import functools
import os
from collections.abc import Callable
from typing import Any

import httpx

from projects.networks import patience
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
from projects.networks.lines import Bounded
from projects.networks.public_only import PublicOnly

TIMEOUT = httpx.Timeout(connect=3, read=15, write=10, pool=1)
LONGEST = 8_000_000  # bytes of an answer; what networks really say is far shorter
UNPACKED = ("gzip", "deflate", "identity")  # others can pack gigabytes into what one read brings
OF_THE_LINE = ("content-encoding", "content-length", "transfer-encoding")
BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


@functools.lru_cache(maxsize=2)
def _client(pid: int, public_only: bool = False) -> httpx.Client:
    lines = httpx.Limits(max_connections=256, max_keepalive_connections=0)
    transport = (PublicOnly if public_only else Bounded)(limits=lines, trust_env=False)
    headers = {"Accept-Encoding": "gzip"}
    return httpx.Client(headers=headers, timeout=TIMEOUT, transport=transport, trust_env=False, follow_redirects=False)


class _NoEnd(Exception):
    """An answer that nobody wants to hold in memory."""


Refusal = Callable[[httpx.Response, Any, type[NetworkError]], NetworkError | None]
"""How a network says no: its answer, the JSON in it (None where there is none) and what a doubt is called, to the
error it means; None when it did not say no."""


def call(
    network: str, method: str, url: str, *, changes: bool, refusal: Refusal | None = None, **request: Any
) -> dict[str, Any]:
    """The JSON object a network answers with; see :func:`ask`."""
    answer = ask(network, method, url, changes=changes, refusal=refusal or _said_no(network), **request)
    if not isinstance(answer, dict):
        raise _doubt(changes)(_nonsense(network))
    return answer


def ask(
    network: str,
    method: str,
    url: str,
    *,
    changes: bool,
    refusal: Refusal,
    public_only: bool = False,
    **request: Any,
) -> Any:
    """The JSON a network answers with. ``changes``: whether carrying the request out twice would show.
    ``public_only``: somebody typed this server's address, see that module.

    Raises NetworkError. A request that may have been carried out although its answer is lost or makes no sense is
    Unconfirmed when it changes something, otherwise Unavailable. ``request``: as for ``httpx.request``; the address is
    never part of an error, because tokens stand in some.
    """
    unclear = _doubt(changes)
    carries_file = bool(request.get("files") or request.get("content"))
    try:
        with patience.one_call(changes=changes, carries_file=carries_file):
            response = _whole(_client(os.getpid(), public_only), method, url, request)
    except _NoEnd:
        raise unclear(f"{network} did not come to an end with its answer.") from None
    except BEFORE_SENDING:
        raise Unavailable(f"{network} cannot be reached.") from None
    except httpx.TimeoutException:
        raise unclear(f"{network} did not answer in time.") from None
    except httpx.HTTPError:
        raise unclear(f"{network} dropped the line before it answered.") from None
    return _read(network, response, unclear, refusal)


def _whole(client: httpx.Client, method: str, url: str, request: dict[str, Any]) -> httpx.Response:
    """The answer with all of its content. What is packed is counted as it is unpacked."""
    with client.stream(method, url, **request) as response:
        if response.headers.get("Content-Encoding", "gzip").lower() not in UNPACKED:
            raise _NoEnd
        content = bytearray()
        for piece in response.iter_bytes():
            content += piece
            if len(content) > LONGEST:
                raise _NoEnd
        headers = [(name, value) for name, value in response.headers.multi_items() if name not in OF_THE_LINE]
        return httpx.Response(response.status_code, headers=headers, content=bytes(content), request=response.request)


def _doubt(changes: bool) -> type[NetworkError]:
    return Unconfirmed if changes else Unavailable


def _nonsense(network: str) -> str:
    return f"{network} answered with something that is not an answer."


def _read(network: str, response: httpx.Response, unclear: type[NetworkError], refusal: Refusal) -> Any:
    is_json, body = _json(response)
    if error := refusal(response, body, unclear):
        raise error
    if response.is_server_error:
        raise unclear(f"{network} has trouble on its side (error {response.status_code}).")
    if response.is_redirect:
        raise Unavailable(f"{network} is not at this address. Nothing was sent.")
    if response.is_client_error:
        raise Rejected(f"{network} refused with error {response.status_code}.")
    if not is_json:
        raise unclear(_nonsense(network))
    return body


def _json(response: httpx.Response) -> tuple[bool, Any]:
    try:
        return True, response.json()
    except (ValueError, RecursionError):
        return False, None


def _said_no(network: str) -> Refusal:
    """Networks that put their error into words, ``{"error": {"code", "message"}}``, whatever status it came with."""

    def refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
        error = body.get("error") if isinstance(body, dict) else None
        if isinstance(error, dict):
            return _meant(network, response, error, unclear)
        return _meant(network, response, {}, unclear) if response.is_client_error else None

    return refusal


def _meant(network: str, response: httpx.Response, error: dict[str, Any], unclear: type[NetworkError]) -> NetworkError:
    words = str(error.get("message") or f"{network} refused with error {response.status_code}.")[:400]
    match response.status_code, error.get("code"):
        case (401, _) | (_, "token_expired" | "token_invalid"):
            return CredentialsExpired(words)
        case (429, _) | (_, "rate_limited"):
            return RateLimited(words, retry_after=seconds_of(error.get("retry_after"), response))
        case (403, _):
            return PermissionMissing(words)
        case (404 | 410, _):
            return Gone(words)
        case (_, "unavailable") | (408 | 425, _):
            return Unavailable(words)
        case (status, _) if status >= 500:
            return unclear(words)
    return Rejected(words)


def seconds_of(value: Any, response: httpx.Response) -> float | None:
    """How long to wait: what the answer says, or else its header ``Retry-After`` in seconds; None when neither does."""
    try:
        return max(0.0, float(value if value is not None else response.headers["Retry-After"]))
    except (KeyError, TypeError, ValueError):
        return None
