"""A loop over what belongs to different people: the trouble of one is not the trouble of the next."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


@contextmanager
def alone(doing: str) -> Iterator[None]:
    """Whatever goes wrong inside is logged, and what comes after is done all the same. ``doing``: "measuring Lullaby".

    Leave no transaction open around it: it may end in the middle of one.
    """
    try:
        yield
    except Exception:
        logger.exception("Stumbled while %s", doing)
