"""One row of a table against the project it goes into: what it says, what is wrong, what only deserves a look.

Pure: ``Surroundings`` is fetched once for many rows, and judging a row touches nothing.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from content import clock
from content.exchange import values
from content.exchange.cells import Cell
from content.exchange.columns import BY_KEY, bare
from content.exchange.values import NotClear
from content.forms.draft import LONGEST_TEXT
from content.refusal import Refusal
from projects.models import Channel

LONGEST = {"title": 160, "text": LONGEST_TEXT, "value_sentence": 300, "value_audience": 160, "link": 500}
IS_ADDRESS = URLValidator(["http", "https"])
SHORT_TITLE = 80
Remark = dict[str, str]


@dataclass(frozen=True)
class Surroundings:
    """What rows are held against. ``goals`` and ``campaigns``: name as :func:`bare` has it → id."""

    zone: str
    channels: Sequence[Channel]
    goals: Mapping[str, int]
    campaigns: Mapping[str, int]
    may_plan: bool
    now: dt.datetime
    from_1904: bool = False


@dataclass
class Verdict:
    """``said``: fields of a post as plain data, ``channels`` as ids. Remarks: ``{"column": label, "text": sentence}``.

    A row with ``problems`` is refused; ``notes`` come along.
    """

    said: dict[str, Any] = field(default_factory=dict)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def refuse(self, key: str, text: str) -> None:
        self.problems.append({"column": BY_KEY[key].label, "text": text})

    def note(self, key: str, text: str) -> None:
        self.notes.append({"column": BY_KEY[key].label, "text": text})

    @property
    def fingerprint(self) -> str:
        """Equal for rows that would become the same post."""
        same = [self.said.get(key) for key in ("day", "channels", "title", "text")]
        return hashlib.sha256(json.dumps(same).encode()).hexdigest()


def judge(cells: Sequence[Cell], keys: Sequence[str], around: Surroundings) -> Verdict:
    """``keys`` says which field of a post each cell is; "" is left out."""
    row = {key: cell for key, cell in zip(keys, cells, strict=False) if key}
    verdict = Verdict()
    for judged in (_words, _choices, _link, _channels, _goal, _plan):
        judged(row, verdict, around)
    return verdict


def _text(row: Mapping[str, Cell], key: str) -> str:
    return str(row.get(key, "")).strip()


def _words(row: Mapping[str, Cell], verdict: Verdict, around: Surroundings) -> None:
    """What is free text, and a title from the text where there is none."""
    for key in ("title", "text", "value_sentence", "value_audience"):
        text = _text(row, key)
        verdict.said[key] = " ".join(text.split()) if key != "text" else text
        if len(text) > LONGEST[key]:
            verdict.refuse(key, f"{len(text):,} signs are too many, {LONGEST[key]:,} fit.")
    if verdict.said["title"]:
        return
    if not verdict.said["text"]:
        verdict.refuse("title", "There is neither a title nor a text.")
        return
    first = verdict.said["text"].splitlines()[0]
    verdict.said["title"] = first if len(first) <= SHORT_TITLE else f"{first[: SHORT_TITLE - 1].rstrip()}…"
    verdict.note("title", "No title: it is how the text begins.")


def _choices(row: Mapping[str, Cell], verdict: Verdict, around: Surroundings) -> None:
    ways: dict[str, Callable[[Cell], str]] = {
        "value_kind": values.value_of,
        "format": values.format_of,
        "language": values.language_of,
    }
    for key, way in ways.items():
        try:
            verdict.said[key] = way(row.get(key, ""))
        except NotClear as error:
            verdict.refuse(key, str(error))


def _link(row: Mapping[str, Cell], verdict: Verdict, around: Surroundings) -> None:
    link = verdict.said["link"] = _text(row, "link")
    try:
        if link:
            IS_ADDRESS(link)
    except ValidationError:
        verdict.refuse("link", "This is not an address. It starts with https://.")
    if len(link) > LONGEST["link"]:
        verdict.refuse("link", f"{len(link)} signs are too many for a link, {LONGEST['link']} fit.")


def _channels(row: Mapping[str, Cell], verdict: Verdict, around: Surroundings) -> None:
    verdict.said["channels"] = []
    for name in _listed(_text(row, "channels"), around.channels):
        fitting = [channel for channel in around.channels if bare(name) in _names_of(channel)]
        if len(fitting) == 1:
            verdict.said["channels"].append(fitting[0].pk)
            continue
        pages = ", ".join(str(channel) for channel in around.channels[:8]) or "none yet"
        why = "fits several pages" if fitting else "is no page of this project"
        verdict.refuse("channels", f"“{name[:60]}” {why}. Its pages: {pages}.")
    verdict.said["channels"] = sorted(set(verdict.said["channels"]))


def _listed(text: str, channels: Sequence[Channel]) -> list[str]:
    """Names between semicolons or on lines of their own; between commas where no page is called that as a whole."""
    known = {name for channel in channels for name in _names_of(channel)}
    pieces = [piece.strip() for line in text.splitlines() for piece in line.split(";")]
    listed = [[piece] if bare(piece) in known else piece.split(",") for piece in pieces]
    return [name.strip() for names in listed for name in names if name.strip()]


def _names_of(channel: Channel) -> set[str]:
    """A page's name, its network, both together, and how the network calls it."""
    names = (str(channel), channel.name, channel.network, channel.get_network_display(), channel.external_id)
    return {bare(name) for name in names}


