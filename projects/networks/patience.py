"""How long the work of an adapter may take in all, and whether what it is about to do may still be done.

Whoever sends opens ``within`` around the adapter. It holds for every call that ``http`` makes in this thread: none is
begun after the time is up, none lasts longer, and before one that publishes leave is asked once more.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from projects.networks.errors import Unavailable

WHILE_WAITED_FOR = 20.0  # seconds; somebody sits before the page, and a thread of the web server with them
ONE_CALL = 60.0  # seconds; what carries a file may take all the time there is
TIME_IS_UP = "It took too long to get ready. Nothing was sent."

Leave = Callable[[], None]
_here = threading.local()


@contextmanager
def within(seconds: float, *, leave: Leave | None = None) -> Iterator[None]:
    """Nothing that is done inside lasts longer. ``leave`` raises NetworkError when it must not be done any more."""
    _here.until, _here.leave = time.monotonic() + seconds, leave
    try:
        yield
    finally:
        _here.until = _here.leave = None


@contextmanager
def one_call(*, changes: bool, carries_file: bool) -> Iterator[None]:
    """Around a single call. Raises NetworkError when it must not be made: then nothing was sent."""
    until, leave = getattr(_here, "until", None), getattr(_here, "leave", None)
    if until is not None and time.monotonic() > until:
        raise Unavailable(TIME_IS_UP)
    if changes and leave is not None:
        leave()
    ends = time.monotonic() + ONE_CALL
    _here.call_until = until if carries_file and until is not None else min(ends, until or ends)
    try:
        yield
    finally:
        _here.call_until = None


def deadline() -> float:
    """When the call being made ends at the latest, on the monotonic clock."""
    return getattr(_here, "call_until", None) or time.monotonic() + ONE_CALL
