"""One small room per network. ``adapter_for(channel)`` is the door, ``limits_for(network)`` what may go through it."""

from projects.networks.limits import limits_for
from projects.networks.objections import objections, refuse_early

__all__ = ["limits_for", "objections", "refuse_early"]
