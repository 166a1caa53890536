"""Signed calls to Odnoklassniki, uploads to the places it names, and what its refusals mean."""

import hashlib
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import httpx
from django.conf import settings

from projects.networks import http
from projects.networks.base import (
    CredentialsExpired,
    CredentialsRevoked,
    Gone,
    Misused,
    NetworkError,
    PermissionMissing,
    Picture,
    RateLimited,
    Rejected,
    Unavailable,
    Video,
    opened,
)

NAME = "Odnoklassniki"
UNSIGNED = {"access_token", "session_key", "sig"}
UPLOAD = httpx.Timeout(connect=3, read=90, write=30, pool=1)
NOT_SET = "Odnoklassniki cannot be reached from here: OK_APP_ID, OK_APP_KEY and OK_APP_SECRET are not set."


def signature(said: Mapping[str, str], secret: str) -> str:
    """MD5, as the network wants it, of ``name=value`` sorted by name, nothing between them, and the secret.

    Values count as they are, before they are encoded for the way.
    """
    signed = "".join(f"{name}={said[name]}" for name in sorted(set(said) - UNSIGNED))
    return _md5(signed + secret)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


class Line:
    """One token's line."""

    def __init__(self, token: str) -> None:
        self.token = token

    def call(self, method: str, *, changes: bool = False, **said: Any) -> Any:
        """What the method answers, which may be a bare text or number. What is None is left out."""
        if not settings.OK_APP_KEY or not settings.OK_APP_SECRET:
            raise Rejected(NOT_SET)
        if not self.token or not self.token.isascii():
            raise CredentialsExpired("The group was never given a token that can be used.")
        own = {"method": method, "application_key": settings.OK_APP_KEY, "format": "json"}
        form = {name: _text(value) for name, value in said.items() if value not in (None, "")} | own
        proof = {"sig": signature(form, _md5(self.token + settings.OK_APP_SECRET)), "access_token": self.token}
        return http.ask(NAME, "POST", settings.OK_API_URL, changes=changes, refusal=refusal, data=form | proof)

    def upload_pictures(self, place: str, pictures: list[Picture]) -> Any:
        """All at once, as ``pic1`` and on."""
        with ExitStack() as open_files:
            files = {
                f"pic{number}": (one.path.name, open_files.enter_context(opened(one)), one.mime)
                for number, one in enumerate(pictures, 1)
            }
            return http.call(NAME, "POST", place, changes=False, refusal=refusal, files=files, timeout=UPLOAD)

    def upload_film(self, place: str, video: Video) -> None:
        """What is answered to a film is not always JSON; that it was taken is enough."""
        taken: list[bool] = []

        def heard(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
            refused = refusal(response, body, unclear)
            taken.append(response.is_success and refused is None)
            return refused

        with opened(video) as file:
            files = {"data": (video.path.name, file, video.mime)}
            try:
                http.ask(NAME, "POST", place, changes=False, refusal=heard, files=files, timeout=UPLOAD)
            except Unavailable:
                if taken != [True]:
                    raise


def refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    """Errors come with status 200; the number decides."""
    if not isinstance(body, dict) or "error_code" not in body:
        return None
    words = str(body.get("error_msg") or "no").rstrip(".")[:300]
    says = f"Odnoklassniki says: {words}."
    match _number(body["error_code"]):
        case 2 | 9999 | 5000 | 30 | 31 | 704:
            return unclear(f"Odnoklassniki has trouble on its side: {words}.")
        case 7 | 8 | 11 | 26:
            return RateLimited("Odnoklassniki asks to slow down.")
        case 102 | 103 | 453:
            return CredentialsExpired(f"Odnoklassniki takes the token no more: {words}.")
        case 9 | 401 | 402 | 403 | 511 | 514:
            return CredentialsRevoked(f"Odnoklassniki wants to see the person behind the token: {words}.")
        case 10 | 24 | 50 | 200 | 210 | 455 | 456 | 457 | 458:
            return PermissionMissing(says)
        case 300 | 700 | 702:
            return Gone(says)
        case 3 | 4 | 100 | 101 | 104 | 105 | 451:
            return Misused(says)
        case 21 | 324 | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508:
            return Rejected(f"Odnoklassniki did not keep a picture or a video: {words}.")
    return Rejected(says)


def _number(code: Any) -> int:
    return int(code) if str(code).isdecimal() else -1


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
