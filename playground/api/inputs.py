"""What callers send, read strictly: a wrong type is named, never guessed."""

import json
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from playground.refusals import Refused, bad_value
from playground.services import polls
from playground.texts import idempotency_key, storable

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200


def body_of(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise Refused(400, "bad_json", "The request's body is not JSON.") from None
    if not isinstance(body, dict):
        raise Refused(400, "bad_json", "The request's body is not a JSON object.")
    return body


def text_in(body: dict[str, Any], field: str) -> str:
    value = body.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise bad_value(field, "This is not a text.")
    return value


def texts_in(body: dict[str, Any], field: str) -> list[str]:
    value = body.get(field) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise bad_value(field, "This is not a list of texts.")
    return [storable(item, field=field) for item in value]


def flag_in(body: dict[str, Any], field: str) -> bool:
    value = body.get(field)
    if not isinstance(value, bool):
        raise bad_value(field, "Say true or false.")
    return value


def poll_in(body: dict[str, Any]) -> dict[str, Any] | None:
    """``{"poll": {"question", "options": [text], "several", "closes_at"}}``, as a post keeps it."""
    poll = body.get("poll")
    if poll is None:
        return None
    if not isinstance(poll, dict) or not isinstance(poll.get("several", False), bool):
        raise bad_value("poll", "This is not a poll.")
    closes_at = text_in(poll, "closes_at")
    return polls.asked(
        question=text_in(poll, "question"),
        options=texts_in(poll, "options"),
        several=poll.get("several", False),
        closes_at=moment_of(closes_at, field="closes_at").isoformat() if closes_at else None,
    )


def key_of(request: HttpRequest) -> str | None:
    return idempotency_key(request.headers.get("Idempotency-Key"))


def query_text(request: HttpRequest, field: str) -> str:
    return storable(request.GET.get(field, "").strip(), field=field)


def since_of(request: HttpRequest) -> datetime | None:
    """ISO 8601; a ``+`` that became a space on the way is understood, a time without a zone is UTC."""
    value = query_text(request, "since").replace(" ", "+")
    return moment_of(value, field="since") if value else None


def moment_of(value: str, *, field: str) -> datetime:
    try:
        moment = parse_datetime(value)
        in_utc = moment and (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        in_utc = None
    if in_utc is None:
        raise bad_value(field, "This is not a time. Write it like 2026-03-01T09:00:00Z.")
    return in_utc


def limit_of(request: HttpRequest) -> int:
    value = query_text(request, "limit")
    if not value:
        return PAGE_SIZE
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MAX_PAGE_SIZE):
        raise bad_value("limit", f"The limit is a number from 1 to {MAX_PAGE_SIZE}.")
    return int(value)
