"""What servers take changes without anybody telling us: theirs is asked for anew every day.

A server that does not answer is asked again tomorrow; what it said last goes on counting.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from agency.guarding import alone
from projects.models import Channel
from projects.networks import adapter_for
from projects.networks.base import NetworkError
from projects.networks.limits import OWN

logger = logging.getLogger(__name__)
A_TURN = 50  # an hour
EVERY = dt.timedelta(days=1)


def refresh(*, now: dt.datetime | None = None) -> int:
    """Ask the servers that were not asked for a day, at most ``A_TURN``; says how many take something else now."""
    changed = 0
    for channel in _claim(now or timezone.now()):
        with alone(f"asking what the server of {channel} takes"):
            changed += _refreshed(channel)
    return changed


def _claim(now: dt.datetime) -> list[Channel]:
    """Two workers never ask about the same channel; whatever comes of it, its next turn is tomorrow."""
    stale = Q(takes_at=None) | Q(takes_at__lte=now - EVERY)
    with transaction.atomic():
        due = Channel.objects.usable().filter(stale, network__in=OWN).order_by(F("takes_at").asc(nulls_first=True))
        claimed = list(due.select_for_update(of=("self",), skip_locked=True)[:A_TURN])
        Channel.objects.filter(pk__in=[channel.pk for channel in claimed]).update(takes_at=now)
    return claimed


def _refreshed(channel: Channel) -> bool:
    try:
        takes = {**adapter_for(channel).server_takes()}
    except NetworkError as error:
        logger.info("channel %s: its server does not say what it takes: %s", channel.pk, error.kind)
        return False
    if not takes or takes == channel.takes:
        return False
    Channel.objects.filter(pk=channel.pk).update(takes=takes)
    return True
