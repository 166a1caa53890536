"""How Meta's Graph API says no, and which of our errors that is.

``{"error": {"message", "code", "error_subcode", "is_transient", "error_user_msg"}}`` with 4xx or 5xx; the subcode knows
best, then the code, then the status. Sources: Meta's pages "Handling errors" and "Error codes" (Instagram), and the
subcodes that open-source publishers have met.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import httpx

from projects.networks.base import (
    CredentialsExpired,
    CredentialsRevoked,
    Duplicate,
    Gone,
    Misused,
    NetworkError,
    PermissionMissing,
    RateLimited,
    Rejected,
    Unavailable,
)

NEARLY = 80  # percent of the allowance; from here on reading waits
A_MINUTE, AN_HOUR, A_DAY = 60.0, 3_600.0, 86_400.0
PERMISSION = re.compile(r"\b(?:pages|instagram|business|read|publish)_\w+")


class ContainerLost(Unavailable):
    """What was prepared on Instagram is no longer there or came to nothing; nothing is out, a new one may do."""


BY_HAND = {
    458: "Somebody removed this agency's app from the account.",
    459: "Facebook wants a person to log in at facebook.com first.",
    460: "The password was changed.",
    464: "Facebook wants a person to log in at facebook.com first.",
    492: "Whoever connected the page no longer works on it.",
    1404078: "Facebook wants whoever manages the page to confirm who they are.",
    2207050: "Instagram has restricted the account. Open Instagram there and follow what it says.",
}
CONTENT = {
    1366046: "A picture is too large or neither JPEG nor PNG.",
    1346003: "Facebook does not take this content.",
    1404006: "Facebook does not take this content.",
    1404102: "Facebook does not take this content.",
    1609005: "Facebook cannot open the link.",
    1609008: "Facebook takes no link to itself.",
    2207004: "A picture is too large; Instagram takes 8 MB.",
    2207005: "Instagram takes pictures as JPEG only.",
    2207009: "A picture is too narrow or too wide for Instagram.",
    2207010: "The caption is too long for Instagram.",
    2207023: "Instagram does not know this kind of media.",
    2207026: "Instagram cannot read this film.",
    2207028: "An Instagram carousel takes 2 to 10 pictures and films.",
    2207057: "The moment for the cover is not in the film.",
}
TWICE = frozenset({1366051})
NOT_FETCHED = frozenset({2207003, 2207052})
LOST = frozenset({2207006, 2207008, 2207020, 2207032, 2207053})
SLOW = {1390008: None, 2207042: AN_HOUR, 2207051: A_DAY}
TOO_OFTEN = frozenset({4, 17, 32, 341, 613, 80_001, 80_002, 80_006})


def refusal(
    network: str, response: httpx.Response, body: Any, unclear: type[NetworkError], *, secrets: tuple[str, ...] = ()
) -> NetworkError | None:
    """The error an answer means, None when it is none. ``secrets`` are taken out of the network's words."""
    error = body.get("error") if isinstance(body, dict) else None
    if isinstance(body, dict) and "error_message" in body:
        error = {"message": body["error_message"], "code": body.get("code")}
    if not isinstance(error, dict):
        return None
    words = _words(network, error, secrets)
    code, subcode = _number(error.get("code")), _number(error.get("error_subcode"))
    wait = regain(response.headers)
    return (
        by_subcode(network, subcode, words, wait)
        or _by_code(network, code, subcode, words, wait)
        or _by_status(response, error, words, unclear)
    )


def by_subcode(network: str, subcode: int, words: str, wait: float | None = None) -> NetworkError | None:
    """What a subcode means; containers of Instagram name theirs in their status."""
    if subcode in BY_HAND:
        return CredentialsRevoked(f"{BY_HAND[subcode]} Connect the page again after that.")
    if subcode in CONTENT:
        return Rejected(f"{CONTENT[subcode]} {words}")
    if subcode in TWICE:
        return Duplicate(words)
    if subcode in NOT_FETCHED:
        return Unavailable(f"{network} could not fetch a picture or a video from here. {words}")
    if subcode in LOST:
        return ContainerLost(words)
    if subcode in SLOW:
        return RateLimited(f"{network} asks to publish less often. {words}", retry_after=wait or SLOW[subcode])
    if subcode == 2207027:
        return Unavailable(words)
    return None


def _by_code(network: str, code: int, subcode: int, words: str, wait: float | None) -> NetworkError | None:
    match code:
        case 190 | 102:
            return CredentialsExpired(f"{network} no longer takes this token. Connect the page again.")
        case _ if code in (3, 10) or 200 <= code <= 299:
            missing = PERMISSION.search(words)
            return PermissionMissing(words, permission=missing[0] if missing else "")
        case _ if code in TOO_OFTEN:
            return RateLimited(f"{network} asks to slow down.", retry_after=wait)
        case 9:
            return RateLimited(f"{network} takes no more posts today. {words}", retry_after=wait or AN_HOUR)
        case 368:
            return RateLimited(f"{network} has blocked this for a while. {words}", retry_after=wait or AN_HOUR)
        case 506:
            return Duplicate(words)
        case 1609005 | 1609008:
            return Rejected(f"{CONTENT[code]} {words}")
        case 36000:
            return Rejected(f"{CONTENT[2207004]} {words}")
        case 803:
            return Gone(words)
        case 100:
            return Gone(words) if subcode == 33 else Misused(words)
        case 2500:
            return Misused(words)
    return None


def _by_status(
    response: httpx.Response, error: dict[str, Any], words: str, unclear: type[NetworkError]
) -> NetworkError:
    """What may pass by itself may also have been carried out."""
    if response.is_server_error or error.get("is_transient") or _number(error.get("code")) in (-1, 1, 2):
        return unclear(words)
    if response.status_code == 429:
        return RateLimited(words, retry_after=regain(response.headers))
    if response.status_code == 401:
        return CredentialsExpired(words)
    return Rejected(words)


def regain(headers: Mapping[str, str]) -> float | None:
    """Seconds until calls are welcome again, which ``X-Business-Use-Case-Usage`` says in minutes; else None."""
    minutes = [_number(use.get("estimated_time_to_regain_access")) for use in _usage(headers)]
    return max(minutes) * A_MINUTE if any(minutes) else None


def used_up(headers: Mapping[str, str]) -> float:
    """How long reading should wait after this answer, in seconds; 0 while there is enough left."""
    names = ("call_count", "total_cputime", "total_time")
    most = max((_number(use.get(name)) for use in _usage(headers) for name in names), default=0)
    return (regain(headers) or A_MINUTE) if most >= NEARLY else 0.0


def _usage(headers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every use either header names: the app's own, and those of each business."""
    found: list[Any] = []
    for name in ("X-App-Usage", "X-Business-Use-Case-Usage"):
        try:
            said = json.loads(headers.get(name, "{}"))
        except ValueError:
            continue
        found += [said] if name == "X-App-Usage" else _flat(said)
    return [use for use in found if isinstance(use, dict)]


def _flat(said: Any) -> list[Any]:
    lists = said.values() if isinstance(said, dict) else []
    return [use for uses in lists if isinstance(uses, list) for use in uses]


def _words(network: str, error: dict[str, Any], secrets: tuple[str, ...]) -> str:
    """What the network says to people, or else to programs; never a token."""
    said = str(error.get("error_user_msg") or error.get("message") or f"{network} refused.")
    for secret in filter(None, secrets):
        said = said.replace(secret, "…")
    return f"{network} says: {said[:300]}"


def _number(value: Any) -> int:
    return value if isinstance(value, int) else int(value) if isinstance(value, str) and value.isdecimal() else 0
