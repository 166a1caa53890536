"""Calling a network and catching everything that can come of it. Runs in threads: no database here."""

import logging
from collections.abc import Callable
from typing import TypeVar

from projects.networks.base import NetworkError, Sent, Unconfirmed

logger = logging.getLogger(__name__)
Answer = Sent | NetworkError | None
T = TypeVar("T", bound=Sent | None)


def answer_of(call: Callable[[], T], *, about: str) -> T | NetworkError:
    """What ``call`` returns, or the NetworkError it raises. Success without an id is no success, and an error nobody
    foresaw says nothing about the network: both count as an answer that was lost."""
    try:
        answer = call()
        if isinstance(answer, Sent) and not answer.remote_id:
            return Unconfirmed("The network took it and gave no id.")
        return answer
    except NetworkError as error:
        return error
    except Exception:
        logger.exception("Calling a network for %s failed unexpectedly", about)
        return Unconfirmed("Rapport stumbled over the network's answer; the details are in its log.")
