"""Tokens of Odnoklassniki: given for a code, renewed, kept alive; and how long they last.

A token lasts half an hour and is renewed by a second one. With the right LONG_ACCESS_TOKEN it lasts thirty days from
its latest use and is kept alive as it is. See https://apiok.ru/en/ext/oauth/server and …/oauth/permissions.
"""

import datetime as dt
from typing import Any

import httpx
from django.conf import settings

from projects.networks import http
from projects.networks.base import (
    CredentialsExpired,
    CredentialsRevoked,
    Misused,
    NetworkError,
    Rejected,
    Renewed,
    Unavailable,
)
from projects.networks.odnoklassniki.line import NAME, NOT_SET, Line, refusal

DAY, LONG = dt.timedelta(days=1), dt.timedelta(days=30)
PASSING = ("server_error", "temporarily_unavailable")
STRANGER = ("invalid_client", "unauthorized_client")
NO_WAY = "This access was given without a way to renew it. Connect the group again."


def for_code(code: str, *, redirect_uri: str) -> Renewed:
    """What a person's yes is worth; the code is good once, for two minutes."""
    answer = _ask(_code_refusal, grant_type="authorization_code", code=code, redirect_uri=redirect_uri)
    return _kept(answer, {})


def renewed(line: Line, credentials: dict[str, Any]) -> Renewed:
    """Fresh tokens in the place of those in ``credentials``, or the same ones for thirty more days."""
    if not settings.OK_APP_ID or not settings.OK_APP_SECRET:
        raise CredentialsRevoked(NOT_SET)
    refresh_token = str(credentials.get("refresh_token") or "")
    if credentials.get("is_long"):
        try:
            line.call("auth.touchSession")
            return Renewed(credentials=credentials, expire_at=dt.datetime.now(dt.UTC) + LONG)
        except CredentialsExpired as error:
            if not refresh_token or isinstance(error, CredentialsRevoked):
                raise
    if not refresh_token:
        raise CredentialsRevoked(NO_WAY)
    answer = _ask(_renewal_refusal, grant_type="refresh_token", refresh_token=refresh_token)
    return _kept(answer, credentials)


def _ask(refused: http.Refusal, **form: str) -> dict[str, Any]:
    form |= {"client_id": settings.OK_APP_ID, "client_secret": settings.OK_APP_SECRET}
    answer = http.call(NAME, "POST", settings.OK_TOKEN_URL, changes=False, refusal=refused, data=form)
    if not answer.get("access_token"):
        raise Unavailable("Odnoklassniki gave no token.")
    return answer


def _kept(answer: dict[str, Any], credentials: dict[str, Any]) -> Renewed:
    lasts = _life(answer.get("expires_in"))
    tokens = {"token": answer["access_token"], "refresh_token": answer.get("refresh_token"), "is_long": lasts > DAY}
    others = {name: value for name, value in credentials.items() if name != "is_long"}
    return Renewed(
        credentials=others | {name: value for name, value in tokens.items() if value},
        expire_at=dt.datetime.now(dt.UTC) + lasts if lasts else None,
    )


def _life(said: Any) -> dt.timedelta:
    return dt.timedelta(seconds=int(said)) if str(said).isdecimal() else dt.timedelta()


def _code_refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    error = body.get("error") if isinstance(body, dict) else None
    if not error or error in (*STRANGER, *PASSING):
        return _renewal_refusal(response, body, unclear)
    says = str(body.get("error_description") or error).rstrip(".")[:200]
    return Rejected(f"Odnoklassniki did not accept the way back: {says}. Begin again.")


def _renewal_refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    error = body.get("error") if isinstance(body, dict) else None
    if error in STRANGER:
        return Misused("Odnoklassniki does not know this application.")
    if error in PASSING:
        return Unavailable("Odnoklassniki has trouble on its side.")
    if error:
        return CredentialsRevoked("Odnoklassniki renews this access no more. Connect the group again.")
    return refusal(response, body, unclear)
