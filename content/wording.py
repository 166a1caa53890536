"""What a format adds to a post on one network: a poll where the network has one, words under the text elsewhere.

Made from a snapshot's details alone, and kept in the snapshot with each target, so the client says yes to exactly it.
"""

from typing import Any

from django.utils.dateparse import parse_datetime

from projects.networks.base import Poll
from projects.networks.limits import limits_for

_VOTE = {
    "uk": ("Напишіть номер у коментарях.", "Напишіть номери в коментарях, можна кілька."),
    "ru": ("Напишите номер в комментариях.", "Напишите номера в комментариях, можно несколько."),
    "en": ("Write the number in a comment.", "Write the numbers in a comment, several are fine."),
}
_FINGERPRINT = {
    "uk": "Відбиток розіграшу (SHA-256)",
    "ru": "Отпечаток розыгрыша (SHA-256)",
    "en": "Fingerprint of the draw (SHA-256)",
}


def added(details: dict[str, Any] | None, *, network: str, language: str) -> dict[str, Any]:
    """For one target of a snapshot: nothing, ``{"poll": True}`` or ``{"tail": words under the text}``."""
    if details is None:
        return {}
    match details:
        case {"format": "survey", "options": [_, *_]}:
            return {"poll": True} if limits_for(network).poll else {"tail": _numbered(details, language)}
        case {"format": "promotion", "shows_fingerprint": True, "fingerprint": fingerprint}:
            return {"tail": f"{_FINGERPRINT.get(language, _FINGERPRINT['en'])}: {fingerprint}"}
    return {}


def _numbered(details: dict[str, Any], language: str) -> str:
    lines = [f"{number}. {option}" for number, option in enumerate(details["options"], 1)]
    one, several = _VOTE.get(language, _VOTE["en"])
    return "\n".join([*lines, "", several if details["several"] else one])


def with_tail(text: str, tail: str) -> str:
    """``text`` with the words of the format under it."""
    return "\n\n".join(filter(None, (text.rstrip() if tail else text, tail)))


def poll_of(details: dict[str, Any]) -> Poll:
    """The survey of a snapshot as a network's own poll."""
    return Poll(
        question=details["question"],
        options=tuple(details["options"]),
        several=details["several"],
        closes_at=parse_datetime(details["closes_at"] or ""),
    )
