"""The kinds of rule an address can have. ``answer(who, side)`` says what somebody must get there.

An address that names an object is tried with ``of`` from the world, or with ``kwargs``, ``body`` and ``query`` made of
one side of it. ``side`` is "own" (the client most of the people belong to), "foreign" (the outsider's) or "mixed" (our
project's address with an object of theirs in it).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from agency.permissions import AGENCY_ROLES, GRANTS, Role

IN, SIGN_IN, FORBIDDEN, NOTHING, NOT_TAKEN = "in", "sign in", 403, 404, 422

# Everybody who may come by: which hats they wear on either side.
HATS: dict[str, dict[str, set[str]]] = {
    "anonymous": {},
    "outsider": {"agency": {Role.STAFF}, "foreign": {Role.MANAGER}},
    "foreign_client": {"foreign": {Role.APPROVER}},
    "approver": {"own": {Role.APPROVER}},
    "expert": {"own": {Role.EXPERT}},
    "author": {"own": {Role.AUTHOR}},
    "copywriter": {"agency": {Role.STAFF}, "own": {Role.COPYWRITER}},
    "moderator": {"agency": {Role.STAFF}, "own": {Role.MODERATOR}},
    "manager": {"agency": {Role.STAFF}, "own": {Role.MANAGER}},
    "head": {"agency": {Role.HEAD}, "own": {Role.HEAD}, "foreign": {Role.HEAD}},
}
CLIENTS = ("foreign_client", "approver", "expert", "author")


def hats(who: str, side: str) -> set[str]:
    return HATS[who].get(side, set())


def grants(roles: set[str], permission: str) -> bool:
    return any(permission in GRANTS[role] for role in roles)


def belongs(who: str, side: str) -> bool:
    """Whether they have anything to do with that client."""
    return bool(hats(who, side))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """``sides`` are those worth trying."""

    kwargs: Callable[[Any], dict[str, Any]] | None = None
    body: Callable[[Any], dict[str, Any]] | None = None
    query: Callable[[Any], dict[str, Any]] | None = None
    as_form: bool = False
    """The API takes files as a form."""
    of: str = "project"
    may_fail: bool = False
    """503 is an answer here."""
    finds_nothing: bool = False
    """What is asked for is not there for anybody: 404 is the answer of an open door."""
    names_everybody: bool = False
    """Colleagues see here which projects there are, whoever works on them."""
    refusal: int = NOT_TAKEN
    sides: ClassVar[tuple[str, ...]] = ("own",)

    def answer(self, who: str, side: str) -> str | int:
        return SIGN_IN if who == "anonymous" else self.signed_in(who, side)

    def signed_in(self, who: str, side: str) -> str | int:
        return IN


@dataclass(frozen=True, kw_only=True)
class Public(Rule):
    """Anybody, with or without an account."""

    def answer(self, who: str, side: str) -> str | int:
        return IN


@dataclass(frozen=True, kw_only=True)
class ByLink(Public):
    """Whoever holds the link; the link names one letter of one client."""

    sides: ClassVar = ("own", "foreign")


@dataclass(frozen=True, kw_only=True)
class SignedIn(Rule):
    """Anybody with an account. Lists are of this kind: what is in them is the person's own, which the walk checks."""


@dataclass(frozen=True, kw_only=True)
class AgencyPeople(Rule):
    """Whoever works in the agency; for people of a client the page does not exist."""

    def signed_in(self, who: str, side: str) -> str | int:
        return IN if hats(who, "agency") & set(AGENCY_ROLES) else NOTHING


@dataclass(frozen=True)
class Agency(Rule):
    """A permission that only a role in the agency grants; with ``hides`` others hear that there is no such thing."""

    permission: str
    hides: bool = field(default=False, kw_only=True)

    def signed_in(self, who: str, side: str) -> str | int:
        if grants(hats(who, "agency"), self.permission):
            return IN
        return NOTHING if self.hides else FORBIDDEN


@dataclass(frozen=True)
class Anywhere(Rule):
    """A permission somebody has around at least one project."""

    permission: str

    def signed_in(self, who: str, side: str) -> str | int:
        everything = set().union(*HATS[who].values())
        return IN if grants(everything, self.permission) else FORBIDDEN


@dataclass(frozen=True)
class On(Rule):
    """A permission around the object the address names: nothing for strangers, 403 for members without it."""

    of: str = field(kw_only=False)
    permission: str = field(kw_only=False)
    inside: bool = field(default=False, kw_only=True)
    """Not shared with the client: for the client's people it is not there."""
    hides: bool = field(default=False, kw_only=True)
    """Members without the right hear that there is no such thing."""
    whose: tuple[str, ...] = field(default=(), kw_only=True)
    """Whose deed it is, where only they may take it back."""
    also: str = field(default="", kw_only=True)
    """A second permission that is needed too."""
    either: str = field(default="", kw_only=True)
    """A second permission that is as good as the first."""
    sides: ClassVar = ("own", "foreign")

    def signed_in(self, who: str, side: str) -> str | int:
        if self.inside and who in CLIENTS:
            return NOTHING
        if self.whose and who not in self.whose:
            return self._shut(who, side)
        if side == "mixed":
            return NOTHING if self._granted(who, "own") else self._shut(who, "own")
        return IN if self._granted(who, side) else self._shut(who, side)

    def _granted(self, who: str, side: str) -> bool:
        wanted = [self.permission, *filter(None, [self.also])]
        enough = all(grants(hats(who, side), permission) for permission in wanted)
        return enough or bool(self.either and grants(hats(who, side), self.either))

    def _shut(self, who: str, side: str) -> int:
        return FORBIDDEN if belongs(who, side) and not self.hides else NOTHING


@dataclass(frozen=True)
class Named(On):
    """As ``On``, but the object is named in the body: a stranger is told that there is no such thing."""

    def _shut(self, who: str, side: str) -> int:
        return FORBIDDEN if belongs(who, side) else self.refusal


@dataclass(frozen=True)
class AtDesk(On):
    """A page of one's own, for whoever has the permission around some project, with an object that lies on it."""

    def signed_in(self, who: str, side: str) -> str | int:
        if not grants(set().union(*HATS[who].values()), self.permission):
            return FORBIDDEN
        return IN if grants(hats(who, side), self.permission) else NOTHING


@dataclass(frozen=True)
class Mine(Rule):
    """Something of one person: theirs alone ("own" is one's own here, "foreign" somebody else's)."""

    of: str = field(kw_only=False)
    sides: ClassVar = ("own", "foreign")

    def signed_in(self, who: str, side: str) -> str | int:
        return IN if side == "own" else NOTHING
