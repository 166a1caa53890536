"""Bluesky's own servers, behind a door that can go wrong; everything is read as a reader's app shows it."""

from collections.abc import Iterator
from typing import Any

from tests.factories.projects import ChannelFactory
from tests.networks.fakes.doorway import Doorway
from tests.networks.rigs.base import Rig
from tests.networks.rigs.bluesky import ANSWERS, LOST
from tests.networks.servers.bluesky import POST, Bluesky


class BlueskyRealRig(Rig):
    name = "bluesky"
    faults = frozenset(ANSWERS)

    def __init__(self, server: Bluesky, door: Doorway) -> None:
        self.server, self.door = server, door
        self.brand, self.olena = server.newcomer(), server.newcomer()
        said = self.brand.session
        session = {"access": said["accessJwt"], "refresh": said["refreshJwt"], "did": said["did"]}
        self.channel = ChannelFactory(
            network="bluesky", external_id=self.brand.did,
            credentials=session | {"handle": self.brand.handle, "server": door.url},
        )  # fmt: skip

    def shown(self) -> list[dict[str, Any]]:
        """What the brand has said, oldest first."""
        self.server.settle()
        feed = self.olena.ask("app.bsky.feed.getAuthorFeed", actor=self.brand.did, filter="posts_with_replies")["feed"]
        return [one["post"] for one in reversed(feed)]

    def texts(self) -> list[str]:
        return [one["record"]["text"] for one in self.shown() if "reply" not in one["record"]]

    def alts(self) -> list[str]:
        posts = [one for one in self.shown() if "reply" not in one["record"]]
        return [image["alt"] for image in posts[-1]["embed"]["images"]]

    def first_comments(self) -> list[str]:
        return [one["record"]["text"] for one in self.shown() if "reply" in one["record"]]

    def ask(self, remote_id: str, text: str) -> str:
        return self.olena.answer(remote_id, text)

    def answers(self, comment_id: str) -> list[str]:
        self.server.settle()
        below = self.olena.ask("app.bsky.feed.getPostThread", uri=comment_id)["thread"]["replies"]
        return [one["post"]["record"]["text"] for one in below if one["post"]["author"]["did"] == self.brand.did]

    def hidden(self, comment_id: str) -> bool:
        self.server.settle()
        root = self.olena.record(comment_id)["value"]["reply"]["root"]["uri"]
        gate = self.olena.ask("app.bsky.feed.getPosts", uris=root)["posts"][0].get("threadgate")
        return bool(gate) and comment_id in gate["record"]["hiddenReplies"]

    def mention(self, text: str) -> None:
        self.olena.write(POST, text=text)

    def fault(self, kind: str) -> None:
        self.door.fail(LOST.get(kind) or ANSWERS[kind], at="createRecord", after=kind in LOST)


def running(request: Any, settings: Any) -> Iterator[BlueskyRealRig]:
    server = request.getfixturevalue("bluesky_server")
    settings.PRIVATE_SERVERS = True
    settings.BLUESKY_URL, settings.BLUESKY_PLC_URL = server.url, server.directory
    with Doorway(server.url) as door:
        yield BlueskyRealRig(server, door)
