"""Three states of one draft, merged word by word: what both began from, what is there now, what one holds.

A state is flat: field name → plain value (text, number, truth or None), as in ``DraftRevision.content``.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import regex
from merge3 import Merge3

State = Mapping[str, Any]
MOST_WORDS = 4_000  # finding what is alike is quadratic; longer texts are merged line by line
_WORDS = regex.compile(r"\S+\s*|\s+")


class _Matcher(difflib.SequenceMatcher):  # type: ignore[type-arg]
    """Sees frequent words too: in a long text almost every word is frequent."""

    def __init__(self, isjunk: Any, a: Any, b: Any) -> None:
        super().__init__(isjunk, a, b, autojunk=False)


@dataclass(frozen=True)
class Merge:
    """``values``: every field merged. ``overlaps``: fields in which both changed the same words; there ``values`` has
    what the chosen side holds."""

    values: dict[str, Any]
    overlaps: list[str] = field(default_factory=list)


def merge(base: State, theirs: State, mine: State, *, prefer: str = "theirs") -> Merge:
    """A field that ``mine`` does not name was not touched by it. ``prefer`` decides overlaps: mine or theirs."""
    merged = Merge({})
    for name in {**theirs, **mine}:
        began, there = base.get(name), theirs.get(name)
        here = mine.get(name, began)
        if here in (began, there):
            merged.values[name] = there
        elif there == began:
            merged.values[name] = here
        else:
            _both(merged, name, began, there, here, prefer=prefer)
    return merged


def _both(merged: Merge, name: str, began: Any, there: Any, here: Any, *, prefer: str) -> None:
    """Both changed one field: texts are merged by words, anything else overlaps."""
    if isinstance(there, str) and isinstance(here, str) and isinstance(began, str):
        merged.values[name], is_whole = merge_words(began, there, here, prefer=prefer)
    else:
        merged.values[name], is_whole = (here if prefer == "mine" else there), False
    if not is_whole:
        merged.overlaps.append(name)


def merge_words(base: str, theirs: str, mine: str, *, prefer: str = "theirs") -> tuple[str, bool]:
    """The merged text, and whether no word was changed by both; where some were, ``prefer`` chooses."""
    began, there, here = _split(base, theirs, mine)
    merged: Merge3[str] = Merge3(began, there, here, sequence_matcher=_Matcher)  # type: ignore[arg-type]
    parts: list[str] = []
    is_whole = True
    for group in merged.merge_groups():
        if group[0] != "conflict":
            parts += group[1]
            continue
        is_whole = False
        parts += group[2] if prefer == "theirs" else group[3]
    return "".join(parts), is_whole


def _split(*texts: str) -> list[list[str]]:
    words = [_WORDS.findall(text) for text in texts]
    if sum(map(len, words)) > MOST_WORDS:
        return [text.splitlines(keepends=True) for text in texts]
    return words
