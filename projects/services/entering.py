"""The first word with a network: whose are these credentials, and are they any good."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from projects.models import Channel, Project
from projects.networks import CONNECTED, adapter_for, patience
from projects.networks.base import CredentialsExpired, NetworkError, NotConnected, RateLimited, RemotePage, Unavailable
from projects.networks.doors import Door, door_of

MISSING = "This is needed to connect the page."


class Entered(NamedTuple):
    """Credentials as they are kept, and the page they speak for."""

    credentials: dict[str, Any]
    page: RemotePage
    ends_at: dt.datetime | None = None

    @property
    def expire_at(self) -> dt.datetime | None:
        return self.page.credentials_expire_at or self.ends_at


def enter(
    *,
    project: Project,
    network: str,
    credentials: Mapping[str, Any],
    kept: Mapping[str, Any] | None = None,
    as_they_are: bool = False,
    trying: bool = False,
) -> Entered:
    """Ask ``network`` whom ``credentials`` speak for. ``kept`` are those of a page that is connected again.

    ``as_they_are``: the network gave them itself, beyond what a person could type. ``trying``: nothing will be kept.

    Raises ValidationError, beside the field it is about where one is; nothing is kept then. Somebody else's server may
    take its time, though no longer than ``patience.WHILE_WAITED_FOR``: call it with no row locked.
    """
    door = door_of(network)
    given = {**credentials, **door.own({})} if as_they_are else _given(network, door, credentials, kept)
    channel = Channel(project=project, network=network, credentials=given)
    try:
        with patience.within(patience.WHILE_WAITED_FOR):
            return _asked(channel, trying)
    except NetworkError as error:
        raise _beside(door, error, given) from error


def same_page(channel: Channel, page: RemotePage) -> None:
    """ValidationError when fresh credentials are of another page than ``channel``'s."""
    if page.external_id != channel.external_id:
        words = f"This token is of {page.name}, not of {channel.name}. Paste the right one."
        raise ValidationError({door_of(channel.network).ask_about(secret=True): words})


def _given(network: str, door: Door, credentials: Mapping[str, Any], kept: Mapping[str, Any] | None) -> dict[str, Any]:
    if network not in CONNECTED:
        return dict(credentials)  # its adapter says that there is none
    try:
        return door.credentials(credentials, kept)
    except ValueError as error:
        raise ValidationError({str(error): MISSING}) from error


def _asked(channel: Channel, trying: bool) -> Entered:
    session = adapter_for(channel).enter(trying=trying)
    if session:
        channel.credentials = session.credentials
    page = adapter_for(channel).page()
    return Entered(dict(channel.credentials or {}), page, session.expire_at if session else None)


def _beside(door: Door, error: NetworkError, given: Mapping[str, Any]) -> ValidationError:
    words = f"{_without_secrets(str(error), door, given)} Nothing was changed."
    if isinstance(error, NotConnected):
        return ValidationError({"network": words})
    if isinstance(error, RateLimited | Unavailable):
        return ValidationError(words)
    field = door.ask_about(secret=isinstance(error, CredentialsExpired))
    return ValidationError({field: words} if field else words)


def _without_secrets(words: str, door: Door, given: Mapping[str, Any]) -> str:
    """Some networks repeat in their refusal what they were shown."""
    for name in (*(ask.name for ask in door.asks if ask.is_secret), *door.ours):
        if secret := str(given.get(name) or ""):
            words = words.replace(secret, "…")
    return words
