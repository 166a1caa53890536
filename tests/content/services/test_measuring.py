import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import Publication
from content.services import measuring
from projects import networks
from projects.models import Channel, FollowerCount
from projects.networks.base import (
    Budget,
    CredentialsExpired,
    Gone,
    RateLimited,
    Rejected,
    RemoteMetrics,
    RemotePage,
)
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def counting(network):
    """A network that says how many."""
    network.counts = [RemoteMetrics(likes=30, comments=10, shares=2, views=900, followers=1200)]
    network.page_followers = 1300
    network.asked = []

    def metrics(*, remote_id):
        network.asked.append(remote_id)
        said = network.counts.pop(0) if len(network.counts) > 1 else network.counts[0]
        if isinstance(said, Exception):
            raise said
        return said

    network.metrics = metrics
    network.page = lambda: RemotePage(external_id="x", name="x", followers=network.page_followers)
    return network


def published(*, ago=MINUTE, channel=None):
    """Out for so long."""
    publication = ready(channel=channel, status=Status.PUBLISHED, remote_id="7")
    Publication.objects.filter(pk=publication.pk).update(published_at=timezone.now() - ago)
    return publication


def due():
    return set(measuring.to_measure())


def pause(publication):
    """How long it is until it is measured again."""
    return fresh(publication).measure_at - timezone.now()


def test_counts_are_kept_with_the_followers_of_that_moment(counting):
    publication = published()
    measuring.collect()
    metric = publication.metrics.get()
    assert (metric.likes, metric.comments, metric.clicks, metric.followers) == (30, 10, None, 1200)
    assert metric.engagement_rate == Decimal(42) / Decimal(1200)


def test_followers_of_the_day_are_counted_beside(counting):
    publication = published()
    measuring.collect()
    assert FollowerCount.objects.get(channel=publication.channel).count == 1200
    assert Channel.objects.get().followers == 1200


def test_channel_without_fresh_posts_is_counted_once_a_day(counting):
    channel = ChannelFactory()
    assert measuring.collect() == 1
    assert measuring.collect() == 0
    assert FollowerCount.objects.get(channel=channel).count == 1300


def test_twice_in_a_row_measures_once(counting):
    publication = published()
    measuring.collect()
    measuring.collect()
    assert publication.metrics.count() == len(counting.asked) == 1


@pytest.mark.parametrize(
    ("ago", "again"),
    [(MINUTE, 5 * MINUTE), (2 * HOUR, HOUR), (2 * DAY, DAY), (29 * DAY, DAY), (40 * DAY, 7 * DAY)],
)
def test_the_older_the_rarer(counting, ago, again):
    publication = published(ago=ago)
    measuring.collect()
    assert again - MINUTE < pause(publication) <= again
    assert due() == set()


def test_after_three_months_the_numbers_stand(counting):
    published(ago=91 * DAY)
    assert due() == set()


def test_nothing_is_asked_about_what_is_not_out_or_not_reachable(counting):
    ready()
    published(channel=ChannelFactory(state="broken"))
    published(channel=ChannelFactory(network="telegram"))
    assert due() == set()


def test_post_gone_from_the_network_does_not_stop_its_neighbours(counting):
    counting.counts = [Rejected("There is no such post."), RemoteMetrics(likes=1)]
    channel = ChannelFactory()
    gone, there = published(channel=channel), published(channel=channel)
    measuring.collect()
    assert (gone.metrics.count(), there.metrics.count()) == (0, 1)


def test_post_gone_from_the_network_is_not_asked_about_again(counting):
    counting.counts = [Gone("There is no such post.")]
    publication = published()
    measuring.collect()
    assert pause(publication) > 80 * DAY


def test_network_is_asked_within_its_budget_and_the_rest_comes_later(counting):
    counting.budgets = [Budget(calls=2, seconds=3600, work=("read",))]
    channel = ChannelFactory()
    rows = [published(channel=channel) for _ in range(4)]
    measuring.collect()
    assert len(counting.asked) == 2
    assert due() == set(rows[2:])


def test_batch_costs_the_same_few_statements_however_large(counting):
    channel = published().channel
    measuring.collect()
    counts = []
    for rows in (1, 3):
        for _ in range(rows):
            published(channel=channel)
        with CaptureQueriesContext(connection) as queries:
            measuring.collect()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_network_that_asks_to_slow_down_is_left_alone_for_now(counting):
    counting.counts = [RateLimited("Not so fast.")]
    channel = ChannelFactory()
    published(channel=channel)
    published(channel=channel)
    measuring.collect()
    assert (len(counting.asked), due()) == (1, set())


def test_dead_token_found_while_measuring_breaks_the_channel(counting):
    counting.counts = [CredentialsExpired("The token has expired.")]
    counting.on_check = CredentialsExpired("The token has expired.")
    publication = published()
    measuring.collect()
    assert Channel.objects.get(pk=publication.channel_id).state == Channel.State.BROKEN


def test_refused_measuring_leaves_a_page_that_answers_to_publishing(counting):
    counting.counts = [CredentialsExpired("No.")]
    publication = published()
    measuring.collect()
    assert Channel.objects.get(pk=publication.channel_id).state == Channel.State.CONNECTED


@pytest.fixture
def sly(monkeypatch):
    """A channel whose server answers with ``answer``; every other one counts soundly."""
    channel = ChannelFactory()

    class Counts:
        budgets = ()
        answer = 3_000_000_000

        def __init__(self, asked):
            self.many = self.answer if asked.pk == channel.pk else 1_200

        def metrics(self, *, remote_id):
            return RemoteMetrics(likes=self._said())

        def page(self):
            return RemotePage(external_id="x", name="x", followers=self._said())

        def _said(self):
            if isinstance(self.many, Exception):
                raise self.many
            return self.many

    monkeypatch.setitem(networks._loaded, "playground", Counts)
    channel.speaks = Counts
    return channel


NONSENSE = [3_000_000_000, -1, "many", True, AttributeError("'list' object has no attribute 'get'")]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_impossible_count_of_one_server_keeps_no_other_post_from_being_measured(sly, nonsense):
    sly.speaks.answer = nonsense
    published(channel=sly)
    other = published(channel=ChannelFactory())
    measuring.collect()
    assert other.metrics.get().likes == 1_200
    assert due() == set()


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_impossible_count_of_one_server_keeps_no_other_page_from_being_counted(sly, nonsense):
    sly.speaks.answer = nonsense
    honest = ChannelFactory()
    measuring.collect()
    assert honest.follower_counts.get().count == 1_200
    assert not sly.follower_counts.exists()
