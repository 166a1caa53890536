"""Asking the networks how publications do: fresh ones often, old ones rarely, none more often than they allow."""

import datetime as dt
import logging
from itertools import groupby
from operator import attrgetter

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from agency.guarding import alone
from content.models import Metric, Publication
from projects.delivery import liveness
from projects.models import Channel
from projects.networks import Ability, adapter_for, believing, budgets, networks_that_can
from projects.networks.base import (
    CredentialsExpired,
    Gone,
    NetworkError,
    RateLimited,
    Rejected,
    RemoteMetrics,
    Unavailable,
)
from projects.services import renewals
from projects.services.readings import count_followers

logger = logging.getLogger(__name__)
AT_ONCE = 200
# A publication younger than the first is measured again after the second. After the last its numbers stand.
FRESHNESS = (
    (dt.timedelta(hours=1), dt.timedelta(minutes=5)),
    (dt.timedelta(days=1), dt.timedelta(hours=1)),
    (dt.timedelta(days=30), dt.timedelta(days=1)),
    (dt.timedelta(days=90), dt.timedelta(days=7)),
)
OLDEST = FRESHNESS[-1][0]
AFTER_A_NO = dt.timedelta(minutes=10)


def collect() -> int:
    """Measure what is due, and count the followers of channels nobody counted today; how many rows were written.

    One process at a time; a second one finds the first at work and leaves.
    """
    with liveness.watching("content.metrics") as alone:
        return _collect() if alone else 0


def _collect() -> int:
    now = timezone.now()
    rows = to_measure().select_related("channel").order_by("measure_at", "pk")[:AT_ONCE]
    by_channel = groupby(sorted(rows, key=attrgetter("channel_id")), attrgetter("channel_id"))
    made = sum(_measure_alone(list(group), now) for _, group in by_channel)
    for channel in to_count(now):
        with alone(f"counting the followers of {channel}"):
            made += _count(channel, now)
    return made


def to_measure() -> QuerySet[Publication]:
    """Published within three months on a channel that works and says how posts do, and due to be measured."""
    published = Publication.objects.filter(
        status=Publication.Status.PUBLISHED,
        published_at__gt=Now() - OLDEST,
        channel__network__in=networks_that_can(Ability.METRICS),
        channel__in=Channel.objects.usable(),
    )
    return published.filter(Q(measure_at=None) | Q(measure_at__lte=Now()))


def to_count(now: dt.datetime) -> QuerySet[Channel]:
    """Channels that work and whose followers nobody counted today."""
    usable = Channel.objects.usable().filter(network__in=networks_that_can(Ability.METRICS))
    return usable.exclude(follower_counts__day=now.date()).order_by("pk")[:AT_ONCE]


def pause_after(age: dt.timedelta) -> dt.timedelta:
    """How long the numbers of a publication of this age are fresh."""
    return next((pause for youngest, pause in FRESHNESS if age < youngest), OLDEST)


def _measure_alone(publications: list[Publication], now: dt.datetime) -> int:
    """What stumbles here comes back later, behind the others."""
    made = None
    with alone(f"measuring {publications[0].channel}"):
        made = _measure(publications, now)
    if made is None:
        _leave_alone(publications, now)
    return made or 0


def _measure(publications: list[Publication], now: dt.datetime) -> int:
    """The publications of one channel. A network that says no stops this channel for this time."""
    channel = publications[0].channel
    adapter = adapter_for(channel)
    asked: list[Publication] = []
    found = []
    for publication in publications:
        if budgets.wait_for(channel, adapter, work="read"):
            break
        try:
            counts = adapter.metrics(remote_id=publication.remote_id)
        except Gone:
            publication.measure_at = now + OLDEST  # not there any more: its last numbers stay
        except Rejected:
            publication.measure_at = now + pause_after(OLDEST / 2)
        except NetworkError as error:
            _give_up(channel, error)
            _leave_alone(publications[len(asked) :], now)
            break
        else:
            found.append(_metric(publication, counts, now))
            publication.measure_at = now + pause_after(now - (publication.published_at or now))
        asked.append(publication)
    with transaction.atomic():
        Metric.objects.bulk_create(found, ignore_conflicts=True)
        Publication.objects.bulk_update(asked, ["measure_at"])
        if found and found[-1].followers is not None:
            count_followers(channel=channel, day=now.date(), count=found[-1].followers)
    return len(found)


def _leave_alone(publications: list[Publication], now: dt.datetime) -> None:
    """A channel that could not be asked makes room for others."""
    Publication.objects.filter(pk__in=[row.pk for row in publications]).update(measure_at=now + AFTER_A_NO)


def _metric(publication: Publication, counts: RemoteMetrics, now: dt.datetime) -> Metric:
    names = ("likes", "comments", "shares", "clicks", "reach", "views", "followers")
    values = {name: believing.count(getattr(counts, name)) for name in names}
    return Metric(publication=publication, at=now.replace(second=0, microsecond=0), **values)


def _count(channel: Channel, now: dt.datetime) -> int:
    adapter = adapter_for(channel)
    if budgets.wait_for(channel, adapter, work="read"):
        return 0
    try:
        followers = believing.count(adapter.page().followers)
    except NetworkError as error:
        _give_up(channel, error)
        return 0
    if followers is None:
        return 0
    count_followers(channel=channel, day=now.date(), count=followers)
    return 1


def _give_up(channel: Channel, error: NetworkError) -> None:
    if isinstance(error, CredentialsExpired):
        renewals.doubt(channel, error)
    elif not isinstance(error, RateLimited | Unavailable):
        logger.warning("Measuring %s stopped: %s", channel, error)
