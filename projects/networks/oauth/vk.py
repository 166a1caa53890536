"""VK ID, OAuth 2.1 with PKCE: a person's yes, then the communities they manage.

One yes is one chain of tokens, each of which ends the one before; so it connects one community.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from projects.networks import http
from projects.networks.base import Rejected
from projects.networks.doors import Ask
from projects.networks.oauth import Asking, Grant, challenge_of
from projects.networks.vk.line import Line

SCOPES = "wall photos video groups stats"


class VKRoom:
    rights = ("see which communities you manage", "publish on their walls", "read and answer comments",
              "read their figures")  # fmt: skip
    asks: tuple[Ask, ...] = ()
    is_single = True

    def is_ready(self) -> bool:
        return bool(settings.VK_APP_ID)

    def leave(self, asking: Asking) -> str:
        said = {
            "response_type": "code", "client_id": settings.VK_APP_ID, "scope": SCOPES, "state": asking.state,
            "redirect_uri": asking.redirect_uri, "code_challenge": challenge_of(asking.verifier),
            "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{settings.VK_ID_URL}/authorize?{urlencode(said)}"

    def come_back(self, asking: Asking, answer: Mapping[str, str]) -> list[Grant]:
        tokens = _exchange(asking, answer)
        managed = Line(tokens["token"]).call("groups.get", filter="admin", extended=1, count=1000)
        return [_grant(group, tokens) for group in managed.get("items") or []]


def _exchange(asking: Asking, answer: Mapping[str, str]) -> dict[str, str]:
    device = answer.get("device_id", "")
    form = {
        "grant_type": "authorization_code", "code": answer.get("code", ""), "code_verifier": asking.verifier,
        "client_id": settings.VK_APP_ID, "device_id": device, "redirect_uri": asking.redirect_uri,
        "state": asking.state,
    }  # fmt: skip
    said = http.call("VK ID", "POST", f"{settings.VK_ID_URL}/oauth2/auth", changes=False, data=form)
    if not said.get("access_token"):
        raise Rejected("VK ID did not accept the way back. Begin again.")
    return {
        "token": str(said["access_token"]),
        "refresh_token": str(said.get("refresh_token", "")),
        "device_id": device,
    }


def _grant(group: dict[str, Any], tokens: dict[str, str]) -> Grant:
    number = str(group["id"])
    return Grant(external_id=number, name=str(group.get("name", "")), credentials={**tokens, "group_id": number})


room = VKRoom()
