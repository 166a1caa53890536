"""Mastodon: any server that speaks its API, version 4; see https://docs.joinmastodon.org/client/intro/.

``line`` asks and understands refusals, ``reading`` makes of what comes back what Rapport knows, ``adapter`` does both.
"""

from projects.networks.mastodon.adapter import MastodonAdapter as MastodonAdapter
