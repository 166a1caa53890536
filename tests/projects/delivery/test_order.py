"""The posts of one channel go out one after the other, in the order of their times."""

import datetime as dt

import pytest
from django.utils import timezone

from content.models import Attempt, Post, Publication
from projects.delivery import claiming, run, send_now
from projects.networks.base import Rejected, Unavailable, Unconfirmed
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, posted, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status


@pytest.fixture
def pair():
    """Two posts of one channel, due one after the other; the second was made first."""
    channel = ChannelFactory()
    second = ready(channel=channel, due_in=-5, text="Second")
    return ready(channel=channel, due_in=-10, text="First"), second


def sent(network):
    return [outgoing.text for outgoing in network.sent]


def test_earlier_one_goes_first(network, pair):
    run(Publication)
    assert sent(network) == ["First", "Second"]


def test_next_one_waits_while_the_first_is_in_the_air_and_other_channels_do_not(network, pair):
    elsewhere = ready(text="Elsewhere")
    claims = [[send.outgoing.text for send in claiming.claim(Publication, 8)] for _ in range(2)]
    assert claims == [["First", "Elsewhere"], []]
    assert fresh(elsewhere).status == Status.SENDING


def test_next_one_waits_while_the_first_is_tried_again(network, pair):
    network.on_send = [Unavailable("Playground cannot be reached."), posted]
    run(Publication)
    assert sent(network) == ["First"]
    Publication.objects.filter(pk=pair[0].pk).update(due_at=timezone.now())
    run(Publication)
    assert sent(network) == ["First", "First", "Second"]


def test_next_one_waits_while_the_first_is_looked_for(network, pair):
    network.repeat_after, network.on_send = None, [Unconfirmed("No answer."), posted]
    run(Publication)
    assert sent(network) == ["First"]


@pytest.mark.parametrize("trouble", [Unavailable("Cannot be reached."), Unconfirmed("No answer.")])
def test_trouble_of_the_first_holds_nobody_up_for_longer_than_two_minutes(network, pair, trouble):
    network.repeat_after, network.on_send = None, [trouble, posted]
    Publication.objects.filter(pk=pair[1].pk).update(due_at=timezone.now() - dt.timedelta(seconds=121))
    run(Publication)
    assert sent(network) == ["First", "Second"]


def test_first_that_failed_holds_nobody_up(network, pair):
    network.on_send = [Rejected("No."), posted]
    run(Publication, seconds=30)
    assert [fresh(row).status for row in pair] == [Status.FAILED, Status.PUBLISHED]


def test_first_that_may_not_go_holds_nobody_up(network, pair):
    Post.objects.filter(pk=pair[0].post_id).update(status=Post.Status.DRAFT)
    run(Publication)
    assert sent(network) == ["Second"]


def test_one_sent_now_does_not_wait_for_those_planned_before_it(network):
    people = people_around()
    channel = ChannelFactory(project=people.project)
    ready(channel=channel, due_in=6 * 3600, text="This evening")
    tomorrow = ready(channel=channel, due_in=24 * 3600, text="Tomorrow")
    send_now(tomorrow, by=people.manager)
    run(Publication)
    assert sent(network) == ["Tomorrow"]


def test_one_sent_now_waits_while_one_whose_time_has_come_is_tried_again(network, pair):
    people = people_around(pair[0].project)
    network.on_send = [Unavailable("Playground cannot be reached."), posted]
    tomorrow = ready(channel=pair[0].channel, due_in=24 * 3600, text="Tomorrow")
    send_now(tomorrow, by=people.manager)
    run(Publication)
    assert sent(network) == ["First"]


def test_late_ones_of_one_channel_still_go_one_after_the_other(network, pair):
    Publication.objects.update(due_at=timezone.now() - dt.timedelta(minutes=20))
    (only,) = claiming.claim(Publication, 8)
    assert (only.outgoing.text, Attempt.objects.count()) == ("First", 1)


def test_many_held_up_do_not_hide_the_one_that_may_go(network, pair, monkeypatch):
    """A claim looks at a few first, and at all where these few may not go."""
    monkeypatch.setattr(claiming, "WINDOW", 2)
    Post.objects.filter(pk__in=[row.post_id for row in pair]).update(status=Post.Status.DRAFT)
    later = ready(due_in=-1, text="Elsewhere")
    (only,) = claiming.claim(Publication, 8)
    assert only.delivery == later
