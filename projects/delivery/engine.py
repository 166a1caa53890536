"""The loop of a delivering process: looks after what was lost, then keeps a handful of calls in the air."""

import datetime as dt
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from django.db.models import Min
from django.db.models.functions import Now
from django.utils import timezone

from projects.delivery import liveness, looking, sending
from projects.delivery.answers import Answer
from projects.delivery.looking import Look, sweep
from projects.delivery.sending import Send, is_due, record_sent
from projects.delivery.tending import tend

__all__ = ["run", "sweep"]

AT_ONCE = 32  # calls in the air of one process; a slow network holds its own calls only
ENOUGH = 8  # to do at once, and other processes are asked to help
SECONDS = 3.0  # then the process is given back to other work; the next tick goes on
LOOK_UP = 0.25  # seconds; while calls are in the air, what becomes due or gets lost is noticed this soon
GATHER = 0.05  # seconds; answers that come together are written down together, and what follows is claimed together
TICK = 1.0  # seconds between two ticks of the beat

Calls = dict[Future[Answer], Send | Look]


def run(model: type[Any], *, more: Callable[[], object] | None = None, seconds: float = SECONDS) -> int:
    """Send what is due of ``model`` and what becomes due before the next tick; how many calls were made.

    May run any number of times at once and be killed at any moment. ``more`` wakes another process: when there is more
    to do than one process takes at once, and when the time is up while something is about to become due.
    """
    until, more = time.monotonic() + seconds, more or (lambda: None)
    tend(model)
    try:
        return _run(model, until=until, more=more)
    except BaseException:
        liveness.release()  # what was in the air is nobody's any more, and is looked for at once
        raise


def _run(model: type[Any], *, until: float, more: Callable[[], object]) -> int:
    made = _work(model, until=until, more=more)
    with liveness.watching(model._meta.label) as first:
        while first and _sleep_until_due(model):
            if time.monotonic() > until:
                more()
                break
            made += _work(model, until=until, more=more)
    return made


def _work(model: type[Any], *, until: float, more: Callable[[], object]) -> int:
    """Calls, until nothing is due or the time is up. The database is used here, the networks in the threads."""
    air: Calls = {}
    made = 0
    swept = -LOOK_UP
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while True:
            looks_up = not air or time.monotonic() - swept >= LOOK_UP
            if time.monotonic() - swept >= LOOK_UP:
                sweep(model)
                swept = time.monotonic()
            free = AT_ONCE - len(air)
            taken = _take(model, free, looks_up, widely=not made) if time.monotonic() < until else []
            air |= {threads.submit(call.carry_out): call for call in taken}
            made += len(taken)
            if made == len(taken) >= ENOUGH:
                more()
            if not air:
                return made
            _record_finished(air)


def _take(model: type[Any], free: int, looks_up: bool, *, widely: bool) -> list[Send | Look]:
    looks = looking.claim(model, free) if looks_up else []
    return [*looks, *sending.claim(model, free - len(looks), widely=widely)]


def _record_finished(air: Calls) -> None:
    """What went well is written down together, everything else alone."""
    wait(air, timeout=LOOK_UP, return_when=FIRST_COMPLETED)
    finished = wait(air, timeout=GATHER).done
    calls = [(air.pop(one), one.result()) for one in finished]
    for call, answer in record_sent(calls):
        call.record(answer)


def _sleep_until_due(model: type[Any]) -> bool:
    """Wait for what becomes due before the next tick; whether there is something.

    What is due and waits for its turn is not waited for: whoever lands the channel's earlier one takes it up.
    """
    if is_due(model):
        return True
    soon = model.objects.sendable().filter(due_at__gt=Now(), due_at__lte=Now() + dt.timedelta(seconds=TICK))
    due_at = soon.aggregate(first=Min("due_at"))["first"]
    if due_at is None:
        return False
    time.sleep(min(TICK, max(0.0, (due_at - timezone.now()).total_seconds())))
    return True
