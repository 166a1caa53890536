"""Writing down how people take part. Called by ``drafts`` while it holds the post."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from content import clock
from content.models import DETAILS, Details, Post
from content.refusal import Refusal

FIRST_MINUTE, LAST_MINUTE = dt.time(0), dt.time(23, 59)


def write(*, post: Post, details: Mapping[str, Mapping[str, Any]]) -> None:
    """Save ``{format: fields}``, fields as in the table's ``WRITTEN``; those not named stay as they are.

    Raises Refusal for a time that does not exist, or an end before its beginning.
    """
    for name, fields in details.items():
        model = DETAILS[name]
        found = model.objects.filter(post=post).first() or model(post=post, time_zone=post.time_zone)
        for field, value in fields.items():
            setattr(found, field, value)
        settle_window(found)
        found.save()
    post.__dict__.pop("_details", None)


def settle_window(details: Details) -> None:
    """The instants of the wall clock. A day alone begins with its first minute and ends with its last."""
    details.opens_time = (details.opens_time or FIRST_MINUTE) if details.opens_on else None
    details.closes_time = (details.closes_time or LAST_MINUTE) if details.closes_on else None
    details.opens_at = _instant("opens_time", details.opens_on, details.opens_time, details.time_zone)
    details.closes_at = _instant("closes_time", details.closes_on, details.closes_time, details.time_zone)
    if details.opens_at and details.closes_at and details.closes_at <= details.opens_at:
        raise Refusal(closes_on="The end comes before the beginning.")


def _instant(field: str, day: dt.date | None, time: dt.time | None, zone: str) -> dt.datetime | None:
    if day is None or time is None:
        return None
    try:
        return clock.instant(day, time, zone)
    except clock.BadTime as error:
        raise Refusal(**{field: str(error)}) from error


def written(post: Post) -> dict[str, dict[str, Any]]:
    """What a copy of ``post`` starts with: the same words; a draw gets a seed of its own."""
    model = DETAILS.get(post.format)
    found = model.objects.filter(post=post).first() if model else None
    return {post.format: {name: getattr(found, name) for name in found.WRITTEN}} if found else {}
