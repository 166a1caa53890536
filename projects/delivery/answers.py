"""Calling a network and catching everything that can come of it. Runs in threads: no database here."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from agency.text import storable, web_address
from projects.networks.base import NetworkError, Sent, Unconfirmed

logger = logging.getLogger(__name__)
Answer = Sent | NetworkError | None
T = TypeVar("T", bound=Sent | None)
LONGEST_ID = 200


def answer_of(call: Callable[[], T], *, about: str) -> T | Sent | NetworkError:
    """What ``call`` returns, or the NetworkError it raises. Success without an id is no success, and an error nobody
    foresaw says nothing about the network: both count as an answer that was lost."""
    try:
        answer = call()
        return _proof(answer) if isinstance(answer, Sent) else answer
    except NetworkError as error:
        return error
    except Exception:
        logger.exception("Calling a network for %s failed unexpectedly", about)
        return Unconfirmed("Rapport stumbled over the network's answer; the details are in its log.")


def _proof(sent: Sent) -> Sent | Unconfirmed:
    """What can be kept as proof."""
    if not sent.remote_id:
        return Unconfirmed("The network took it and gave no id.")
    if len(sent.remote_id) > LONGEST_ID or sent.remote_id != storable(sent.remote_id):
        return Unconfirmed("The network took it and gave an id that is none.")
    return replace(sent, url=web_address(sent.url, 500), note=storable(sent.note))
