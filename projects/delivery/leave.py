"""Asked in the middle of the work: whether it may still be done. For threads of their own, which have no connection to
the database: the one it takes is given back."""

import threading
from typing import Any

from django.db import Error, connection
from django.db.models import Exists
from django.db.models.functions import Now

from projects.models.delivery import DeliveryStatus
from projects.networks.base import Stopped, Unavailable

_few = threading.Semaphore(4)  # connections at once for this, of one process
NO_LEAVE = "Publishing was stopped while it was made ready. Nothing was sent."
NOBODY_TO_ASK = "Rapport could not ask its database whether it still may go. Nothing was sent."


def leave_to_send(delivery: Any, key: int) -> None:
    """Raises Stopped unless the row is still claimed under ``key`` and nobody has paused it."""
    _ask_leave(delivery, status=DeliveryStatus.SENDING, claimed_by=key)


def leave_to_add(delivery: Any) -> None:
    """Raises Stopped while somebody has paused it."""
    _ask_leave(delivery)


def _ask_leave(delivery: Any, **still: Any) -> None:
    with _few:
        if not _may(delivery, still):
            raise Stopped(NO_LEAVE)


def _may(delivery: Any, still: dict[str, Any]) -> bool:
    rows = type(delivery).objects
    try:
        asked: bool = rows.filter(~Exists(rows.all().pauses(Now())), pk=delivery.pk, **still).exists()
    except Error:
        raise Unavailable(NOBODY_TO_ASK) from None
    finally:
        connection.close()
    return asked
