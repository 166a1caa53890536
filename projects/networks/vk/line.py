"""Calling VKontakte: methods with a token, uploads to the places it names, and fresh tokens."""

import time
from typing import Any
from uuid import uuid4

import httpx
from django.conf import settings

from projects.networks import http
from projects.networks.base import (
    CredentialsExpired,
    CredentialsRevoked,
    Misused,
    NetworkError,
    Picture,
    Unavailable,
    Unconfirmed,
    Video,
    opened,
)
from projects.networks.vk.refusals import NotKept, refusal

NAME = "VKontakte"
NONSENSE = f"{NAME} answered with something that is not an answer."
UPLOAD = httpx.Timeout(connect=3, read=90, write=30, pool=1)
PASSING = ("server_error", "temporarily_unavailable", "slow_down")


class Line:
    """One token's line. It keeps the network's pace by itself, because one post can take twenty calls."""

    def __init__(self, token: str) -> None:
        self.token = token
        self._free_at = 0.0

    def call(self, method: str, *, changes: bool = False, **said: Any) -> Any:
        """What the method answers. ``said``: lists are joined by commas, what is None is left out."""
        if not self.token or not self.token.isascii():
            raise CredentialsExpired("The community was never given a token that can be used.")
        self._keep_pace()
        form = _flat(said) | {"access_token": self.token, "v": settings.VK_API_VERSION}
        answer = http.ask(
            NAME, "POST", f"{settings.VK_API_URL}/{method}", changes=changes, refusal=self._refusal, data=form
        )
        if not isinstance(answer, dict) or "response" not in answer:
            raise (Unconfirmed if changes else Unavailable)(NONSENSE)
        return answer["response"]

    def upload(self, place: str, name: str, medium: Picture | Video) -> dict[str, Any]:
        """Bring a file, read as it goes, to the place VKontakte named; nothing is published by that."""
        with opened(medium) as file:
            files = {name: (medium.path.name, file, medium.mime)}
            return http.call(NAME, "POST", place, changes=False, refusal=_upload_refusal, files=files, timeout=UPLOAD)

    def _keep_pace(self) -> None:
        wait = self._free_at - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._free_at = time.monotonic() + settings.VK_PAUSE

    def _refusal(self, response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
        """As ``refusals`` says; should the network repeat the token in its words, they are not passed on."""
        error = body.get("error") if isinstance(body, dict) else None
        if isinstance(error, dict) and self.token in str(error.get("error_msg")):
            body = {"error": error | {"error_msg": error["error_msg"].replace(self.token, "…")}}
        return refusal(response, body, unclear)


def fresh_token(refresh_token: str, device_id: str) -> dict[str, Any]:
    """VK ID's answer: ``access_token``, ``refresh_token`` and ``expires_in`` seconds. The old pair ends with it."""
    form = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
        "device_id": device_id,
        "client_id": settings.VK_APP_ID,
        "state": uuid4().hex,
    }
    answer = http.call(
        "VK ID", "POST", f"{settings.VK_ID_URL}/oauth2/auth", changes=False, refusal=_id_refusal, data=form
    )
    if not answer.get("access_token"):
        raise Unavailable("VK ID gave no token.")
    return answer


def part(answer: Any, name: str) -> Any:
    """A field the schema promises in an answer. Unavailable when it is not there: nothing was published yet."""
    if not isinstance(answer, dict) or answer.get(name) in (None, ""):
        raise Unavailable(NONSENSE)
    return answer[name]


def _flat(said: dict[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in said.items() if value not in (None, "", [])}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _upload_refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    if not isinstance(body, dict) or not body.get("error"):
        return None
    return NotKept(f"{NAME} did not keep a picture or a video: {str(body['error'])[:200]}.")


def _id_refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    error = body.get("error") if isinstance(body, dict) else None
    if not error:
        return None
    if error in PASSING:
        return Unavailable("VK ID has trouble on its side.")
    if error in ("invalid_client", "unauthorized_client", "unsupported_grant_type"):
        return Misused(f"VK ID does not know this application: {error}.")
    return CredentialsRevoked("VK ID renews this access no more. Connect the community again.")
