"""Fault switches over HTTP, for tests and benchmarks. These addresses themselves never fail on purpose."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from playground.api.endpoint import Answer
from playground.api.inputs import body_of, texts_in
from playground.models import FaultSwitch, Kind, Page
from playground.refusals import bad_value, not_found
from playground.services.faults import switch_off, switch_on


def list_faults(request: HttpRequest, page: Page) -> Answer:
    return 200, {"items": [_shape(fault) for fault in page.faults.order_by("kind")]}


def switch_all_off(request: HttpRequest, page: Page) -> Answer:
    switch_off(page=page)
    return 200, {"items": []}


def put_fault(request: HttpRequest, page: Page, kind: str) -> Answer:
    body = body_of(request)
    numbers = {name: body[name] for name in ("remaining", "latency_ms", "retry_after") if name in body}
    for name, number in numbers.items():
        if type(number) is not int and not (name == "remaining" and number is None):
            raise bad_value(name, "This is not a whole number.")
    try:
        fault = switch_on(page=page, kind=_kind(kind), operations=texts_in(body, "operations"), **numbers)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise bad_value(field, messages[0]) from None
    return 200, _shape(fault)


def delete_fault(request: HttpRequest, page: Page, kind: str) -> Answer:
    switch_off(page=page, kind=_kind(kind))
    return 200, {"kind": kind, "on": False}


def _kind(kind: str) -> str:
    if kind not in Kind.values:
        raise not_found("kind of fault")
    return kind


def _shape(fault: FaultSwitch) -> dict[str, Any]:
    return {
        "kind": fault.kind,
        "on": fault.remaining is None or fault.remaining > 0,
        "operations": fault.operations,
        "remaining": fault.remaining,
        "latency_ms": fault.latency_ms,
        "retry_after": fault.retry_after,
    }
