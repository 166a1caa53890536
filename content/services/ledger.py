"""The ledger of posts that moved before it was kept: computed from their versions, verdicts, letters and answers."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from content.models import Post, Version, Wait

Kind, Status = Wait.Kind, Post.Status
BATCH = 500
ROWS = ("reviews", "approval_requests__batch", "approvals")


class Span(NamedTuple):
    """``until`` None: it waits still."""

    kind: str
    since: dt.datetime
    until: dt.datetime | None


def fill(posts: Iterable[Post]) -> int:
    """Write the spans of ``posts`` that have none; how many. ``posts`` carry ``project__client__agreement``."""
    rows = [wait for post in posts for wait in _waits(post)]
    Wait.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def unwritten() -> Iterator[Post]:
    """Posts with versions but no span, with what the spans are computed from."""
    posts = Post.objects.filter(waits=None, versions__isnull=False).distinct().order_by("pk")
    told = posts.select_related("project__client__agreement")
    return told.prefetch_related(*(f"versions__{name}" for name in ROWS)).iterator(chunk_size=BATCH)


def _waits(post: Post) -> Iterator[Wait]:
    versions = sorted(post.versions.all(), key=lambda version: version.number)  # type: ignore[attr-defined]
    ends = [version.created_at for version in versions[1:]] + [None]
    for version, end in zip(versions, ends, strict=True):
        for kind, since, until in _spans(post, version, end):
            wait = Wait(project=post.project, post=post, kind=kind, began_at=since, ended_at=until)
            if until is None or until > since:
                wait.business = until and wait.business_until(until)
                yield wait


def _spans(post: Post, version: Version, replaced: dt.datetime | None) -> Iterator[Span]:
    """The waits of one version. What never ended although nobody waits any more has left no trace, and no span."""
    verdict = min((row.at for row in version.reviews.all() if row.taken_back_at is None), default=None)
    asked = min((row.batch.sent_at for row in version.approval_requests.all()), default=None)
    answer = min((row.at for row in version.approvals.all() if row.taken_back_at is None and row.decides), default=None)
    waits = post.status if replaced is None else ""
    if verdict or replaced or waits == Status.IN_REVIEW:
        yield Span(Kind.REVIEW, version.created_at, verdict or replaced)
    if verdict and asked:
        yield Span(Kind.LETTER, verdict, max(verdict, asked))
    elif verdict and waits == Status.WITH_CLIENT:
        yield Span(Kind.LETTER, verdict, None)
    since = asked or (verdict if answer else None)
    if since and (answer or replaced or waits == Status.WITH_CLIENT):
        yield Span(Kind.APPROVAL, since, answer or replaced)
