"""The margin of a post: threads of remarks, each with its place in the text as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from agency.models import User
from content import anchors
from content.anchors import Noted, Span
from content.diffs import Piece
from content.models import Post, Remark
from content.services.remarks import mates_of

MOST = 400


@dataclass
class Thread:
    """A remark, its answers, its ``number`` in the margin and where its words stand (None: gone, or about the post)."""

    first: Remark
    number: int
    span: Span | None = None
    replies: list[Remark] = field(default_factory=list)

    @property
    def is_lost(self) -> bool:
        """It is about words that are gone."""
        return bool(self.first.quote) and self.span is None


@dataclass(frozen=True)
class Margin:
    open: list[Thread]
    settled: list[Thread]
    mates: list[User]

    @property
    def spans(self) -> dict[int, Span]:
        """Number of an open thread → its place."""
        return {thread.number: thread.span for thread in self.open if thread.span}

    def annotate(self, pieces: Iterable[Piece]) -> list[Noted]:
        """``pieces`` of the base text with the open remarks marked in it."""
        return anchors.annotate(pieces, self.spans)


def margin_of(post: Post, *, text: str | None = None) -> Margin:
    """The remarks on ``post`` against ``text`` (the post's own unless given), in two queries and those of the team."""
    text = post.text if text is None else text
    rows = Remark.objects.filter(post=post, deleted_at=None).select_related("by", "resolved_by", "version")
    rows = rows.order_by("-id")[:MOST]
    said = sorted(rows, key=lambda remark: remark.pk)
    threads: dict[int, Thread] = {}
    for remark in said:
        if remark.parent_id is None:
            threads[remark.pk] = Thread(remark, 0, _span(remark, text))
        elif remark.parent_id in threads:
            threads[remark.parent_id].replies.append(remark)
    settled = [thread for thread in threads.values() if thread.first.resolved_at]
    standing = [thread for thread in threads.values() if not thread.first.resolved_at]
    standing.sort(key=lambda thread: (thread.span is None, thread.span or Span(0, 0), thread.first.pk))
    for number, thread in enumerate(standing, 1):
        thread.number = number
    return Margin(standing, settled, mates_of(post.project))


def _span(remark: Remark, text: str) -> Span | None:
    return anchors.find(text, remark.quote, remark.start or 0) if remark.quote else None


def naming(user: Any) -> Any:
    """Open threads in which ``user`` is named, by somebody else, oldest first: what they are waited for with."""
    seen = Remark.objects.visible_to(user).filter(mentioned=user, deleted_at=None).exclude(by=user)
    thread = Remark.objects.open().filter(pk__in=seen.annotate(first=Coalesce("parent_id", "id")).values("first"))
    return thread.select_related("post__project", "by").annotate(since=F("at")).order_by("since", "id")
