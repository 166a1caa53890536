"""What changed between two versions, word by word, for people who have to say yes again."""

import datetime as dt
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import regex

from content.clock import spoken_day
from content.selectors.facts import facts_of

_TOKENS = regex.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4_000  # difflib is quadratic; longer texts are compared line by line


class Piece(NamedTuple):
    """A run of text that stayed (``same``), came (``ins``) or went (``del``)."""

    op: str
    text: str


def plain(text: str) -> str:
    """``text`` with one character for a line break: browsers send two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def words(old: str, new: str) -> list[Piece]:
    """From ``old`` to ``new``. All pieces but ``del`` make up ``new``, all but ``ins`` make up ``old``."""
    before, after = _split(old, new)
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    pieces: list[Piece] = []
    for op, i, j, k, n in matcher.get_opcodes():
        if op == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        pieces += [Piece("del", "".join(before[i:j]))] if j > i else []
        pieces += [Piece("ins", "".join(after[k:n]))] if n > k else []
    return pieces


def _split(old: str, new: str) -> tuple[list[str], list[str]]:
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if len(before) + len(after) > MOST_WORDS:
        return old.splitlines(keepends=True), new.splitlines(keepends=True)
    return before, after


@dataclass(frozen=True)
class Change:
    """One thing that differs: what it is called, and its pieces."""

    label: str
    pieces: list[Piece]


def changes(old: dict[str, Any], new: dict[str, Any], *, channels: dict[int, str]) -> list[Change]:
    """Everything in the covered part that differs between two snapshots. ``channels``: id → name."""
    return [
        Change(label, words(before, after)) for label, before, after in _pairs(old, new, channels) if before != after
    ]


def _pairs(old: dict[str, Any], new: dict[str, Any], channels: dict[int, str]) -> Iterator[tuple[str, str, str]]:
    yield "Text", plain(old["text"]), plain(new["text"])
    yield "Day", _day(old), _day(new)
    yield from _taking_part(old, new)
    yield "Link", old["link"], new["link"]
    yield "Pages", _pages(old, channels), _pages(new, channels)
    yield "Pictures", _pictures(old), _pictures(new)
    theirs, ours = _by_channel(old), _by_channel(new)
    for channel in sorted(theirs.keys() & ours.keys()):
        name = channels.get(channel, "a page")
        yield f"Text for {name}", theirs[channel]["text"], ours[channel]["text"]
        yield f"First comment on {name}", theirs[channel]["first_comment"], ours[channel]["first_comment"]
        yield f"Link on {name}", theirs[channel].get("link", ""), ours[channel].get("link", "")


def _taking_part(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    before, after = dict(facts_of(old.get("details"))), dict(facts_of(new.get("details")))
    for label in {**before, **after}:
        yield label, before.get(label, ""), after.get(label, "")


def _day(snapshot: dict[str, Any]) -> str:
    return spoken_day(dt.date.fromisoformat(snapshot["day"])) if snapshot["day"] else "no day yet"


def _pages(snapshot: dict[str, Any], channels: dict[int, str]) -> str:
    return ", ".join(channels.get(target["channel"], "a page") for target in snapshot["targets"])


def _pictures(snapshot: dict[str, Any]) -> str:
    """Each picture by its description and the beginning of its fingerprint, so that a swap or another crop shows."""
    return ", ".join(
        f"{p['alt'] or 'not described'} ({p['sha256'][:6]}{_crop(p.get('focus'))})" for p in snapshot["pictures"]
    )


def _crop(focus: list[int] | None) -> str:
    return f", cropped around {focus[0]}% across, {focus[1]}% down" if focus else ""


def _by_channel(snapshot: dict[str, Any]) -> dict[int, dict[str, str]]:
    return {target["channel"]: target for target in snapshot["targets"]}
