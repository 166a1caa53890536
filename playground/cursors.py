"""Places in a list, handed out as opaque words. A place is a key, not a count: page 1,000 costs as much as page 1."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from playground.refusals import bad_value

MAX_ID = 2**63 - 1


def moment_cursor(moment: datetime, *key: int) -> str:
    return _pack([moment.isoformat(), *key])


def read_moment_cursor(cursor: str, *, keys: int = 1) -> tuple[Any, ...]:
    """``(moment, id)``, or ``(moment, rank, id)`` with ``keys=2``."""
    try:
        moment, *key = _unpack(cursor)
        if len(key) != keys or not all(_is_id(number) for number in key):
            raise ValueError
        read = datetime.fromisoformat(moment)
        if read.tzinfo is None:
            raise ValueError
    except (ValueError, TypeError):
        raise _strange() from None
    return (read, *key)


def id_cursor(number: int) -> str:
    return _pack([number])


def read_id_cursor(cursor: str) -> int:
    try:
        (number,) = _unpack(cursor)
    except (ValueError, TypeError):
        raise _strange() from None
    if not _is_id(number):
        raise _strange()
    return number


def _is_id(number: Any) -> bool:
    return type(number) is int and 0 <= number <= MAX_ID


def _pack(parts: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def _unpack(cursor: str) -> list[Any]:
    try:
        parts = json.loads(base64.urlsafe_b64decode(cursor[:200] + "=" * (-len(cursor) % 4)))
    except (binascii.Error, RecursionError):
        raise ValueError from None
    if not isinstance(parts, list):
        raise ValueError
    return parts


def _strange() -> Exception:
    return bad_value("cursor", "This cursor is not one of ours. Take the `next` of an earlier answer.")
