"""The worker's way in. Floors are named only by strings, in settings."""

import os
import time
from typing import Any

from celery import Celery
from celery.signals import before_task_publish, task_prerun
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agency.settings")

app = Celery("rapport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@before_task_publish.connect
def note_the_time(headers: dict[str, Any], **_: Any) -> None:
    """A task knows when it was sent, so that its wait can be told."""
    headers["published_at"] = time.time()


@task_prerun.connect
def drop_broken_connections(**_: Any) -> None:
    """A worker keeps its connection from task to task; one that the database closed meanwhile is opened anew."""
    close_old_connections()
