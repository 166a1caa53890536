"""Meta's calls to our address: one address for all pages of an app, signed with its secret over the bytes as they came.

When it is set up Meta calls with GET and a challenge; its answer is ``News.answer``. Calls repeat and change places.
"""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings

from projects.networks.base import Call, Misused, PermissionMissing

Change = dict[str, Any]


def challenge(call: Call) -> str:
    """What Meta wants back when it asks whether the address is ours. PermissionMissing when it shows another token."""
    shown, agreed = call.query.get("hub.verify_token", ""), settings.META_VERIFY_TOKEN
    if not agreed or not hmac.compare_digest(shown.encode(), agreed.encode()):
        raise PermissionMissing("This call does not know the token we agreed with Meta.")
    return call.query.get("hub.challenge", "")


def entries(call: Call, *, secret: str, kind: str) -> list[dict[str, Any]]:
    """What a signed call tells of objects of one ``kind`` ("page", "instagram")."""
    if not _is_signed(call, secret):
        raise PermissionMissing("This call is not signed with the secret of our app.")
    try:
        told = json.loads(call.body)
    except (ValueError, RecursionError) as error:
        raise Misused("Meta called with something that is no news.") from error
    if not isinstance(told, dict) or told.get("object") != kind:
        return []
    found = told.get("entry")
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def changes_of(entries: list[dict[str, Any]], *, owner: str) -> list[tuple[str, Change, Any]]:
    """Field, value and time of everything that changed at ``owner``; what is told of others is not ours to read."""
    return [
        (str(change.get("field", "")), change["value"], entry.get("time"))
        for entry in entries
        if str(entry.get("id")) == owner
        for change in entry.get("changes") or []
        if isinstance(change, dict) and isinstance(change.get("value"), dict)
    ]


def believed_owners(call: Call) -> list[str]:
    """The pages and accounts a call is about, for whoever has to find their channels. PermissionMissing: not signed."""
    secrets = (settings.META_APP_SECRET, settings.INSTAGRAM_APP_SECRET)
    secret = next((secret for secret in secrets if _is_signed(call, secret)), "")
    told = [entry for kind in ("page", "instagram") for entry in entries(call, secret=secret, kind=kind)]
    return [str(entry.get("id", "")) for entry in told]


def _is_signed(call: Call, secret: str) -> bool:
    sent = {name.lower(): value for name, value in call.headers.items()}.get("x-hub-signature-256", "")
    due = "sha256=" + hmac.new(secret.encode(), call.body, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(sent.encode(), due.encode())
