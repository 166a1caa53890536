"""Bluesky: a server of our own, driven by the published lexicons."""

from collections.abc import Iterator
from typing import Any

from tests.factories.projects import ChannelFactory
from tests.networks.fakes.bluesky import DID, HANDLE, FakeBluesky, error
from tests.networks.fakes.server import HTML, PAGE
from tests.networks.rigs.base import Rig

ANSWERS = {
    "expired": error(400, "ExpiredToken", "Token has expired"),
    "slow_down": error(429, "RateLimitExceeded", ratelimit_reset="1924992000"),
    "refused": error(400, "InvalidRequest", "Record/text: grapheme too big (maximum 300, got 301)"),
    "down": error(502, "UpstreamFailure", "Upstream service unreachable"),
    "html": PAGE,
    "hang": "hang",
    "reset": "reset",
}
LOST = {"lost": "reset", "lost_502": HTML}


class BlueskyRig(Rig):
    name = "bluesky"
    faults = frozenset(ANSWERS)

    def __init__(self, fake: FakeBluesky) -> None:
        self.fake = fake
        tokens = {"access": fake.access, "refresh": fake.refresh}
        self.channel = ChannelFactory(
            network="bluesky", external_id=DID, credentials={"did": DID, "handle": HANDLE, "server": fake.url, **tokens}
        )

    def mine(self) -> list[dict[str, Any]]:
        posts = [one for uri, one in self.fake.records.items() if uri.startswith(f"at://{DID}/app.bsky.feed.post/")]
        return [one["value"] for one in posts]

    def texts(self) -> list[str]:
        return [post["text"] for post in self.mine() if "reply" not in post]

    def alts(self) -> list[str]:
        return [image["alt"] for image in self.mine()[-1]["embed"]["images"]]

    def first_comments(self) -> list[str]:
        return [post["text"] for post in self.mine() if "reply" in post]

    def ask(self, remote_id: str, text: str) -> str:
        return self.fake.say(text, below=remote_id)

    def answers(self, comment_id: str) -> list[str]:
        replies = [post for post in self.mine() if "reply" in post]
        return [post["text"] for post in replies if post["reply"]["parent"]["uri"] == comment_id]

    def hidden(self, comment_id: str) -> bool:
        gates = [one["value"] for uri, one in self.fake.records.items() if "/app.bsky.feed.threadgate/" in uri]
        return any(comment_id in gate["hiddenReplies"] for gate in gates)

    def mention(self, text: str) -> None:
        self.fake.say(text)

    def fault(self, kind: str) -> None:
        self.fake.fail(LOST.get(kind) or ANSWERS[kind], at="createRecord", after=kind in LOST)


def running(request: Any, settings: Any) -> Iterator[BlueskyRig]:
    settings.PRIVATE_SERVERS = True
    with FakeBluesky() as fake:
        settings.BLUESKY_URL = settings.BLUESKY_PLC_URL = fake.url
        yield BlueskyRig(fake)
