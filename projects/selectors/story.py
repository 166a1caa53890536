"""Events as a page tells them: a sentence, its moment, a glyph."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from agency.models import Event

ICONS = {
    "projects.lead": "funnel",
    "projects.client": "building-office",
    "projects.project": "flag",
    "projects.goal": "chart-bar",
    "projects.seat": "user-plus",
    "projects.channel": "link",
    "content": "paper-airplane",
    "monitoring": "eye",
    "moderation": "chat-bubble-left",
}


@dataclass(frozen=True)
class Told:
    says: str
    at: datetime
    icon: str


def told(events: Iterable[Event]) -> list[Told]:
    return [Told(event.sentence, event.at, _icon(event.verb)) for event in events]


def _icon(verb: str) -> str:
    return next((icon for start, icon in ICONS.items() if verb.startswith(start)), "pencil-square")
