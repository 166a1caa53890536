"""What networks say of people and posts, held to what can be true. Their servers belong to anybody."""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import replace

from agency.text import storable, web_address
from projects.networks.base import RemoteComment

logger = logging.getLogger(__name__)
MOST = 2**31 - 1  # what a counter holds; no page has more followers, no post more likes
LONGEST_TEXT, LONGEST_NAME, LONGEST_ID, LONGEST_AUTHOR = 20_000, 200, 200, 120
LONGEST_ADDRESS, LONGEST_PROFILE = 500, 300
YEARS = range(2000, 2100)


def count(said: object) -> int | None:
    """A number of people or presses; None for what cannot be one."""
    return said if isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= MOST else None


def comments(said: Iterable[RemoteComment]) -> list[RemoteComment]:
    """Those that can be stored, as they can be stored; one that cannot be is left out alone.

    An id is kept whole or not at all, or somebody could pass for another. A moment that cannot be is now.
    """
    heard = list(said)
    kept = [_cleaned(one) for one in heard if _is_known_by(one)]
    if len(kept) < len(heard):
        logger.warning("%s comments have ids that are none and were left out", len(heard) - len(kept))
    return kept


def _is_known_by(one: RemoteComment) -> bool:
    return bool(one.external_id) and _is_id(one.external_id, LONGEST_ID) and _is_id(one.author_id, LONGEST_AUTHOR)


def _is_id(text: str, longest: int) -> bool:
    return len(text) <= longest and text == storable(text)


def _cleaned(one: RemoteComment) -> RemoteComment:
    return replace(
        one,
        text=storable(one.text)[:LONGEST_TEXT],
        published_at=one.published_at if one.published_at.year in YEARS else dt.datetime.now(dt.UTC),
        author_name=storable(one.author_name)[:LONGEST_NAME],
        author_url=web_address(one.author_url, LONGEST_PROFILE),
        author_followers=count(one.author_followers),
        url=web_address(one.url, LONGEST_ADDRESS),
        parent_id=one.parent_id if _is_id(one.parent_id, LONGEST_ID) else "",
        post_id=one.post_id if _is_id(one.post_id, LONGEST_ID) else "",
    )
