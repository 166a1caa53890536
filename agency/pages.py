"""Lists without an end, shown a page at a time by key: page 100 costs as much as page 1, and nothing is shown twice.

page = keyset_page(user.notifications.all(), by=("-id",), after=request.GET.get("after"))
page.rows, page.next        # ``next`` goes into the address of "Show 25 more"; empty on the last page
"""

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.http import Http404

from agency.text import storable

NOWHERE = "This page of the list does not exist."


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next ones begin."""

    rows: list[Any]
    next: str = ""


def keyset_page(rows: QuerySet[Any], *, by: tuple[str, ...], after: str | None = None, size: int = 25) -> Page:
    """``size`` rows in the order of ``by``, whose last name must tell every row apart (``("name", "id")``).

    A place that was made up is answered with 404.
    """
    ordered = rows.order_by(*by)
    if after:
        ordered = ordered.filter(_beyond(rows, by, _places(after, len(by))))
    found = list(ordered[: size + 1])
    more = len(found) > size
    return Page(found[:size], _place(found[size - 1], by) if more else "")


def _place(row: Any, by: tuple[str, ...]) -> str:
    """The key of ``row`` as text; moments to the microsecond, which JSON encoders cut off."""
    found = [getattr(row, name.lstrip("-")) for name in by]
    values = [value.isoformat() if isinstance(value, dt.datetime) else value for value in found]
    return base64.urlsafe_b64encode(json.dumps(values, cls=DjangoJSONEncoder).encode()).decode().rstrip("=")


def _places(after: str, count: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise Http404(NOWHERE) from error
    if not isinstance(values, list) or len(values) != count:
        raise Http404(NOWHERE)
    return values


def _beyond(rows: QuerySet[Any], by: tuple[str, ...], values: list[Any]) -> Q:
    """Behind the last row shown: (a > x) or (a = x and b > y) …"""
    beyond, level = Q(), Q()
    for name, value in zip(by, values, strict=True):
        field = name.lstrip("-")
        here = _value(rows, field, value)
        beyond |= level & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": here})
        level &= Q(**{field: here})
    return beyond


def _value(rows: QuerySet[Any], field: str, value: Any) -> Any:
    column = rows.query.annotations.get(field)
    kind = column.output_field if column else rows.model._meta.get_field(field)
    try:
        found = kind.to_python(storable(value) if isinstance(value, str) else value)
    except (ValidationError, TypeError, ValueError) as error:
        raise Http404(NOWHERE) from error
    if found is None:
        raise Http404(NOWHERE)
    return found
