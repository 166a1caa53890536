"""The worker's way in. Floors are named only by strings, in settings."""

import gc
import os
import time
import warnings
from typing import Any

from celery import Celery
from celery.signals import before_task_publish, task_prerun, worker_before_create_process
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agency.settings")

app = Celery("rapport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Root's danger is pickled tasks; ours are JSON.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")


@before_task_publish.connect
def note_the_time(headers: dict[str, Any], **_: Any) -> None:
    """A task knows when it was sent, so that its wait can be told."""
    headers["published_at"] = time.time()


@task_prerun.connect
def drop_broken_connections(**_: Any) -> None:
    """A worker keeps its connection from task to task; one that the database closed meanwhile is opened anew."""
    close_old_connections()


@worker_before_create_process.connect
def share_memory(**_: Any) -> None:
    """What is loaded now stays shared with the processes to come: the garbage collector leaves it untouched."""
    gc.freeze()
