"""Until when Rapport may speak for each page: the nearest end first, then what has none."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from agency.models import User
from agency.permissions import Permission
from projects.models import Channel, Project
from projects.networks import Ability, can, is_by_hand
from projects.networks.doors import door_of

NEVER = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
SHOWN_DAYS = 60
NEAR = 14


class Access(NamedTuple):
    """``kind``: "over", "ends", "renewed", "lasts" or "unknown"; ``days`` until the end, None where nobody knows."""

    kind: str
    days: int | None
    words: str

    @property
    def is_near(self) -> bool:
        return self.kind == "ends" and self.days is not None and self.days < NEAR

    @property
    def drawn(self) -> int:
        """How much of the line of two months is left."""
        return min(self.days or 0, SHOWN_DAYS) if self.kind in ("ends", "over") else SHOWN_DAYS


def access_of(channel: Channel) -> Access:
    """How long access lasts, in words."""
    if is_by_hand(channel.network) and channel.is_usable:
        return Access("lasts", None, "Needs none: people publish by hand")
    days = channel.days_left
    match channel.state:
        case Channel.State.BROKEN:
            return Access("over", 0, "Access has ended")
        case Channel.State.DISCONNECTED:
            return Access("over", 0, "Let go")
    if days is not None and not (can(channel.network, Ability.REFRESH) and days < 1):
        return Access("ends", days, {0: "Ends today", 1: "Ends in a day"}.get(days, f"Ends in {days} days"))
    if can(channel.network, Ability.REFRESH):
        return Access("renewed", days, "Renewed by itself")
    if door_of(channel.network).lasts:
        return Access("lasts", None, "Does not end by itself")
    return Access("unknown", None, "Unknown: the network does not say")


def calendar_of(user: User, project: Project | None = None) -> QuerySet[Channel]:
    """The channels ``user`` sees from inside, with ``ends`` to order and page them by."""
    rows: Any = Channel.objects.where(user, Permission.VIEW_INSIDE).select_related("project")
    rows = rows.filter(project=project) if project else rows
    return rows.annotate(ends=Coalesce("credentials_expire_at", Value(NEVER)))
