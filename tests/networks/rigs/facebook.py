"""Facebook: a Graph API of our own with one page."""

from collections.abc import Iterator
from typing import Any

from tests.factories.projects import ChannelFactory
from tests.networks.fakes.graph import APP, PAGE, SECRET, TOKEN, FakeGraph, error
from tests.networks.fakes.server import HTML
from tests.networks.fakes.server import PAGE as A_PAGE
from tests.networks.rigs.base import Rig

ANSWERS = {
    "expired": error(190, f"Malformed access token {TOKEN}", subcode=463, status=401),
    "slow_down": error(32, "(#32) Page request limit reached"),
    "refused": error(1609005, "Error processing link"),
    "down": error(2, "An unexpected error has occurred", status=500, is_transient=True),
    "html": A_PAGE,
    "hang": "hang",
    "reset": "reset",
}
LOST = {"lost": "reset", "lost_502": HTML}


class FacebookRig(Rig):
    name = "facebook"
    faults = frozenset(ANSWERS)

    def __init__(self, fake: FakeGraph) -> None:
        self.fake = fake
        self.channel = ChannelFactory(network="facebook", external_id=PAGE, credentials={"token": TOKEN})

    def _posts(self) -> list[Any]:
        return [post for post in self.fake.page.list("published_posts") if post["id"] in self.fake.nodes]

    def texts(self) -> list[str]:
        return [post["message"] for post in self._posts()]

    def alts(self) -> list[str]:
        return [photo["alt_text_custom"] for photo in self._posts()[-1].photos]

    def first_comments(self) -> list[str]:
        return [said["message"] for said in self._posts()[-1].list("comments") if said["from"]["id"] == PAGE]

    def ask(self, remote_id: str, text: str) -> str:
        return self.fake.comment(self.fake.nodes[remote_id], text, id="42", name="Olena")["id"]

    def answers(self, comment_id: str) -> list[str]:
        return [said["message"] for said in self.fake.nodes[comment_id].list("comments") if said["from"]["id"] == PAGE]

    def hidden(self, comment_id: str) -> bool:
        return self.fake.nodes[comment_id]["is_hidden"]

    def fault(self, kind: str) -> None:
        self.fake.fail(LOST.get(kind) or ANSWERS[kind], at="/feed", after=kind in LOST)


def ready(fake: FakeGraph, settings: Any) -> None:
    settings.META_GRAPH_URL = fake.url
    settings.META_APP_ID, settings.META_APP_SECRET = APP, SECRET
    settings.META_POLL_SECONDS = 0
    settings.META_POLL_FOR_SECONDS = 0.05


def running(request: Any, settings: Any) -> Iterator[FacebookRig]:
    with FakeGraph() as fake:
        ready(fake, settings)
        yield FacebookRig(fake)
