"""The web server: few processes, several threads each, a pool of database connections in each process."""

import gc
import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "6"))
preload_app = True  # the processes share the code in memory
graceful_timeout = 5
timeout = 60
keepalive = 15
max_requests = 20_000
max_requests_jitter = 2_000
loglevel = "warning"
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def when_ready(server: Any) -> None:
    """Load now, once, what each process would load at its first request, and keep it shared."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018 (reading it loads every view)
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """A pool's threads do not survive a fork: whatever the parent opened while loading stays with the parent."""
    from django.db import connections

    connections["default"]._connection_pools.clear()  # type: ignore[attr-defined]
    connections.close_all()
