"""What the table promises, every adapter has written; what it does not promise, nobody pretends."""

import pytest
from django.utils.module_loading import import_string

from projects import networks
from projects.networks import Ability, abilities_of, networks_that_can
from projects.networks.base import Adapter, CannotDo, CredentialsRevoked, OutgoingPost

METHODS = {
    Ability.PUBLISH: "send",
    Ability.EDIT: "edit",
    Ability.DELETE: "delete",
    Ability.REPLY: "send",
    Ability.HIDE: "hide",
    Ability.COMMENTS: "comments",
    Ability.SEARCH: "search_mentions",
    Ability.METRICS: "metrics",
    Ability.POLL: "fetch_poll",
    Ability.REFRESH: "refresh_credentials",
    Ability.WEBHOOK: "parse_webhook",
}


@pytest.mark.parametrize("network", networks.CONNECTED)
def test_adapter_has_written_what_the_table_promises_and_nothing_else(network):
    adapter = import_string(networks._ADAPTERS[network])
    written = {ability for ability, name in METHODS.items() if getattr(adapter, name) is not getattr(Adapter, name)}
    assert written == abilities_of(network) & METHODS.keys()
    assert adapter.abilities == abilities_of(network)


def test_network_without_adapter_can_nothing():
    assert abilities_of("nowhere") == frozenset()
    assert set(networks_that_can(Ability.PUBLISH)) == set(networks.CONNECTED)


class Mute(Adapter):
    """An adapter that has written nothing."""


@pytest.mark.parametrize(
    "call",
    [
        lambda adapter: adapter.send(OutgoingPost(idempotency_key=None, text="")),
        lambda adapter: adapter.delete(remote_id="1"),
        lambda adapter: adapter.metrics(remote_id="1"),
        lambda adapter: adapter.search_mentions(query="", cursor={}),
        lambda adapter: adapter.check(),
    ],
)
def test_what_is_not_written_is_refused_in_words(call):
    with pytest.raises(CannotDo):
        call(Mute())


def test_access_that_cannot_be_renewed_wants_a_person():
    with pytest.raises(CredentialsRevoked):
        Mute().refresh_credentials()
