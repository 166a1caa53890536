"""VKontakte: an API of our own with one community, held to the published schema."""

from collections.abc import Iterator
from typing import Any

from tests.factories.projects import ChannelFactory
from tests.networks.fakes.server import HTML, PAGE
from tests.networks.fakes.vk import DEVICE, GROUP, TOKEN, FakeVK, error
from tests.networks.rigs.base import Rig

ANSWERS = {
    "expired": error(5, "User authorization failed: access_token has expired."),
    "slow_down": error(6),
    "refused": error(222),
    "down": error(10),
    "html": PAGE,
    "hang": "hang",
    "reset": "reset",
}
LOST = {"lost": "reset", "lost_502": HTML}


class VKRig(Rig):
    name = "vk"
    faults = frozenset(ANSWERS)

    def __init__(self, fake: FakeVK) -> None:
        self.fake = fake
        credentials = {"token": TOKEN, "group_id": GROUP, "device_id": DEVICE, "refresh_token": "refresh-1"}
        self.channel = ChannelFactory(network="vk", external_id=str(GROUP), credentials=credentials)

    def texts(self) -> list[str]:
        return [post["text"] for post in self.fake.posts.values()]

    def alts(self) -> list[str]:
        return [one["photo"]["text"] for one in self._last()["attachments"] if one["type"] == "photo"]

    def first_comments(self) -> list[str]:
        under = [one for one in self.fake.said.values() if one["post_id"] == self._last()["id"]]
        return [one["text"] for one in under if one["from_id"] == -GROUP]

    def _last(self) -> dict[str, Any]:
        return list(self.fake.posts.values())[-1]

    def ask(self, remote_id: str, text: str) -> str:
        return f"-{GROUP}_{self.fake.comment(text, post=_number(remote_id))['id']}"

    def answers(self, comment_id: str) -> list[str]:
        said = [one for one in self.fake.said.values() if one.get("reply_to_comment") == _number(comment_id)]
        return [one["text"] for one in said if one["from_id"] == -GROUP]

    def hidden(self, comment_id: str) -> bool:
        return bool(self.fake.said[_number(comment_id)].get("deleted"))

    def mention(self, text: str) -> None:
        self.fake.mention(text)

    def fault(self, kind: str) -> None:
        self.fake.fail(LOST.get(kind) or ANSWERS[kind], at="/wall.post", after=kind in LOST)


def _number(name: str) -> int:
    return int(name.partition("_")[2])


def running(request: Any, settings: Any) -> Iterator[VKRig]:
    with FakeVK() as fake:
        settings.VK_API_URL, settings.VK_ID_URL = f"{fake.url}/method", fake.url
        settings.VK_APP_ID, settings.VK_PAUSE = "51000", 0
        yield VKRig(fake)
