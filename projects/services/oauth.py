"""The way to a network's dialog and back: bound to one browser, used once, closed after ten minutes.

Everything is kept in the person's session, encrypted; the address carries a number that leads to it and nowhere else.
Each network, and each server of one that has many, sends people back to an address of its own: what one of them gave
is never shown to another (RFC 9700, 4.4, mix-up).
"""

import datetime as dt
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from agency import links
from agency.fields import cipher
from projects.models import Project
from projects.networks import patience
from projects.networks.base import NetworkError
from projects.networks.oauth import Asking, Grant, Room, room_of, server_of

LIFE = dt.timedelta(minutes=10)
MOST = 5  # ways open at once in one browser
KEPT = "ways"
REFUSED = "You did not give your leave there. Nothing was changed."
GONE = "There is no such dialog here any more. Nothing was changed."
NO_PAGE = "You manage no page there that could be connected. Nothing was changed."


@dataclass(kw_only=True, repr=False)
class Way:
    """One way to a network and back, and what was brought. ``link`` is the number of the client's link, 0 for ours."""

    state: str
    network: str
    project: int
    link: int
    verifier: str
    said: dict[str, str]
    began_at: float
    grants: list[dict[str, Any]] = field(default_factory=list)

    @property
    def comes_from(self) -> tuple[str, str]:
        """The network and, where it has many, the server. NetworkError for what is no server."""
        return self.network, server_of(self.said)

    @property
    def asking(self) -> Asking:
        network, server = self.comes_from
        name = "projects:channel-back-of-server" if server else "projects:channel-back"
        uri = links.absolute(reverse(name, args=[network, server] if server else [network]))
        return Asking(state=self.state, verifier=self.verifier, redirect_uri=uri, said=self.said)

    @property
    def is_single(self) -> bool:
        """A link connects one page, and so does one yes on some networks."""
        room = room_of(self.network)
        return bool(self.link or (room and room.is_single))

    @property
    def brought(self) -> list[Grant]:
        return [Grant(**grant) for grant in self.grants]


def leave(session: Any, *, project: Project, network: str, said: Mapping[str, str], link: int = 0) -> str:
    """Begin: the address of the network's dialog. ValidationError in words when there is none to go to."""
    way = Way(
        state=secrets.token_urlsafe(32), network=network, project=project.pk, link=link,
        verifier=secrets.token_urlsafe(48), said=dict(said), began_at=timezone.now().timestamp(),
    )  # fmt: skip
    try:
        with patience.within(patience.WHILE_WAITED_FOR):
            address = _room(network).leave(way.asking)
    except NetworkError as error:
        raise ValidationError(f"{error} Nothing was changed.") from error
    _keep(session, way)
    return address


def come_back(session: Any, answer: Mapping[str, str], *, network: str, server: str) -> Way | None:
    """The person is back with ``answer``, by the address of ``network`` and its ``server`` (empty where it has one).

    None for a way this browser never went, went before, or went to somebody else; such a way is closed for good.

    Raises ValidationError, with the way as ``params``, when they refused or the network does not do what it promised.
    """
    way = _take(session, answer.get("state", ""))
    if way is None or way.grants or way.comes_from != (network, server):
        return None
    try:
        if answer.get("error"):
            raise ValidationError(REFUSED if "denied" in answer["error"] else _words_of(answer))
        with patience.within(patience.WHILE_WAITED_FOR):
            grants = _room(way.network).come_back(way.asking, answer)
        if not grants:
            raise ValidationError(NO_PAGE)
    except NetworkError as error:
        raise ValidationError(f"{error} Nothing was changed.", params={"way": way}) from error
    except ValidationError as error:
        raise ValidationError(error.message, params={"way": way}) from error
    way.grants = [asdict(grant) for grant in grants]
    _keep(session, way)
    return way


def brought(session: Any, state: str) -> Way | None:
    """What was brought home by ``state``, once: the person has chosen."""
    way = _take(session, state)
    return way if way and way.grants else None


def keep_open(session: Any, way: Way) -> None:
    """Nothing was chosen yet, or what was chosen was refused: the choice stays."""
    _keep(session, way)


def _room(network: str) -> Room:
    room = room_of(network)
    if room is None:
        raise ValidationError(GONE)
    return room


def _words_of(answer: Mapping[str, str]) -> str:
    said = answer.get("error_description") or answer.get("error_message") or answer["error"]
    return f"The network says: {said[:200]}. Nothing was changed."


def _keep(session: Any, way: Way) -> None:
    ways = dict(session.get(KEPT, {}))
    ways[way.state] = cipher().encrypt(json.dumps(asdict(way)).encode()).decode()
    session[KEPT] = dict(list(ways.items())[-MOST:])


def _take(session: Any, state: str) -> Way | None:
    ways = dict(session.get(KEPT, {}))
    sealed = ways.pop(state, None)
    if sealed is None:
        return None
    session[KEPT] = ways
    way = Way(**json.loads(cipher().decrypt(sealed.encode())))
    too_old = timezone.now().timestamp() - way.began_at > LIFE.total_seconds()
    return None if too_old else way
