"""Telegram: a Bot API of our own with a channel and its group."""

from collections.abc import Iterator
from typing import Any

from tests.factories.projects import ChannelFactory
from tests.networks.fakes.server import HTML, PAGE
from tests.networks.fakes.telegram import BOT, CHANNEL, TOKEN, FakeTelegram, error
from tests.networks.rigs.base import Rig

ANSWERS = {
    "expired": error(401, "Unauthorized"),
    "slow_down": error(429, "Too Many Requests: retry after 7", retry_after=7),
    "refused": error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    "down": error(500, "Internal Server Error"),
    "html": PAGE,
    "hang": "hang",
    "reset": "reset",
}
LOST = {"lost": "reset", "lost_502": HTML}


class TelegramRig(Rig):
    name = "telegram"
    faults = frozenset(ANSWERS)
    has_alts = looks = False

    def __init__(self, fake: FakeTelegram) -> None:
        self.fake = fake
        self.channel = ChannelFactory(
            network="telegram", external_id=str(CHANNEL["id"]), credentials={"token": TOKEN, "chat": "@lullaby"}
        )

    def texts(self) -> list[str]:
        return [post.get("text") or post.get("caption") or "" for post in self.fake.posts.values()]

    def ask(self, remote_id: str, text: str) -> str:
        return str(self.fake.say(text, under=int(remote_id)))

    def answers(self, comment_id: str) -> list[str]:
        said = [message for message in self.fake.talk.values() if message.get("from") == BOT]
        return [one["text"] for one in said if str(one["reply_to_message"]["message_id"]) == comment_id]

    def fault(self, kind: str) -> None:
        self.fake.fail(LOST.get(kind) or ANSWERS[kind], at="/send", after=kind in LOST)


def running(request: Any, settings: Any) -> Iterator[TelegramRig]:
    with FakeTelegram() as fake:
        settings.TELEGRAM_API_URL = fake.url
        yield TelegramRig(fake)
