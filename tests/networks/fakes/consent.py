"""Two dialogs of leave on loopback: a Mastodon server's and VK ID's, as far as a program sees them.

A code is good once, for the application, the way back and the challenge (RFC 7636) it was given for.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.networks.fakes.server import Answer, Asked, FakeNetwork

TOKEN, REFRESH, DEVICE = "consent-access-token", "consent-refresh-token", "device-9"
APP = {"client_id": "app-1", "client_secret": "app-secret"}
GROUPS = [{"id": 77, "name": "Lullaby"}, {"id": 78, "name": "Brama"}]


@dataclass
class Yes:
    """What somebody agreed to, by its code."""

    client_id: str
    redirect_uri: str
    challenge: str


@dataclass
class Counts:
    apps: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, Yes] = field(default_factory=dict)


class FakeConsent(FakeNetwork):
    def __init__(self) -> None:
        super().__init__()
        self.kept = Counts()

    def agree(self, address: str) -> dict[str, str]:
        """A person opens the dialog and says yes: what they are sent back with."""
        said = dict(parse_qsl(urlsplit(address).query))
        assert said["response_type"] == "code"
        assert said["code_challenge_method"] == "S256"
        self.kept.codes["code-1"] = Yes(said["client_id"], said["redirect_uri"], said["code_challenge"])
        return {"state": said["state"], "code": "code-1", "device_id": DEVICE}

    def answer(self, asked: Asked) -> Answer:
        match asked.path:
            case "/api/v1/apps":
                self.kept.apps.append(asked.form)
                return Answer(APP)
            case "/oauth/token":
                return self._token(asked.form, refused=400, more={"scope": "read write", "token_type": "Bearer"})
            case "/oauth2/auth":
                return self._token(asked.form, refused=200, more={"refresh_token": REFRESH, "expires_in": 3600})
            case "/api/v1/accounts/verify_credentials":
                is_known = asked.headers.get("authorization") == f"Bearer {TOKEN}"
                return Answer({"id": "1", "acct": "lullaby"}) if is_known else Answer({"error": "Unknown token"}, 401)
            case "/method/groups.get":
                return Answer({"response": {"count": len(GROUPS), "items": GROUPS}})
        return Answer({"error": "Not found"}, 404)

    def _token(self, form: dict[str, str], *, refused: int, more: dict[str, Any]) -> Answer:
        yes = self.kept.codes.pop(form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        known = yes and (yes.client_id, yes.redirect_uri) == (form["client_id"], form["redirect_uri"])
        if not known or yes.challenge != proof:
            return Answer({"error": "invalid_grant", "error_description": "The code is not good any more"}, refused)
        return Answer({"access_token": TOKEN} | more)
