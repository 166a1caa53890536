"""One small room per network. ``adapter_for(channel)`` is the door, ``limits_for(network)`` what may go through it."""

from collections.abc import Callable

from projects.models.channel import Channel, Network
from projects.networks.base import Adapter, NotConnected
from projects.networks.limits import limits_for
from projects.networks.objections import objections, refuse_early
from projects.networks.playground import PlaygroundAdapter

__all__ = ["CONNECTED", "adapter_for", "limits_for", "objections", "refuse_early"]

_ADAPTERS: dict[str, Callable[[Channel], Adapter]] = {Network.PLAYGROUND: PlaygroundAdapter}
CONNECTED = _ADAPTERS.keys()  # the networks Rapport can reach


def adapter_for(channel: Channel) -> Adapter:
    """The adapter of a channel's network. Raises NotConnected where Rapport has none: nothing is ever pretended."""
    if channel.network not in _ADAPTERS:
        raise NotConnected(
            f"Rapport cannot send to {channel.get_network_display()} yet. Nothing was sent. "
            "Publish it there by hand and give the address here."
        )
    return _ADAPTERS[channel.network](channel)
