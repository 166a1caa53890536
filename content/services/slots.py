"""Recurring places that want a post."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from agency import audit
from agency.permissions import Permission
from content.clock import WEEKDAYS
from content.models import Slot
from content.refusal import Refusal
from projects.access import require
from projects.models import Channel, Project


@transaction.atomic
def add(
    *, project: Project, weekday: int, time: dt.time, by: Any, value_kind: str = "", channels: Iterable[Channel] = ()
) -> Slot:
    """A place every ``weekday`` (0 is Monday) at the project's local ``time``. Raises Refusal when it is taken."""
    require(by, Permission.PLAN_POST, project)
    try:
        with transaction.atomic():
            slot = project.slots.create(weekday=weekday, time=time, value_kind=value_kind)
    except IntegrityError as error:
        raise Refusal(time="There is a slot at this time already.") from error
    slot.channels.set(channels)
    audit.record("content.slot.added", slot, by=by, when=_when(slot))
    return slot


@transaction.atomic
def remove(*, slot: Slot, by: Any) -> None:
    """Forget the place; posts in it stay."""
    require(by, Permission.PLAN_POST, slot)
    audit.record("content.slot.removed", slot, by=by, when=_when(slot))
    slot.delete()


def _when(slot: Slot) -> str:
    return f"{WEEKDAYS[slot.weekday]} {slot.time:%H:%M}"
