"""What two editors of one draft are shown of each other."""

import json
from collections.abc import Mapping
from typing import Any

from content.diffs import Change, words
from content.services.together import Overlap, Saved
from projects.models import Channel

CHOSEN = ("format", "goal", "campaign", "value_kind", "language", "tags_link", "day", "time")
LABELS = {
    "title": "Working title",
    "text": "Base text",
    "value_kind": "Added value",
    "value_sentence": "What the reader takes away",
    "value_audience": "For whom",
    "tags_link": "Tags on the link",
    "utm_medium": "Medium",
    "utm_campaign": "Campaign tag",
    "utm_content": "Content tag",
}
PARTS = {"on": "Goes to {}", "text": "Text for {}", "comment": "First comment on {}"}


def for_page(saved: Saved, sent: Mapping[str, Any]) -> str:
    """What others changed, as ``merged.js`` takes it in; ``sent`` is what the page sent. Empty when nobody did."""
    shown = {name: value for name, value in saved.merged.items() if not isinstance(value, list)}
    changes = {name: _change(name, value, sent) for name, value in shown.items()}
    return json.dumps(changes) if changes else ""


def _change(name: str, value: Any, sent: Mapping[str, Any]) -> dict[str, Any]:
    if name in CHOSEN or name.endswith("-on") or not isinstance(value, str):
        return {"value": value}
    was = str(sent.get(name, "")).replace("\r\n", "\n")
    return {"sent": was, "pieces": [[piece.op, piece.text] for piece in words(was, value or "")]}


def overlaps(overlap: Overlap, channels: list[Channel]) -> list[Change]:
    """Where both changed the same, from theirs to mine."""
    return [
        Change(_label(name, channels), words(_said(overlap.theirs.get(name)), _said(overlap.mine.get(name))))
        for name in overlap.fields
    ]


def _said(value: Any) -> str:
    return {True: "yes", False: "no", None: ""}.get(value, str(value)) if not isinstance(value, str) else value


def _label(name: str, channels: list[Channel]) -> str:
    kind, _, rest = name.partition("-")
    if kind == "alt":
        return "Description of a picture"
    if kind != "target":
        return LABELS.get(name, name.capitalize())
    number, _, part = rest.partition("-")
    names = {str(channel.pk): channel.name for channel in channels}
    return PARTS[part].format(names.get(number, "a page"))
