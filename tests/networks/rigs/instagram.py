"""Instagram: a Graph API of our own that fetches pictures from our own pages, as Meta would."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from tests.factories.projects import ChannelFactory
from tests.networks.fakes.graph import ACCOUNT, TOKEN
from tests.networks.fakes.instagram import FakeInstagram
from tests.networks.fakes.server import HTML
from tests.networks.rigs import facebook
from tests.networks.rigs.base import Rig

LOST = {"lost": "reset", "lost_502": HTML}


class InstagramRig(Rig):
    name = "instagram"
    faults = frozenset(facebook.ANSWERS)

    def __init__(self, fake: FakeInstagram) -> None:
        self.fake = fake
        self.channel = ChannelFactory(
            network="instagram", external_id=ACCOUNT, url="https://www.instagram.com/lullaby",
            credentials={"token": TOKEN},
        )  # fmt: skip

    def _posts(self) -> list[Any]:
        return [post for post in self.fake.account.list("media") if post["id"] in self.fake.nodes]

    def texts(self) -> list[str]:
        return [post["caption"] for post in self._posts()]

    def alts(self) -> list[str]:
        return [child.said.get("alt_text", "") for child in self._posts()[-1].children]

    def first_comments(self) -> list[str]:
        return [said["text"] for said in self._posts()[-1].list("comments") if said["username"] == "lullaby"]

    def ask(self, remote_id: str, text: str) -> str:
        return self.fake.comment(self.fake.nodes[remote_id], text, id="42", name="olena")["id"]

    def answers(self, comment_id: str) -> list[str]:
        return [said["text"] for said in self.fake.nodes[comment_id].list("replies") if said["username"] == "lullaby"]

    def hidden(self, comment_id: str) -> bool:
        return self.fake.nodes[comment_id]["hidden"]

    def fault(self, kind: str) -> None:
        self.fake.fail(LOST.get(kind) or facebook.ANSWERS[kind], at="/media_publish", after=kind in LOST)


def fetched(address: str) -> tuple[int, str, bytes]:
    """What our own page answers to somebody without a session."""
    answer = Client().get(urlsplit(address).path)
    return answer.status_code, answer.headers.get("Content-Type", ""), answer.getvalue()


def running(request: Any, settings: Any) -> Iterator[InstagramRig]:
    settings.MEDIA_ROOT = request.getfixturevalue("tmp_path")
    settings.PUBLIC_MEDIA_URL = "https://rapport.example"
    with FakeInstagram(fetched) as fake:
        facebook.ready(fake, settings)
        settings.INSTAGRAM_GRAPH_URL = fake.url
        yield InstagramRig(fake)
