"""Mastodon, server by server: Rapport introduces itself to each (POST /api/v1/apps), then the person says yes there.

See https://docs.joinmastodon.org/client/token/. What a server calls us is remembered for a month, encrypted.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx
from django.conf import settings
from django.core.cache import cache

from agency.fields import cipher
from projects.networks import http
from projects.networks.base import NetworkError, Rejected, Unavailable
from projects.networks.doors import Ask, instance
from projects.networks.oauth import Asking, Grant, challenge_of
from projects.networks.public_only import origin_of

SCOPES = "read write"
MONTH = 30 * 86_400
OTHER_SERVER = "Another server answered than the one you chose. Begin again."


class MastodonRoom:
    rights = ("see the account", "publish, pictures and polls included", "read what people answer, and answer")
    asks = (
        Ask(name="instance", label="Server", tidied=instance, help="The part after the second @: mastodon.social."),
    )
    is_single = False

    def is_ready(self) -> bool:
        return True

    def leave(self, asking: Asking) -> str:
        origin = origin_of(asking.said.get("instance", ""))
        said = {
            "response_type": "code", "client_id": _app(origin, asking)["client_id"], "scope": SCOPES,
            "redirect_uri": asking.redirect_uri, "state": asking.state,
            "code_challenge": challenge_of(asking.verifier), "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{origin}/oauth/authorize?{urlencode(said)}"

    def come_back(self, asking: Asking, answer: Mapping[str, str]) -> list[Grant]:
        origin = origin_of(asking.said.get("instance", ""))
        if answer.get("iss") and origin_of(answer["iss"]) != origin:  # RFC 9207, where a server says who it is
            raise Rejected(OTHER_SERVER)
        app = _app(origin, asking)
        form = {
            "grant_type": "authorization_code", "code": answer.get("code", ""), "client_id": app["client_id"],
            "client_secret": app["client_secret"], "redirect_uri": asking.redirect_uri, "scope": SCOPES,
            "code_verifier": asking.verifier,
        }  # fmt: skip
        token = _needed(_asked("POST", f"{origin}/oauth/token", data=form), "access_token")
        headers = {"Authorization": f"Bearer {token}"}
        account = _asked("GET", f"{origin}/api/v1/accounts/verify_credentials", headers=headers)
        name = _needed(account, "acct")
        credentials = {"token": token, "instance": origin}
        return [Grant(external_id=name, name=f"@{name}", credentials=credentials)]


def _app(origin: str, asking: Asking) -> dict[str, str]:
    """How ``origin`` knows us."""
    key = f"mastodon-app:{origin}:{asking.redirect_uri}"
    if kept := cache.get(key):
        known: dict[str, str] = json.loads(cipher().decrypt(kept.encode()))
        return known
    form = {"client_name": "Rapport", "redirect_uris": asking.redirect_uri, "scopes": SCOPES,
            "website": settings.BASE_URL}  # fmt: skip
    answer = _asked("POST", f"{origin}/api/v1/apps", data=form)
    app = {name: _needed(answer, name) for name in ("client_id", "client_secret")}
    cache.set(key, cipher().encrypt(json.dumps(app).encode()).decode(), MONTH)
    return app


def _asked(method: str, url: str, **request: Any) -> Any:
    return http.ask("The server", method, url, changes=False, refusal=_refusal, public_only=True, **request)


def _refusal(response: httpx.Response, body: Any, unclear: type[NetworkError]) -> NetworkError | None:
    said = isinstance(body, dict) and (body.get("error_description") or body.get("error"))
    return Rejected(f"The server says: {str(said)[:200].rstrip('.')}.") if said else None


def _needed(answer: Any, name: str) -> str:
    if not isinstance(answer, dict) or not answer.get(name):
        raise Unavailable("This server does not answer as Mastodon does.")
    return str(answer[name])


room = MastodonRoom()
