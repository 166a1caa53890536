"""One small room per network. ``adapter_for(channel)`` is the door, ``limits_for(network)`` what may go through it.

Adapters are named, not imported: a network's module, and whatever library it needs, is loaded at its first use.
"""

from collections.abc import Callable

from django.utils.module_loading import import_string

from agency.fields import Unreadable
from projects.models.channel import Channel, Network
from projects.networks.abilities import Ability, abilities_of, can, networks_that_can
from projects.networks.base import Adapter, CredentialsExpired, NotConnected, OutgoingPost
from projects.networks.limits import limits_for, limits_of
from projects.networks.looks import look_of
from projects.networks.objections import objections, refuse_early

__all__ = [
    "CONNECTED",
    "Ability",
    "abilities_of",
    "adapter_for",
    "can",
    "is_by_hand",
    "limits_for",
    "limits_of",
    "look_of",
    "networks_that_can",
    "objections",
    "refuse_early",
    "why_by_hand",
]

_ADAPTERS: dict[str, str] = {
    Network.BLUESKY: "projects.networks.bluesky.BlueskyAdapter",
    Network.MASTODON: "projects.networks.mastodon.MastodonAdapter",
    Network.PLAYGROUND: "projects.networks.playground.PlaygroundAdapter",
    Network.FACEBOOK: "projects.networks.facebook.FacebookAdapter",
    Network.VK: "projects.networks.vk.VKAdapter",
    Network.INSTAGRAM: "projects.networks.instagram.InstagramAdapter",
    Network.ODNOKLASSNIKI: "projects.networks.odnoklassniki.OdnoklassnikiAdapter",
    Network.TELEGRAM: "projects.networks.telegram.TelegramAdapter",
}
UNREADABLE = (
    "Rapport cannot read what it kept to get in there: its key is missing. "
    "Whoever keeps Rapport running can bring the key back, or the page is connected again."
)
CONNECTED = _ADAPTERS.keys()  # the networks Rapport can reach
_loaded: dict[str, Callable[[Channel], Adapter]] = {}


def is_by_hand(network: str) -> bool:
    """Whether people do everything there: Rapport has no adapter for this ``Network`` value."""
    return network not in CONNECTED


def adapter_for(channel: Channel) -> Adapter:
    """The adapter of a channel's network. Raises NotConnected where Rapport has none: nothing is ever pretended.

    CredentialsExpired when what was kept to get in there cannot be read.
    """
    network = channel.network
    if network not in _ADAPTERS:
        raise NotConnected(
            f"Rapport cannot send to {channel.place} yet. Nothing was sent. "
            "Publish it there by hand and give the address here."
        )
    if isinstance(channel.credentials, Unreadable):
        raise CredentialsExpired(UNREADABLE)
    if network not in _loaded:
        _loaded[network] = import_string(_ADAPTERS[network])
    return _loaded[network](channel)


def why_by_hand(channel: Channel, post: OutgoingPost, *, is_story: bool = False) -> str:
    """Why a person has to publish ``post`` there, in a sentence; empty where Rapport can."""
    needed = {
        Ability.PUBLISH: True,
        Ability.STORY: is_story,
        Ability.POLL: bool(getattr(post, "poll", None)),
        Ability.VIDEO: bool(getattr(post, "videos", ())),
        Ability.PICTURES: bool(post.pictures),
    }
    missing = [ability.value for ability, wanted in needed.items() if wanted and not can(channel.network, ability)]
    return f"Rapport cannot {missing[0]} on {channel.place}." if missing else ""
