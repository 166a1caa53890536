"""Asking the networks how publications do: fresh ones often, old ones rarely."""

import datetime as dt
import logging
from itertools import groupby
from operator import attrgetter

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from content.models import Metric, Publication
from projects.delivery import liveness
from projects.models import Channel
from projects.networks import CONNECTED, adapter_for
from projects.networks.base import CredentialsExpired, NetworkError, RateLimited, Rejected, RemoteMetrics, Unavailable
from projects.services import channels
from projects.services.readings import count_followers

logger = logging.getLogger(__name__)
AT_ONCE = 200
# Younger than the first is measured every second.
FRESHNESS = (
    (dt.timedelta(days=1), dt.timedelta(minutes=10)),
    (dt.timedelta(days=7), dt.timedelta(hours=2)),
    (dt.timedelta(days=30), dt.timedelta(days=1)),
    (dt.timedelta(days=90), dt.timedelta(days=7)),
)


def collect() -> int:
    """Measure what is due, and count the followers of channels nobody counted today; how many rows were written.

    One process at a time; a second one finds the first at work and leaves.
    """
    with liveness.watching("content.metrics") as alone:
        return _collect() if alone else 0


def _collect() -> int:
    now = timezone.now()
    rows = to_measure(now).select_related("channel").order_by("channel", "pk")[:AT_ONCE]
    made = sum(_measure(list(group), now) for _, group in groupby(rows, attrgetter("channel_id")))
    return made + sum(_count(channel, now) for channel in to_count(now))


def to_measure(now: dt.datetime) -> QuerySet[Publication]:
    """Published within three months on a channel that works, and not measured for longer than its age allows."""
    last = Metric.objects.filter(publication=OuterRef("pk")).order_by("-at").values("at")[:1]
    published = Publication.objects.filter(
        status=Publication.Status.PUBLISHED, channel__network__in=CONNECTED, channel__in=Channel.objects.usable()
    )
    return published.annotate(last=Subquery(last)).filter(_stale(now))


def to_count(now: dt.datetime) -> QuerySet[Channel]:
    """Channels that work and whose followers nobody counted today."""
    usable = Channel.objects.usable().filter(network__in=CONNECTED)
    return usable.exclude(follower_counts__day=now.date()).order_by("pk")[:AT_ONCE]


def _stale(now: dt.datetime) -> Q:
    stale, youngest = Q(), now
    for age, every in FRESHNESS:
        of_this_age = Q(published_at__gt=now - age, published_at__lte=youngest)
        stale |= of_this_age & (Q(last=None) | Q(last__lte=now - every))
        youngest = now - age
    return stale


def _measure(publications: list[Publication], now: dt.datetime) -> int:
    """The publications of one channel. A network that says no stops this channel for this time."""
    channel = publications[0].channel
    adapter = adapter_for(channel)
    found = []
    for publication in publications:
        try:
            counts = adapter.metrics(remote_id=publication.remote_id)
        except Rejected:
            continue  # gone from the network: its last numbers stay
        except NetworkError as error:
            _give_up(channel, error)
            break
        found.append(_metric(publication, counts, now))
    Metric.objects.bulk_create(found, ignore_conflicts=True)
    if found and found[-1].followers is not None:
        count_followers(channel=channel, day=now.date(), count=found[-1].followers)
    return len(found)


def _metric(publication: Publication, counts: RemoteMetrics, now: dt.datetime) -> Metric:
    names = ("likes", "comments", "shares", "clicks", "reach", "views", "followers")
    values = {name: getattr(counts, name) for name in names}
    return Metric(publication=publication, at=now.replace(second=0, microsecond=0), **values)


def _count(channel: Channel, now: dt.datetime) -> int:
    try:
        followers = adapter_for(channel).page().followers
    except NetworkError as error:
        _give_up(channel, error)
        return 0
    if followers is None:
        return 0
    count_followers(channel=channel, day=now.date(), count=followers)
    return 1


def _give_up(channel: Channel, error: NetworkError) -> None:
    if isinstance(error, CredentialsExpired):
        channels.mark_broken(channel, str(error))
    elif not isinstance(error, RateLimited | Unavailable):
        logger.warning("Measuring %s stopped: %s", channel, error)
