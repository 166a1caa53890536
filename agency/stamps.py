"""A task knows when it was sent, so that its wait can be told."""

import time
from typing import Any

from celery.signals import before_task_publish


@before_task_publish.connect
def note_the_time(headers: dict[str, Any], **_: Any) -> None:
    headers["published_at"] = time.time()
