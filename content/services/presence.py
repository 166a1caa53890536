"""Who has a draft open at this moment: an open page says so every ten seconds, and nothing of it is kept."""

import time
from functools import lru_cache
from typing import Any

import redis
from django.conf import settings

from agency.models import User
from content.models import Post

ALIVE = 25  # seconds after which a page that said nothing counts as closed


@lru_cache(1)
def _store() -> "redis.Redis[str]":
    return redis.Redis.from_url(settings.REDIS_URL, decode_responses=True, socket_timeout=2)


def _key(post: Post) -> str:
    return f"presence:post:{post.pk}"


def here(*, post: Post, by: Any, editor: str) -> None:
    """The page ``editor`` of ``by`` shows the draft."""
    with _store().pipeline() as line:
        line.zadd(_key(post), {f"{by.pk}:{editor}": time.time()})
        line.zremrangebyscore(_key(post), 0, time.time() - ALIVE)
        line.expire(_key(post), ALIVE)
        line.execute()


def gone(*, post: Post, by: Any, editor: str) -> None:
    """That page was left."""
    _store().zrem(_key(post), f"{by.pk}:{editor}")


def people_at(post: Post) -> list[User]:
    """Everybody who has it open, by name."""
    members = _store().zrangebyscore(_key(post), time.time() - ALIVE, "+inf")
    keys = {int(str(member).partition(":")[0]) for member in members}
    return list(User.objects.filter(pk__in=keys).order_by("name", "pk")) if keys else []


def others_at(post: Post, *, than: Any) -> list[User]:
    """Who else has it open."""
    return [person for person in people_at(post) if person != than]
