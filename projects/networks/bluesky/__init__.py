"""Bluesky, and any server that speaks the AT Protocol: https://atproto.com/specs/xrpc.

``line`` asks and understands refusals, ``identity`` finds an account's server, ``writing`` makes records, ``reading``
takes them apart, ``adapter`` does all of it.
"""

from projects.networks.bluesky.adapter import BlueskyAdapter as BlueskyAdapter
