"""The loop of a delivering process: looks after what was lost, then keeps a handful of calls in the air."""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import cache
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Min
from django.db.models.functions import Now

from agency import clock
from projects.delivery import claiming, liveness, looking
from projects.delivery.answers import Answer
from projects.delivery.claiming import is_due
from projects.delivery.fairness import Room
from projects.delivery.looking import Look, sweep
from projects.delivery.sending import LEASE, Send, record_sent
from projects.delivery.tending import tend
from projects.networks import patience
from projects.networks.base import CredentialsExpired

__all__ = ["run", "stop", "sweep"]

logger = logging.getLogger(__name__)
RUNS = 1  # at once in one process and for one kind of delivery; its other threads are for other work
AT_ONCE = 64  # calls in the air of one run, a few of them for any one network
ENOUGH = 8  # to do at once, and other processes are asked to help
SECONDS = 3.0  # then the process is given back to other work; the next tick goes on
LINGER = 300.0  # seconds; so long one that waits for slow calls goes on taking what comes due
LOOK_UP = 0.25  # seconds; while calls are in the air, what becomes due or gets lost is noticed this soon
GATHER = 0.2  # seconds; answers that come together are written down together, and what follows is claimed together
TICK = 1.0  # seconds between two ticks of the beat
RENEWING = 20.0  # seconds for a network to renew access
BREATH = 0.5  # seconds between two tries to write down, while the database is away

Calls = dict[Future[Answer], Send | Look]
More = Callable[[], object]
_stopping = threading.Event()


def run(model: type[Any], *, more: More | None = None, seconds: float = SECONDS) -> int:
    """Send what is due of ``model`` and what becomes due before the next tick; how many calls were made.

    May run any number of times at once and be killed at any moment. ``more`` wakes another process: when there is more
    to do than one process takes at once, and when the time is up while something is about to become due.
    """
    tend(model)
    place = _places(model._meta.label)
    if not place.acquire(blocking=False):
        return 0  # this process has enough runs of this kind; they take what is due
    one = _Run(model, until=time.monotonic() + seconds, more=more, place=place)
    try:
        one.go()
    finally:
        one.give_place_back()
        one.renew_access()
    return one.made


def stop() -> None:
    """The process is about to end: nothing more is taken, what is in the air is written down."""
    _stopping.set()


@cache
def _places(label: str) -> threading.Semaphore:
    return threading.Semaphore(RUNS)


