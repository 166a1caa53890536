"""The worker's way in. Floors are named only by strings, in settings."""

import gc
import os
import warnings
from typing import Any

from celery import Celery
from celery.signals import setup_logging, task_prerun, worker_before_create_process

from agency import stamps  # noqa: F401 (every task sent is stamped)

# Loading makes many objects and throws few away: looking for garbage less often, a worker starts an eighth sooner.
gc.set_threshold(10_000, 20, 20)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agency.settings")

app = Celery("rapport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Root's danger is pickled tasks; ours are JSON.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")


@setup_logging.connect
def keep_our_log(**_: Any) -> None:
    """Django has set it up already, with a formatter that leaves out secrets; Celery would put its own in its place."""


@task_prerun.connect
def drop_broken_connections(**_: Any) -> None:
    """A worker keeps its connection from task to task; one that the database closed meanwhile is opened anew."""
    from django.db import close_old_connections

    close_old_connections()


@worker_before_create_process.connect
def share_memory(**_: Any) -> None:
    """Load now, once, what each process would load for its first link, and keep it shared with those to come."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 (reading it loads every view)
    gc.collect()
    gc.freeze()
