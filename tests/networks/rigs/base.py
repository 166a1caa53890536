"""What a rig offers. ``tests/networks/test_contract.py`` asks nothing else of a network."""

from typing import Any

from projects.models import Channel
from projects.networks import adapter_for


class Rig:
    """A network, running on loopback, and one page of it connected as ``channel``.

    ``name`` is the value of ``Network``. A rig that cannot do something leaves the method out of it: the suite asks
    only for what the adapter's ``abilities`` declare.
    """

    name: str
    channel: Channel
    faults: frozenset[str] = frozenset()
    """Those of ``fault`` that this network knows."""
    has_alts = True
    """Whether the network keeps the descriptions of pictures."""
    looks = True
    """Whether the network shows a program what the page has published."""

    @property
    def adapter(self) -> Any:
        return adapter_for(self.channel)

    def texts(self) -> list[str]:
        """What the page has published, oldest first, as readers see it."""
        raise NotImplementedError

    def alts(self) -> list[str]:
        """The descriptions of the pictures of its last post."""
        raise NotImplementedError

    def first_comments(self) -> list[str]:
        """What the page itself said under its last post."""
        raise NotImplementedError

    def ask(self, remote_id: str, text: str) -> str:
        """A stranger comments under the post; the comment's id as the adapter tells it."""
        raise NotImplementedError

    def answers(self, comment_id: str) -> list[str]:
        """What the page answered to that comment."""
        raise NotImplementedError

    def hidden(self, comment_id: str) -> bool:
        """Whether strangers see it no more."""
        raise NotImplementedError

    def mention(self, text: str) -> None:
        """Somebody says this in public elsewhere."""
        raise NotImplementedError

    def fault(self, kind: str) -> None:
        """The next call that publishes goes wrong.

        ``kind``: "expired" (the token), "slow_down" (rate limit), "refused" (this content), "down" (5xx or its own
        words for it, before anything was done), "html", "hang", "reset"; "lost" publishes and drops the line,
        "lost_502" publishes and answers 502.
        """
        raise NotImplementedError
