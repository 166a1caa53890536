"""Networks are asked no more often than they let themselves be asked."""

import time

import pytest
import redis

from content.models import Publication
from projects.delivery import run
from projects.networks import budgets
from projects.networks.base import Budget, RateLimited
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import ScriptedNetwork, fresh, outcomes, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
THREE_A_MINUTE = Budget(calls=3, seconds=60)


def asked(channel, *kept, times=1, **how):
    """What each of so many questions in a row is answered: 0, or seconds to wait."""
    network = ScriptedNetwork(budgets=list(kept))
    return [budgets.wait_for(channel, network, **how) for _ in range(times)]


def test_so_many_calls_go_and_the_next_one_waits_for_its_share():
    answers = asked(ChannelFactory(), THREE_A_MINUTE, times=4)
    assert answers[:3] == [0, 0, 0]
    assert 19 < answers[3] <= 20


def test_budget_fills_again():
    channel, quick = ChannelFactory(), Budget(calls=1, seconds=0.1)
    (first, second) = asked(channel, quick, times=2)
    time.sleep(second)
    assert (first, asked(channel, quick)) == (0, [0])


def test_channels_with_one_token_share_its_budget_and_others_do_not():
    one, same, other = ChannelFactory(), ChannelFactory(), ChannelFactory(credentials={"token": "another"})
    asked(one, THREE_A_MINUTE, times=3)
    assert asked(same, THREE_A_MINUTE)[0] > 0
    assert asked(other, THREE_A_MINUTE) == [0]


def test_budget_of_the_application_is_everybodys():
    whole = Budget(calls=1, seconds=60, share="app")
    asked(ChannelFactory(), whole)
    assert asked(ChannelFactory(credentials={"token": "another"}), whole)[0] > 0


def test_nothing_is_taken_from_one_budget_when_another_is_empty():
    channel, tight = ChannelFactory(), Budget(calls=1, seconds=90)
    asked(channel, tight, THREE_A_MINUTE, times=4)
    assert asked(channel, THREE_A_MINUTE, times=3)[:2] == [0, 0]


def test_post_dearer_than_the_whole_budget_takes_all_of_it():
    channel = ChannelFactory()
    assert asked(channel, THREE_A_MINUTE, calls=11) == [0]
    assert asked(channel, THREE_A_MINUTE)[0] > 0


def test_reading_leaves_half_to_publishing():
    channel, four = ChannelFactory(), Budget(calls=4, seconds=60)
    reads = asked(channel, four, times=3, work="read")
    assert [wait > 0 for wait in reads] == [False, False, True]
    assert asked(channel, four, times=2) == [0, 0]


def test_publication_beyond_the_budget_waits_its_turn_without_an_attempt(network):
    network.budgets = [Budget(calls=1, seconds=60)]
    channel = ChannelFactory()
    first, second = ready(channel=channel, due_in=-2), ready(channel=channel, due_in=-1, text="Second")
    run(Publication)
    assert [fresh(row).status for row in (first, second)] == [Status.PUBLISHED, Status.WAITING]
    assert (outcomes(second), fresh(second).attempts_made, fresh(second).error_kind) == ([], 0, "")
    assert fresh(second).due_at > second.due_at


def test_network_that_says_too_much_finds_the_budget_empty(network):
    network.budgets, network.on_send = [THREE_A_MINUTE], [RateLimited("Not so fast.", retry_after=5)]
    publication = ready()
    run(Publication)
    assert asked(publication.channel, THREE_A_MINUTE)[0] > 0


def test_publishing_goes_on_while_valkey_is_away(network, monkeypatch, caplog):
    nowhere = redis.Redis(host="127.0.0.1", port=1, socket_connect_timeout=0.1)
    monkeypatch.setattr(budgets, "_valkey", lambda pid: nowhere)
    monkeypatch.setattr(budgets, "_away_until", 0.0)
    network.budgets = [Budget(calls=1, seconds=60)]
    rows = [ready(text=f"Sign {number}") for number in range(3)]
    run(Publication)
    assert {fresh(row).status for row in rows} == {Status.PUBLISHED}
    assert caplog.text.count("Publishing goes on") == 1
