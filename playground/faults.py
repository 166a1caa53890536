"""Switched-on faults, acted out. A fault touches only the page it was switched on for."""

import threading
import time
from collections.abc import Iterable

from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from playground.models import FaultSwitch, Kind, Page
from playground.models.fault import LOST
from playground.refusals import Refused, rate_limited, token_expired, unavailable
from playground.wire import hang_up

HANG_SECONDS = 60
# A hanging request keeps a server thread: this many of one process may hang, the next lose their line at once.
_room_to_hang = threading.BoundedSemaphore(3)

_WEB_PAGE = "<!doctype html><title>One moment</title><h1>We are tidying up</h1><p>The network is back in a minute.</p>"


def before(request: HttpRequest, *, page: Page, operation: str) -> HttpResponse | None:
    """What goes wrong before the request is looked at: an answer in its place, a ``Refused``, or only time."""
    for fault in _claim(page=page, operation=operation, but=LOST):
        if fault.kind == Kind.LATENCY:
            _wait(fault.latency_ms / 1000)
        else:
            return _act_out(fault, request)
    return None


def after(request: HttpRequest, *, page: Page, operation: str) -> HttpResponse | None:
    """What goes wrong once the request was carried out and committed: its answer is lost."""
    for fault in _claim(page=page, operation=operation, only=LOST):
        if fault.kind == Kind.LOST_LINE:
            return _lost_line(request)
        return HttpResponse("Bad gateway", status=502, content_type="text/plain")
    return None


def _act_out(fault: FaultSwitch, request: HttpRequest) -> HttpResponse:
    match fault.kind:
        case Kind.HANG:
            return _hang(request)
        case Kind.HTML:
            return HttpResponse(_WEB_PAGE)
        case _:
            raise _refusal(fault)


def _refusal(fault: FaultSwitch) -> Refused:
    match fault.kind:
        case Kind.TOKEN_EXPIRED:
            return token_expired()
        case Kind.RATE_LIMIT:
            return rate_limited(fault.retry_after)
        case Kind.UNAVAILABLE:
            return unavailable(503)
        case _:
            return unavailable(500)


def _claim(*, page: Page, operation: str, only: Iterable[str] = (), but: Iterable[str] = ()) -> Iterable[FaultSwitch]:
    """Active faults in the order of ``Kind``; one with a count is used up by one as it is handed out.

    A page found ``with_token`` costs no query while nothing is switched on.
    """
    if not getattr(page, "faulty", True):
        return
    faults = FaultSwitch.objects.active().for_operation(operation).filter(page=page).exclude(kind__in=list(but))
    if only:
        faults = faults.filter(kind__in=list(only))
    order = list(Kind)
    for fault in sorted(faults, key=lambda fault: order.index(Kind(fault.kind))):
        if fault.remaining is None or _count_down(fault):
            yield fault


def _count_down(fault: FaultSwitch) -> bool:
    """Takes one from the count; False where simultaneous requests took the last."""
    left = FaultSwitch.objects.filter(pk=fault.pk, remaining__gt=0)
    return left.update(remaining=F("remaining") - 1) == 1


def _hang(request: HttpRequest) -> HttpResponse:
    room = _room_to_hang
    if room.acquire(blocking=False):
        try:
            _wait(HANG_SECONDS)
        finally:
            room.release()
    return _lost_line(request)


def _lost_line(request: HttpRequest) -> HttpResponse:
    """The answer nobody reads; behind a server whose line is out of reach it is the 502 a proxy would give."""
    hang_up(request)
    return HttpResponse("Bad gateway", status=502, content_type="text/plain")


def _wait(seconds: float) -> None:
    """Sleeps without keeping a database connection from those who work."""
    if not connection.in_atomic_block:
        connection.close()
    time.sleep(seconds)
