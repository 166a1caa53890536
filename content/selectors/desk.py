"""What the reviewer's desk shows about one version: against which earlier one, and what has changed since."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from content.anchors import Noted
from content.diffs import Piece, plain
from content.models import Approval, Look, Post, Review, Version
from content.selectors.history import since
from content.selectors.margin import Margin

MOST = 50


@dataclass(frozen=True)
class Base:
    """An earlier version to compare with, and what it was to this person and to the client."""

    version: Version

    @property
    def why(self) -> str:
        """``you approved it, the client said yes to it``; empty when nothing is special about it."""
        return ", ".join(self._why())

    def _why(self) -> Iterator[str]:
        if self.version.is_approved:  # type: ignore[attr-defined]
            yield "you approved it"
        elif self.version.is_seen:  # type: ignore[attr-defined]
            yield "you looked at it"
        if self.version.is_clients:  # type: ignore[attr-defined]
            yield "the client said yes to it"


@dataclass(frozen=True)
class Noticed:
    """A change with the remarks on its words."""

    label: str
    pieces: list[Noted]


@dataclass(frozen=True)
class Comparison:
    """The versions one can compare with, the chosen one, and what differs. No base: it is the first version."""

    bases: list[Base]
    base: Base | None
    changes: list[Noticed]
    text: list[Noted]


def compare(version: Version, user: Any, margin: Margin, *, number: int | None = None) -> Comparison:
    """``version`` against ``number``, or against what ``user`` approved or saw last, or the one before."""
    bases = [Base(row) for row in _earlier(version, user)]
    base = _chosen(bases, number)
    changes = since(base.version if base else None, version)
    noticed = [Noticed(change.label, _noted(change.label, change.pieces, margin)) for change in changes]
    return Comparison(bases, base, noticed, margin.annotate([Piece("same", plain(version.snapshot["text"]))]))


def _earlier(version: Version, user: Any) -> Any:
    mine = {"version": OuterRef("pk"), "taken_back_at": None, "decision": "approved"}
    return (
        Version.objects.filter(post=version.post_id, number__lt=version.number)
        .annotate(
            is_approved=Exists(Review.objects.filter(**mine, by=user)),
            is_seen=Exists(Look.objects.filter(version=OuterRef("pk"), user=user)),
            is_clients=Exists(Approval.objects.filter(**mine)),
        )
        .order_by("-number")[:MOST]
    )


def _chosen(bases: list[Base], number: int | None) -> Base | None:
    asked = [base for base in bases if base.version.number == number]
    known = [base for base in bases if base.version.is_approved or base.version.is_seen]  # type: ignore[attr-defined]
    return next(iter((*asked, *known, *bases)), None)


def _noted(label: str, pieces: list[Piece], margin: Margin) -> list[Noted]:
    """Remarks are about the base text; the other things that differ carry none."""
    return margin.annotate(pieces) if label == "Text" else [Noted(piece.op, piece.text) for piece in pieces]


@dataclass(frozen=True)
class Place:
    """Where a post stands among what waits."""

    waiting: int
    before: int | None
    after: int | None


def place_in(queue: Any, post: Post) -> Place:
    """``post`` in ``queue`` (posts in the order in which they are decided): how many wait, and its neighbours.

    A post that does not wait for this person has the first one after it.
    """
    ids = list(queue.values_list("pk", flat=True)[:1000])
    at = ids.index(post.pk) if post.pk in ids else -1
    before, after = ids[at - 1 : at] if at > 0 else [], ids[at + 1 : at + 2]
    return Place(len(ids), *(next(iter(found), None) for found in (before, after)))
