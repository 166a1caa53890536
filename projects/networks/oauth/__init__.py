"""Leave asked of a person at their own network: one small room per network that has such a dialog.

A room says whether this installation can ask (``is_ready``), where the person goes (``leave``), and which pages they
may hand over once they come back (``come_back``). Rooms keep nothing; addresses and the app's secrets are settings.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

from django.utils.module_loading import import_string

from projects.networks.doors import Ask
from projects.networks.public_only import origin_of

_ROOMS = {
    "facebook": "projects.networks.oauth.facebook.room",
    "instagram": "projects.networks.oauth.instagram.room",
    "mastodon": "projects.networks.oauth.mastodon.room",
    "odnoklassniki": "projects.networks.oauth.odnoklassniki.room",
    "vk": "projects.networks.oauth.vk.room",
}


@dataclass(frozen=True, kw_only=True, repr=False)
class Asking:
    """One way there and back. ``said``: what the person answered before they left, by ``Room.asks``."""

    state: str
    verifier: str
    redirect_uri: str
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, repr=False)
class Grant:
    """A page that may be connected now. ``credentials`` as its channel keeps them; ``why_not`` where it cannot be."""

    external_id: str
    name: str
    credentials: dict[str, Any]
    why_not: str = ""


class Room(Protocol):
    """``rights`` is what is asked, in words the person reads before they go. ``is_single``: one yes, one page."""

    rights: Sequence[str]
    asks: Sequence[Ask]
    is_single: bool

    def is_ready(self) -> bool:
        """Whether this installation is known to the network."""

    def leave(self, asking: Asking) -> str:
        """The address the person goes to. NetworkError when there is no such dialog."""

    def come_back(self, asking: Asking, answer: Mapping[str, str]) -> list[Grant]:
        """The pages behind the ``code`` the network sent back with the person. NetworkError."""


def room_of(network: str) -> Room | None:
    """The room of a ``Network`` value; None where there is no dialog or this installation is not known there."""
    if network not in _ROOMS:
        return None
    room = cast(Room, import_string(_ROOMS[network]))
    return room if room.is_ready() else None


def server_of(said: Mapping[str, str]) -> str:
    """Host and port of the server somebody named; empty on a network that is one server. Raises Rejected for others."""
    return urlsplit(origin_of(said["instance"])).netloc if "instance" in said else ""


def challenge_of(verifier: str) -> str:
    """The S256 challenge of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
