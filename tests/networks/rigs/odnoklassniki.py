"""Odnoklassniki: an API of our own with one group that checks every signature."""

from collections.abc import Iterator
from typing import Any

from tests.factories.projects import ChannelFactory
from tests.networks.fakes.odnoklassniki import APP_ID, APP_KEY, APP_SECRET, GROUP, TOKEN, FakeOdnoklassniki, error
from tests.networks.fakes.server import HTML, PAGE
from tests.networks.rigs.base import Rig

ANSWERS = {
    "expired": error(102, "PARAM_SESSION_EXPIRED : Session expired"),
    "slow_down": error(8, "FLOOD_BLOCKED"),
    "refused": error(454, "CENSOR_MATCH"),
    "down": error(2, "SERVICE : Service temporary unavailable"),
    "html": PAGE,
    "hang": "hang",
    "reset": "reset",
}
LOST = {"lost": "reset", "lost_502": HTML}


class OdnoklassnikiRig(Rig):
    name = "odnoklassniki"
    faults = frozenset(ANSWERS)
    has_alts = False

    def __init__(self, fake: FakeOdnoklassniki) -> None:
        self.fake = fake
        credentials = {"token": TOKEN, "group_id": GROUP, "refresh_token": "refresh-1"}
        self.channel = ChannelFactory(network="odnoklassniki", external_id=GROUP, credentials=credentials)

    def texts(self) -> list[str]:
        parts = [[one for one in topic["media"] if one["type"] == "text"] for topic in self.fake.topics.values()]
        return [part[0]["text"] if part else "" for part in parts]

    def first_comments(self) -> list[str]:
        last = list(self.fake.topics)[-1]
        return [one["text"] for one in self.fake.said if one["topic"] == last and one["author_id"] == GROUP]

    def ask(self, remote_id: str, text: str) -> str:
        return self.fake.say(text, under=remote_id)

    def answers(self, comment_id: str) -> list[str]:
        said = [one for one in self.fake.said if one.get("reply_to_comment_id") == comment_id]
        return [one["text"] for one in said if one["author_id"] == GROUP]

    def fault(self, kind: str) -> None:
        self.fake.fail(LOST.get(kind) or ANSWERS[kind], at="/fb.do", after=kind in LOST)


def running(request: Any, settings: Any) -> Iterator[OdnoklassnikiRig]:
    with FakeOdnoklassniki() as fake:
        settings.OK_API_URL, settings.OK_TOKEN_URL = f"{fake.url}/fb.do", f"{fake.url}/token.do"
        settings.OK_APP_ID, settings.OK_APP_KEY, settings.OK_APP_SECRET = APP_ID, APP_KEY, APP_SECRET
        yield OdnoklassnikiRig(fake)
