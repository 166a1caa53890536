"""The playground, served by the test's own web server."""

from collections.abc import Iterator
from typing import Any

from playground.models import Comment, Post
from tests.factories.playground import PlaygroundPostFactory
from tests.factories.stage import Stage
from tests.networks.rigs.base import Rig

FAULTS = {
    "expired": ("token_expired", {}),
    "slow_down": ("rate_limit", {}),
    "down": ("unavailable", {}),
    "html": ("html", {}),
    "hang": ("latency", {"latency_ms": 1_500}),
    "lost": ("lost_line", {}),
    "lost_502": ("lost_502", {}),
}


class PlaygroundRig(Rig):
    name = "playground"
    faults = frozenset(FAULTS)

    def __init__(self, stage: Stage) -> None:
        self.stage, self.channel = stage, stage.channel

    def texts(self) -> list[str]:
        return self.stage.texts()

    def alts(self) -> list[str]:
        return [medium["alt"] for medium in self._last().media]

    def first_comments(self) -> list[str]:
        return [said.text for said in self._last().thread.all() if said.by_page]

    def _last(self) -> Post:
        return self.stage.page.posts.latest("pk")

    def ask(self, remote_id: str, text: str) -> str:
        return str(self.stage.ask(remote_id, text).pk)

    def answers(self, comment_id: str) -> list[str]:
        return [said.text for said in Comment.objects.filter(parent=comment_id) if said.by_page]

    def hidden(self, comment_id: str) -> bool:
        return Comment.objects.get(pk=comment_id).hidden

    def mention(self, text: str) -> None:
        PlaygroundPostFactory(text=text)

    def fault(self, kind: str) -> None:
        name, more = FAULTS[kind]
        self.stage.fault(name, operations=["publish"], remaining=1, **more)


def running(request: Any, settings: Any) -> Iterator[PlaygroundRig]:
    yield PlaygroundRig(request.getfixturevalue("stage"))
