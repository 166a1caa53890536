"""What time it is for all of us: the database's time, so that hosts whose clocks differ mean the same by "now"."""

import datetime as dt
import logging
import time

from django.db import DatabaseError, connection
from django.utils import timezone

logger = logging.getLogger(__name__)
GOOD_FOR = 60.0  # seconds; then the difference is measured again
WORTH_SAYING = dt.timedelta(seconds=5)
NONE = dt.timedelta()
_apart, _measured = NONE, -GOOD_FOR


def now() -> dt.datetime:
    """An instant, UTC. Costs a question to the database once a minute."""
    return timezone.now() + _difference()


def trust_our_own() -> None:
    """For good: this host's clock is the database's. Nothing is measured any more."""
    global _apart, _measured
    _apart, _measured = NONE, float("inf")


def measure() -> dt.timedelta:
    """How far the database's clock is ahead of ours; negative when it is behind."""
    global _apart, _measured
    began = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: dt.datetime = cursor.fetchone()[0]
    _apart, _measured = theirs - (began + (timezone.now() - began) / 2), time.monotonic()
    if abs(_apart) > WORTH_SAYING:
        logger.warning("This host's clock and the database's are %.0f seconds apart.", _apart.total_seconds())
    return _apart


def _difference() -> dt.timedelta:
    if time.monotonic() - _measured > GOOD_FOR:
        try:
            return measure()
        except DatabaseError:
            return _apart  # whoever asks has worse to say about it
    return _apart
