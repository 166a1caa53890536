"""Asked in the middle of the work: whether it may still be done. For threads of their own, which have no connection to
the database: the one it takes is given back."""

from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Exists
from django.db.models.functions import Now

from projects.models.delivery import DeliveryStatus
from projects.networks.base import Stopped

NO_LEAVE = "Publishing was stopped while it was made ready. Nothing was sent."
NOBODY_TO_ASK = "Rapport could not ask its database whether it still may go. Nothing was sent."


def leave_to_send(delivery: Any, key: int) -> None:
    """Raises Stopped unless the row is still claimed under ``key`` and nobody has paused it."""
    _ask_leave(delivery, status=DeliveryStatus.SENDING, claimed_by=key)


def leave_to_add(delivery: Any) -> None:
    """Raises Stopped while somebody has paused it."""
    _ask_leave(delivery)


def _ask_leave(delivery: Any, **still: Any) -> None:
    rows = type(delivery).objects
    try:
        may = rows.filter(~Exists(rows.all().pauses(Now())), pk=delivery.pk, **still).exists()
    except DatabaseError:
        raise Stopped(NOBODY_TO_ASK) from None
    finally:
        connection.close()
    if not may:
        raise Stopped(NO_LEAVE)
