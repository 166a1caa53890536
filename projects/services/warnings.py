"""Access that ends is said 14, 7 and 2 days ahead, once each; access that ended breaks the channel.

What the network renews by itself is nobody's business while it does: an end in twenty minutes is no news then. It is
told when it resists and days are left; whether it is dead only the network says, when it is asked to renew it.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from agency.transitions import move
from projects.models import Channel
from projects.models.channel import RENEWAL_FAILURES
from projects.networks import Ability, networks_that_can
from projects.services import channels

STEPS = (2, 7, 14)
EXPIRING_WITHIN = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)


def watch_access(*, now: dt.datetime | None = None) -> None:
    """Look at every channel whose network said when access ends. May run as often as one likes."""
    now = now or timezone.now()
    for channel in _ending(now).select_related("project").iterator(chunk_size=500):
        _look_at(channel, now)


def _ending(now: dt.datetime) -> QuerySet[Channel]:
    renewed = Q(network__in=networks_that_can(Ability.REFRESH))
    stuck = Q(renewal_failures__gte=RENEWAL_FAILURES, credentials_expire_at__gt=now + DAY)
    ending = Channel.objects.usable().filter(credentials_expire_at__lte=now + dt.timedelta(days=STEPS[-1]))
    return ending.filter(~renewed | stuck)


def _look_at(channel: Channel, now: dt.datetime) -> None:
    ends_at = channel.credentials_expire_at
    if ends_at is None:
        return
    if ends_at <= now:
        channels.mark_broken(channel, "The access token ran out.", since=ends_at)
        return
    with transaction.atomic():
        channel = Channel.objects.select_for_update(of=("self",)).select_related("project").get(pk=channel.pk)
        if ends_at != channel.credentials_expire_at or not channel.is_usable:
            return  # somebody connected it again, or let it go, meanwhile
        if ends_at <= now + EXPIRING_WITHIN and channel.state == Channel.State.CONNECTED:
            move(channel, "run_low", by=None, channel=channel.name, day=f"{ends_at:%-d %B}")
        _warn(channel, ends_at, now)


def _warn(channel: Channel, ends_at: dt.datetime, now: dt.datetime) -> None:
    step = next(days for days in STEPS if ends_at <= now + dt.timedelta(days=days))
    channels.tell(
        channel, f"{channel.name} loses access soon", f"Access ends on {ends_at:%-d %B}. Connect it again before then.",
        key=f"ends:{ends_at:%Y-%m-%d}:{step}",
    )  # fmt: skip