class _Run:
    """One turn at delivering. The database is used here, the networks in the threads."""

    def __init__(self, model: type[Any], *, until: float, more: More | None, place: threading.Semaphore) -> None:
        self.model, self.until, self.more = model, until, more
        self.place: threading.Semaphore | None = place
        self.air: Calls = {}
        self.made = 0
        self.swept = -LOOK_UP
        self.found_nothing = False
        self.refused: list[tuple[Send | Look, Answer]] = []

    def go(self) -> None:
        self._work()
        with liveness.watching(self.model._meta.label) as first:
            while first and not _stopping.is_set() and self._sleep_until_due():
                if time.monotonic() > self.until:
                    self._wake_another()
                    break
                made = self.made
                self._work()
                if self.made == made:
                    time.sleep(LOOK_UP)  # due, and somebody else has it in hand

    def give_place_back(self) -> None:
        """Another run of this kind may begin."""
        if self.place is not None:
            self.place.release()
            self.place = None

    def renew_access(self) -> None:
        """Of pages whose token their network no longer took. It may take long, so the run's own time comes first."""
        _see_to_access(self._take_refused())

    def _take_refused(self) -> list[tuple[Send | Look, Answer]]:
        refused, self.refused = self.refused, []
        return refused

    def _work(self) -> None:
        """Calls, until nothing is due or the time is up. Whatever happens here, what is in the air is written down."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            try:
                while self._take(threads) or self.air:
                    self._record_finished()
                    if self.refused and time.monotonic() > self.until:
                        threads.submit(_see_to_access_elsewhere, self._take_refused())
            finally:
                while self.air:
                    self._record_finished()

    def _take(self, threads: ThreadPoolExecutor) -> int:
        """Put into the air what there is place for; how much."""
        looks_up = not self.air or time.monotonic() - self.swept >= LOOK_UP
        if time.monotonic() - self.swept >= LOOK_UP:
            sweep(self.model)
            self.swept = time.monotonic()
        if not self._goes_on():
            self.give_place_back()
            return 0
        widely = not self.air or (looks_up and self.found_nothing)
        room = Room(call.delivery.channel.network for call in self.air.values())  # type: ignore[attr-defined]
        taken = self._send(threads, looking.claim(self.model, self._free, room=room)) if looks_up else 0
        taken += self._send(threads, claiming.claim(self.model, self._free, widely=widely, room=room))
        self.found_nothing = not taken
        if self.made == taken >= ENOUGH:
            self._wake_another()
        return taken

    @property
    def _free(self) -> int:
        return AT_ONCE - len(self.air)

    def _send(self, threads: ThreadPoolExecutor, calls: Sequence[Send | Look]) -> int:
        self.air |= {threads.submit(call.carry_out): call for call in calls}
        self.made += len(calls)
        return len(calls)

    def _goes_on(self) -> bool:
        lingers = self.air and time.monotonic() < self.until + LINGER
        return not _stopping.is_set() and bool(lingers or time.monotonic() < self.until)

    def _record_finished(self) -> None:
        """What went well is written down together, everything else alone."""
        wait(self.air, timeout=LOOK_UP, return_when=FIRST_COMPLETED)
        finished = wait(self.air, timeout=GATHER).done
        calls = [(self.air.pop(one), one.result()) for one in finished]
        for call, answer in _recorded_together(calls):
            _record(call, answer)
            if isinstance(answer, CredentialsExpired):
                self.refused.append((call, answer))

    def _wake_another(self) -> None:
        if self.more is None:
            return
        try:
            self.more()
        except Exception:
            logger.warning("No other process could be asked for help; the next tick is.", exc_info=True)

    def _sleep_until_due(self) -> bool:
        """Wait for what becomes due before the next tick; whether there is something.

        What is due and waits for its turn is not waited for: whoever lands the channel's earlier one takes it up.
        """
        if is_due(self.model):
            return True
        soon = self.model.objects.sendable().filter(due_at__gt=Now(), due_at__lte=Now() + dt.timedelta(seconds=TICK))
        due_at = soon.aggregate(first=Min("due_at"))["first"]
        if due_at is None:
            return False
        time.sleep(min(TICK, max(0.0, (due_at - clock.now()).total_seconds())))
        return True


def _see_to_access(refused: list[tuple[Send | Look, Answer]]) -> None:
    for call, answer in refused:
        try:
            with patience.within(RENEWING):
                call.follow_up(answer)
        except Exception:
            logger.exception("Access of %r could not be seen to", call.delivery)


def _see_to_access_elsewhere(refused: list[tuple[Send | Look, Answer]]) -> None:
    """In a thread of its own, whose connection is given back."""
    try:
        _see_to_access(refused)
    finally:
        connection.close()


def _recorded_together(calls: list[tuple[Any, Answer]]) -> list[tuple[Any, Answer]]:
    """What is left to be written down alone."""
    try:
        return record_sent(calls)
    except Exception:
        logger.warning("Writing down together failed; each is written down alone.", exc_info=True)
        return calls


def _record(call: Send | Look, answer: Answer) -> None:
    """A network's answer is precious: while the database is away it is kept and tried again, as long as the claim
    lasts. What cannot be written down at all is looked for."""
    until = time.monotonic() + LEASE.total_seconds()
    while True:
        try:
            return call.record(answer)
        except (OperationalError, InterfaceError):
            if time.monotonic() > until:
                raise
            logger.warning("The database is away; what came of %r waits to be written down.", call.delivery)
            time.sleep(BREATH)
            connection.close()
        except Exception:
            logger.exception("What came of %r cannot be written down", call.delivery)
            return _give_up(call)


def _give_up(call: Send | Look) -> None:
    try:
        call.give_up()
    except Exception:
        logger.exception("%r stays claimed until its lease ends", call.delivery)
