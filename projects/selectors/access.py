"""Until when Rapport may speak for each page: the nearest end first, then what has none."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from agency.models import User
from agency.permissions import Permission
from projects.models import Channel, Project
from projects.networks import Ability, can, is_by_hand, networks_that_can
from projects.networks.doors import door_of

NEVER = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
SHOWN_DAYS = 60
NEAR = 14
RENEWED = "Renewed by itself"


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
    if is_renewed_in_time(channel):
        return Access("renewed", days, "Waits for the network to renew it" if channel.resists_renewal else RENEWED)
    if days is not None:
        return Access("ends", days, {0: "Ends today", 1: "Ends in a day"}.get(days, f"Ends in {days} days"))
    if can(channel.network, Ability.REFRESH):
        return Access("renewed", days, RENEWED)
    if door_of(channel.network).lasts:
        return Access("lasts", None, "Does not end by itself")
    return Access("unknown", None, "Unknown: the network does not say")


def is_renewed_in_time(channel: Channel) -> bool:
    """Whether its end, hours or minutes away, concerns nobody: the network renews it before.

    Not where people were told days ago that it does not (such a channel expires).
    """
    is_near = channel.days_left == 0 and channel.state == Channel.State.CONNECTED
    return is_near and can(channel.network, Ability.REFRESH)


def end_worth_telling(channel: Channel) -> dt.datetime | None:
    """When access ends, unless that is renewed in time."""
    return None if is_renewed_in_time(channel) else channel.credentials_expire_at


def calendar_of(user: User, project: Project | None = None) -> QuerySet[Channel]:
    """The channels ``user`` sees from inside, with ``ends`` to order and page them by, and ``may_connect``."""
    rows: Any = Channel.objects.where(user, Permission.VIEW_INSIDE).select_related("project")
    rows = rows.filter(project=project) if project else rows
    renewed = Q(state=Channel.State.CONNECTED, network__in=networks_that_can(Ability.REFRESH))
    renewed &= Q(credentials_expire_at__lt=timezone.now() + dt.timedelta(days=1))
    ends = Case(When(renewed, then=Value(NEVER)), default=Coalesce("credentials_expire_at", Value(NEVER)))
    mine = Project.objects.where(user, Permission.CONNECT_CHANNEL).filter(pk=OuterRef("project"))
    return rows.annotate(ends=ends, may_connect=Exists(mine))
