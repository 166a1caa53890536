"""Where the words a remark is about stand now, and a text cut into pieces at those places.

Positions count characters (code points) of the base text with one character for a line break.
"""

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from content.diffs import Piece, plain


class Span(NamedTuple):
    """From ``start`` up to ``end``, as a slice."""

    start: int
    end: int


class Noted(NamedTuple):
    """A piece of text with the numbers of the remarks about it; ``ends`` are those whose last words these are."""

    op: str
    text: str
    notes: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def find(text: str, quote: str, start: int) -> Span | None:
    """Where ``quote`` is now: where it was, or in the one place where it still stands. None: these words are gone."""
    text = plain(text)
    if text[start : start + len(quote)] == quote:
        return Span(start, start + len(quote))
    if text.count(quote) == 1:
        found = text.index(quote)
        return Span(found, found + len(quote))
    return None


def nearest(text: str, quote: str, start: int = 0) -> Span | None:
    """The place of ``quote`` closest to ``start``, for somebody who has just pointed there; None when it is nowhere."""
    text, places, at = plain(text), [], -1
    while (at := text.find(quote, at + 1)) >= 0:
        places.append(at)
    if not quote or not places:
        return None
    best = min(places, key=lambda place: abs(place - start))
    return Span(best, best + len(quote))


def annotate(pieces: Iterable[Piece], spans: dict[int, Span]) -> list[Noted]:
    """``pieces`` of a comparison cut at the ``spans`` (number of a remark → its place in the newer text)."""
    cuts = sorted({edge for span in spans.values() for edge in span})
    noted, at = [], 0
    for op, text in pieces:
        if op == "del":
            noted.append(Noted(op, text))
            continue
        end = at + len(text)
        edges = [at, *(cut for cut in cuts if at < cut < end), end]
        for left, right in itertools.pairwise(edges):
            over = tuple(number for number, span in spans.items() if span.start <= left and right <= span.end)
            ends = tuple(number for number in over if spans[number].end == right)
            noted.append(Noted(op, text[left - at : right - at], over, ends))
        at = end
    return noted
