"""Whether every part of this installation is alive, for whoever watches it."""

from datetime import datetime
from typing import Any

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

from agency.models import Heartbeat

# Seconds without a sign of life after which a part counts as dead. A report may keep its worker busy for minutes.
SILENCE = {"urgent": 30, "batch": 120, "reports": 900}
BEAT_SILENCE = 30

Part = dict[str, Any]


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, otherwise 503, with the failing parts named.

    ``{"status": "ok" or "failing", "failing": [part], "parts": {part: {"ok": bool, …}}}``; parts are ``database``,
    ``broker`` (and how many tasks wait in each queue), ``beat`` and ``worker <queue>`` (seconds since each was seen).
    """
    parts = check()
    failing = [name for name, part in parts.items() if not part["ok"]]
    answer = {"status": "failing" if failing else "ok", "failing": failing, "parts": parts}
    return JsonResponse(answer, status=503 if failing else 200)


def check() -> dict[str, Part]:
    waiting = _waiting()
    seen = _seen()
    parts: dict[str, Part] = {
        "database": {"ok": seen is not None},
        "broker": {"ok": waiting is not None, "waiting": waiting},
    }
    if seen is None or waiting is None:
        return parts
    return parts | {"beat": _beat(seen, waiting)} | {f"worker {queue}": _worker(seen, queue) for queue in SILENCE}


def _seen() -> dict[str, datetime] | None:
    """When each part was last seen; None when the database does not answer."""
    try:
        return dict(Heartbeat.objects.values_list("name", "at"))
    except (DatabaseError, PoolTimeout):
        return None


def _waiting() -> dict[str, int] | None:
    """How many tasks wait in each queue; None when the broker does not answer."""
    try:
        with redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=2, socket_connect_timeout=2) as broker:
            pipe = broker.pipeline(transaction=False)
            for queue in SILENCE:
                pipe.llen(queue)
            return dict(zip(SILENCE, pipe.execute(), strict=True))
    except redis.RedisError:
        return None


def _worker(seen: dict[str, datetime], queue: str) -> Part:
    age = _age(seen, queue)
    return {"ok": age is not None and age <= SILENCE[queue], "seen_seconds_ago": age}


def _beat(seen: dict[str, datetime], waiting: dict[str, int]) -> Part:
    """Beat's signs are written by workers: while no worker lives, its tasks piling up show that it does."""
    lag = _age(seen, "beat")
    return {"ok": (lag is not None and lag <= BEAT_SILENCE) or any(waiting.values()), "lag_seconds": lag}


def _age(seen: dict[str, datetime], name: str) -> float | None:
    return round((timezone.now() - seen[name]).total_seconds(), 1) if name in seen else None
