"""From a handle to the account's number (its DID) and from there to the server that keeps it."""

import re
from typing import Any
from urllib.parse import quote

from django.conf import settings

from projects.networks.base import NetworkError, Rejected
from projects.networks.bluesky.line import ask, fetch
from projects.networks.public_only import origin_of

LONGEST = 120  # those of did:plc have 32 characters


def did_of(handle: str, *, server: str = "") -> str:
    """Whose ``handle`` it is; asked of ``server``, or of the one most accounts are on. Raises NetworkError."""
    if handle.startswith("did:"):
        return _plain(handle, handle)
    answer = ask(server or settings.BLUESKY_URL, "com.atproto.identity.resolveHandle", params={"handle": handle})
    return _plain(str(answer.get("did") or ""), handle)


def _plain(did: str, handle: str) -> str:
    if not re.fullmatch(r"did:(plc|web):[\w.:%-]+", did, re.ASCII) or len(did) > LONGEST:
        raise Rejected(f"Bluesky does not know {handle}.")
    return did


def server_of(did: str) -> str:
    """Where the account's records are kept, by its DID document. Raises NetworkError."""
    for service in _document(did).get("service") or ():
        if isinstance(service, dict) and str(service.get("id", "")).endswith("#atproto_pds"):
            return origin_of(str(service.get("serviceEndpoint", "")))
    raise Rejected("The account does not say which server keeps it.")


def _document(did: str) -> dict[str, Any]:
    if did.startswith("did:web:"):
        return fetch(f"{origin_of(did.removeprefix('did:web:'))}/.well-known/did.json")
    return fetch(f"{origin_of(settings.BLUESKY_PLC_URL)}/{quote(did, safe=':')}")


def known(handle: str, *, server: str) -> str:
    """The DID behind a handle somebody wrote in a post; empty where there is none, or it cannot be found out now."""
    try:
        return did_of(handle.lower(), server=server)
    except NetworkError:
        return ""
