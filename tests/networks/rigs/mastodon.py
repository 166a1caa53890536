"""Mastodon's API as ``mastodon-mock`` serves it, behind a door that can go wrong."""

import re
from collections.abc import Iterator
from typing import Any

import httpx

from tests.factories.projects import ChannelFactory
from tests.networks.fakes.doorway import Doorway
from tests.networks.fakes.server import HTML, PAGE, Answer
from tests.networks.rigs.base import Rig
from tests.networks.servers.mastodon import Mastodon


def error(status: int, words: str, **headers: str) -> Answer:
    return Answer({"error": words}, status, {name.replace("_", "-"): value for name, value in headers.items()})


ANSWERS = {
    "expired": error(401, "The access token is invalid"),
    "slow_down": error(429, "Too many requests", X_RateLimit_Reset="2031-08-01T15:00:00.440063Z"),
    "refused": error(422, "Validation failed: Text character limit of 500 exceeded"),
    "down": error(503, "This service is unavailable"),
    "html": PAGE,
    "hang": "hang",
    "reset": "reset",
}
LOST = {"lost": "reset", "lost_502": HTML}


class MastodonRig(Rig):
    name = "mastodon"
    faults = frozenset(ANSWERS)

    def __init__(self, server: Mastodon, door: Doorway) -> None:
        self.server, self.door, self.handle = server, door, server.new_page()
        mine = self.as_("page", "GET", "accounts/verify_credentials")
        self.id, host = mine["id"], door.url.removeprefix("http://")
        self.channel = ChannelFactory(
            network="mastodon", external_id=f"{self.handle}@{host}", url=f"{door.url}/@{self.handle}",
            credentials={"token": f"{self.handle}_token", "instance": door.url},
        )  # fmt: skip

    def as_(self, who: str, method: str, path: str, **said: Any) -> Any:
        """Straight to the server, as the page or as "olena"."""
        name = self.handle if who == "page" else who
        answer = httpx.request(
            method, f"{self.server.url}/api/v1/{path}", trust_env=False, timeout=30,
            headers={"Authorization": f"Bearer {name}_token"}, json=said or None,
        )  # fmt: skip
        return answer.raise_for_status().json()

    def statuses(self) -> list[dict[str, Any]]:
        return list(reversed(self.as_("page", "GET", f"accounts/{self.id}/statuses")))

    def texts(self) -> list[str]:
        return [_plain(one["content"]) for one in self.statuses() if not one["in_reply_to_id"]]

    def alts(self) -> list[str]:
        posts = [one for one in self.statuses() if not one["in_reply_to_id"]]
        return [medium["description"] for medium in posts[-1]["media_attachments"]]

    def first_comments(self) -> list[str]:
        return [_plain(one["content"]) for one in self.statuses() if one["in_reply_to_id"]]

    def ask(self, remote_id: str, text: str) -> str:
        return self.as_("olena", "POST", "statuses", status=f"@{self.handle} {text}", in_reply_to_id=remote_id)["id"]

    def answers(self, comment_id: str) -> list[str]:
        said = self.as_("olena", "GET", f"statuses/{comment_id}/context")["descendants"]
        return [_plain(one["content"]).removeprefix("@olena ") for one in said if one["account"]["id"] == self.id]

    def mention(self, text: str) -> None:
        self.as_("olena", "POST", "statuses", status=text)

    def fault(self, kind: str) -> None:
        self.door.fail(LOST.get(kind) or ANSWERS[kind], at="/api/v1/statuses", by="POST", after=kind in LOST)


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def running(request: Any, settings: Any) -> Iterator[MastodonRig]:
    settings.PRIVATE_SERVERS, settings.MASTODON_MEDIA_SECONDS = True, 0
    server = request.getfixturevalue("mastodon_server")
    with Doorway(server.url) as door:
        yield MastodonRig(server, door)
