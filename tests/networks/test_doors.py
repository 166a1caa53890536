import pytest

from projects.networks import CONNECTED
from projects.networks.doors import at_name, community, door_of, group_number, handle, instance


@pytest.mark.parametrize(
    ("pasted", "taken"),
    [
        ("@lullaby", "@lullaby"),
        ("lullaby", "@lullaby"),
        (" https://t.me/lullaby/ ", "@lullaby"),
        ("t.me/s/lullaby", "@lullaby"),
        ("-1001001", "-1001001"),
    ],
)
def test_telegram_channel_is_taken_however_it_was_copied(pasted, taken):
    assert at_name(pasted) == taken


@pytest.mark.parametrize("pasted", ["Mastodon.social", "https://mastodon.social/@lullaby", "@lullaby@mastodon.social"])
def test_server_of_the_fediverse_is_taken_however_it_was_copied(pasted):
    assert instance(pasted) == "https://mastodon.social"


def test_handle_is_taken_from_its_address():
    assert handle("https://bsky.app/profile/Lullaby.bsky.social") == "lullaby.bsky.social"


@pytest.mark.parametrize(
    ("pasted", "taken"),
    [("https://vk.com/club178", "178"), ("vk.com/lullaby?w=wall-178_1", "lullaby"), ("-178", "178"), ("178", "178")],
)
def test_community_is_taken_from_its_address(pasted, taken):
    assert community(pasted) == taken


@pytest.mark.parametrize("pasted", ["https://ok.ru/group/51234567890/topics", "ok.ru/group/51234567890", "51234567890"])
def test_group_is_taken_from_its_address(pasted):
    assert group_number(pasted) == "51234567890"


def test_our_own_secret_outlives_a_new_token():
    door = door_of("telegram")
    kept = door.credentials({"token": "1:a", "chat": "@lullaby"})
    fresh = door.credentials({"token": "1:b", "chat": "@lullaby"}, kept)
    assert (len(kept["secret"]), fresh) == (48, kept | {"token": "1:b"})


def test_what_nobody_asks_for_is_not_kept():
    assert door_of("playground").credentials({"token": "x", "note": "y"}) == {"token": "x"}


def test_every_network_that_can_be_reached_has_a_door():
    assert [network for network in CONNECTED if not door_of(network).asks] == []
