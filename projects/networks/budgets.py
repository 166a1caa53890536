"""How often a network lets itself be called, kept by ourselves: token buckets in Valkey, shared by all processes.

An adapter declares its ``budgets``. A bucket holds ``calls`` and fills evenly over ``seconds``; Valkey's own clock
counts. When Valkey is away nothing is held back: the network will say when it is too much, and that is heeded.
"""

import functools
import hashlib
import json
import logging
import os
import time
from typing import Any

import redis
from django.conf import settings

from projects.models.channel import Channel
from projects.networks.base import Adapter, Budget, Outgoing, OutgoingPost, Work

logger = logging.getLogger(__name__)
PATIENCE = 0.25  # seconds for Valkey to answer
LEAVE_ALONE = 5.0  # seconds, after it did not
READING_LEAVES = 0.5  # of a budget that publishing uses as well

# KEYS: buckets. ARGV: for each bucket its calls, its seconds, and how much is to be left over; at last the cost.
# All or nothing: takes the cost from every bucket and answers 0, or takes nothing and answers milliseconds to wait.
_TAKE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local cost = tonumber(ARGV[#ARGV])
local wait, left = 0, {}
for i, key in ipairs(KEYS) do
  local calls, span = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]) * 1000
  local spare = math.min(tonumber(ARGV[3 * i]), calls - 1)
  local kept = redis.call('HMGET', key, 'left', 'at')
  local passed = math.max(0, now - (tonumber(kept[2]) or now))
  local have = math.min(calls, (tonumber(kept[1]) or calls) + passed * calls / span)
  local price = math.min(cost, calls - spare)
  if have < price + spare then
    wait = math.max(wait, math.ceil((price + spare - have) * span / calls))
  end
  left[i] = have - price
end
if wait > 0 then return wait end
for i, key in ipairs(KEYS) do
  redis.call('HSET', key, 'left', left[i], 'at', now)
  redis.call('PEXPIRE', key, tonumber(ARGV[3 * i - 1]) * 1000 + 1000)
end
return 0
"""
_EMPTY = """
local clock = redis.call('TIME')
for i, key in ipairs(KEYS) do
  redis.call('HSET', key, 'left', 0, 'at', clock[1] * 1000 + math.floor(clock[2] / 1000))
  redis.call('PEXPIRE', key, tonumber(ARGV[i]) * 1000 + 1000)
end
"""
_away_until = 0.0


def wait_for(channel: Channel, adapter: Adapter, *, work: Work = "send", calls: int = 1) -> float:
    """Take ``calls`` from every budget ``work`` on ``channel`` uses: 0. Or seconds to wait, and nothing was taken."""
    mine = [budget for budget in adapter.budgets if work in budget.work]
    if not mine:
        return 0.0
    sizes = [size for budget in mine for size in (budget.calls, budget.seconds, _left_over(budget, work))]
    answer = _ask(_TAKE, [_key(channel, budget) for budget in mine], [*sizes, calls])
    return int(answer or 0) / 1000


def empty(channel: Channel, adapter: Adapter) -> None:
    """The network said that it is too much already: the token's own buckets begin anew."""
    mine = [budget for budget in adapter.budgets if budget.share != "app"]
    if mine:
        _ask(_EMPTY, [_key(channel, budget) for budget in mine], [budget.seconds for budget in mine])


def cost(outgoing: Outgoing) -> int:
    """How many calls it takes to send it: one, and one for every picture and the first comment."""
    if not isinstance(outgoing, OutgoingPost):
        return 1
    return 1 + len(outgoing.pictures) + bool(outgoing.first_comment)


def _left_over(budget: Budget, work: Work) -> float:
    return budget.calls * READING_LEAVES if work == "read" and "send" in budget.work else 0


def _key(channel: Channel, budget: Budget) -> str:
    who = {"app": "app", "channel": f"channel:{channel.pk}", "token": f"token:{token_name(channel.credentials)}"}
    return f"rapport:budget:{channel.network}:{who[budget.share]}:{'+'.join(budget.work)}:{budget.seconds:g}"


def token_name(credentials: Any) -> str:
    """A name for a token that does not give it away: another token, another name."""
    salted = settings.SECRET_KEY + json.dumps(credentials, sort_keys=True)
    return hashlib.sha256(salted.encode()).hexdigest()[:24]


def _ask(script: str, keys: list[str], values: list[Any]) -> Any:
    """Valkey's answer, None while it is away."""
    global _away_until
    if time.monotonic() < _away_until:
        return None
    try:
        return _valkey(os.getpid()).eval(script, len(keys), *keys, *values)
    except redis.RedisError as error:
        _away_until = time.monotonic() + LEAVE_ALONE
        logger.warning("Budgets cannot be kept: %s. Publishing goes on.", error)
        return None


@functools.lru_cache(maxsize=1)
def _valkey(pid: int) -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
