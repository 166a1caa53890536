"""Links that carry a right: invitations, client approvals, facts asked of a client.

The token travels in the link only; what is stored is its digest, so a copy of the database opens no door. Opening a
link (GET) must never decide anything: mail scanners open every link they see.
"""

import hashlib
import secrets
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings


class Link(NamedTuple):
    """A fresh token for the link, and the digest to keep (64 characters)."""

    token: str
    digest: str


def make() -> Link:
    """A token nobody can guess (256 bits, safe in a URL) and its digest."""
    token = secrets.token_urlsafe(32)
    return Link(token, digest(token))


def digest(token: str) -> str:
    """What a token is looked up by. Any text is fine: an unknown one simply matches nothing."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def absolute(path: str) -> str:
    """The address of ``path`` for somebody reading a mail; an address that is already whole stays as it is."""
    return urljoin(settings.BASE_URL, path)