def _goal(row: Mapping[str, Cell], verdict: Verdict, around: Surroundings) -> None:
    for key, known in (("goal", around.goals), ("campaign", around.campaigns)):
        text = _text(row, key)
        verdict.said[key] = known.get(bare(text)) if text else None
        if text and verdict.said[key] is None:
            verdict.refuse(key, f"This project has no {key} “{text[:80]}”.")


def _plan(row: Mapping[str, Cell], verdict: Verdict, around: Surroundings) -> None:
    """A day and an hour that exist and are ahead; what has gone by is left out, and said."""
    day, time = _day_and_time(row, verdict, around)
    if time and not day:
        verdict.refuse("day", "There is an hour and no day.")
    if (day or time) and not around.may_plan:
        verdict.refuse("day", "The agency sets the day. Leave it empty.")
    if day and not verdict.problems:
        day, time = _ahead(day, time, verdict, around)
    verdict.said["day"] = day.isoformat() if day else None
    verdict.said["time"] = time.strftime("%H:%M") if day and time else None


def _day_and_time(
    row: Mapping[str, Cell], verdict: Verdict, around: Surroundings
) -> tuple[dt.date | None, dt.time | None]:
    day, time = None, None
    try:
        day, time = values.day_of(row.get("day", ""), from_1904=around.from_1904)
    except NotClear as error:
        verdict.refuse("day", str(error))
    try:
        time = values.time_of(row.get("time", "")) or time
    except NotClear as error:
        verdict.refuse("time", str(error))
    return day, time


def _ahead(
    day: dt.date, time: dt.time | None, verdict: Verdict, around: Surroundings
) -> tuple[dt.date | None, dt.time | None]:
    try:
        moment = clock.instant(day, time or dt.time(23, 59), around.zone)
    except Refusal as refusal:
        verdict.refuse("time", str(refusal))
        return None, None
    if moment < around.now:
        verdict.note("day", f"{clock.spoken_day(day)} has gone by. It comes without a day.")
        return None, None
    if time and clock.is_doubled(day, time, around.zone):
        verdict.note("time", "The clocks show this hour twice that night. The first one is meant.")
    return day, time


def fields_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """A verdict's words as a post's own fields, the empty ones left to their defaults."""
    plain = {key: said[key] for key in ("title", "text", "value_kind", "value_sentence", "value_audience", "link")}
    chosen = {key: said[key] for key in ("format", "language") if said.get(key)}
    ids = {f"{key}_id": said.get(key) for key in ("goal", "campaign")}
    day = dt.date.fromisoformat(said["day"]) if said.get("day") else None
    time = dt.time.fromisoformat(said["time"]) if said.get("time") else None
    return plain | chosen | ids | {"day": day, "time": time}
