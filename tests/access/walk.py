"""Trying an address as everybody, and hearing what they got. Nothing that was tried stays done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.addresses import Address
from tests.access.rules import CLIENTS, FORBIDDEN, HATS, IN, NOTHING, SIGN_IN, ByLink, On, Rule, belongs
from tests.access.world import BIRDS, INSIDE, Side, World

NOT_TAKEN_HERE = 405


@dataclass(frozen=True)
class Try:
    """One request: who asked for which side, what they must get, what they got."""

    who: str
    side: str
    wanted: str | int
    status: int
    got: str | int
    shown: str

    def __str__(self) -> str:
        because = f": {self.shown[:300]}" if self.status in (400, 422) and self.shown.startswith("{") else ""
        return f"{self.who}, {self.side}: must be {self.wanted}, was {self.status}{because}"


class Visitors:
    """A browser for everybody, each signed in once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.browsers = {who: Client(raise_request_exception=False) for who in HATS}
        for who, user in world.people.items():
            if user:
                self.browsers[who].force_login(user)

    def is_served(self, address: Address, method: str, rule: Rule) -> bool:
        """Whether the method is taken from somebody who may."""
        who, side = next((who, side) for side in rule.sides for who in HATS if rule.answer(who, side) == IN)
        return self._try(address, method, rule, who, side).status != NOT_TAKEN_HERE

    def walk(self, address: Address, method: str, rule: Rule) -> list[Try]:
        """Everybody, on every side the rule speaks of."""
        return [self._try(address, method, rule, who, side) for side in _sides(address, rule) for who in HATS]

    def _try(self, address: Address, method: str, rule: Rule, who: str, side: str) -> Try:
        at = self.world.side(side, who)
        url = url_of(address, rule, at)
        with transaction.atomic():
            body = rule.body(at) if rule.body else {}
            kind = {"content_type": "application/json"} if address.is_api and not rule.as_form else {}
            browser = self.browsers[who]
            response = browser.get(url) if method == "get" else getattr(browser, method)(url, body, **kind)
            shown = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        got = _heard(response, rule, is_api=address.is_api)
        return Try(who, side, rule.answer(who, side), response.status_code, got, shown.decode(errors="replace"))


def url_of(address: Address, rule: Rule, at: Side) -> str:
    """The address with what the rule wants in it."""
    if rule.kwargs:
        kwargs = rule.kwargs(at)
    else:
        thing = getattr(at, rule.of)
        known = {"slug": at.project.slug, "pk": thing.pk, "token": at.things.get("letter")}
        kwargs = {name: known[name] for name in address.params}
    return reverse(address.name, kwargs=kwargs, query=rule.query(at) if rule.query else None)


def _sides(address: Address, rule: Rule) -> Iterator[str]:
    yield from rule.sides
    if isinstance(rule, On) and len(address.params) > 1 and {"slug", "member_pk"} & set(address.params):
        yield "mixed"


def _heard(response: Any, rule: Rule, *, is_api: bool) -> str | int:
    """``in`` for an open door, ``sign in`` for one that asks who it is, otherwise the status."""
    status = response.status_code
    if status == (401 if is_api else 302) and (is_api or "/accounts/login/" in response.headers["Location"]):
        return SIGN_IN
    if status in (FORBIDDEN, 401) or (status == NOTHING and not rule.finds_nothing):
        return status
    if status >= 500 and not rule.may_fail:
        return status
    return IN


def wrong(tries: list[Try], rule: Rule) -> list[str]:
    """What was answered otherwise than the rule says."""
    return [str(one) for one in tries if not _is_right(one, rule)]


def _is_right(one: Try, rule: Rule) -> bool:
    if one.wanted == rule.refusal:
        return one.status == rule.refusal
    return one.got == one.wanted and (one.wanted != IN or one.status != NOT_TAKEN_HERE)


def leaks(tries: list[Try], rule: Rule) -> list[str]:
    """What somebody was shown of a client that is not theirs, or of what stays inside."""
    return [
        f"{one.who}, {one.side}: {bird} was shown" for one in tries for bird in _strange(one, rule) if bird in one.shown
    ]


def _strange(one: Try, rule: Rule) -> list[str]:
    birds = [] if rule.names_everybody and "agency" in HATS[one.who] else _birds_of_others(one, rule)
    return [*birds, INSIDE] if one.who in (*CLIENTS, "anonymous") else birds


def _birds_of_others(one: Try, rule: Rule) -> list[str]:
    by_link = one.side if isinstance(rule, ByLink) else None
    return [bird for side, bird in BIRDS.items() if not belongs(one.who, side) and side != by_link]
