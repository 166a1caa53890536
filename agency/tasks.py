"""What the ground floor does by itself."""

from datetime import UTC, datetime
from typing import Any

from celery import shared_task

from agency import letters, tidying
from agency.models import Heartbeat


@shared_task(bind=True)
def record_heartbeat(self: Any, *, queue: str) -> None:
    """Beat sent this and a worker of ``queue`` ran it: both are alive, and how far apart says how long tasks wait."""
    sent = datetime.fromtimestamp(self.request.published_at, tz=UTC)
    Heartbeat.record(name="beat", at=sent)
    Heartbeat.record(name=queue, at=datetime.now(tz=UTC))


@shared_task
def mail_notifications() -> None:
    """One letter to everybody something waits for."""
    letters.send_waiting()


@shared_task
def tidy_up() -> None:
    """Throw away what nobody needs any more."""
    tidying.tidy_up()
