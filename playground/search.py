"""Finding posts and comments by their words. Every word must be there; a word matches from its beginning,
so that ``ластівк`` finds «Ластівка» and «Ластівки»."""

from datetime import datetime
from typing import Any
from unicodedata import normalize

import regex
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from playground.models import Comment, Post
from playground.models.words import words_of
from playground.refusals import bad_value, too_long
from playground.texts import storable

QUERY_LIMIT = 200
_WORD = regex.compile(r"[\p{L}\p{N}]+")

# A mention's place in time: moment, then rank of its kind, then id; newest first.
Place = tuple[datetime, int, int]
COMMENT_RANK, POST_RANK = 0, 1


def find(*, words: str, since: datetime | None, before: Place | None, limit: int) -> list[Post | Comment]:
    """At most ``limit`` public posts and comments, newest first, created at or after ``since``."""
    query = query_for(words)
    posts = Post.objects.public().select_related("page")
    comments = Comment.objects.public().with_people()
    found = [
        *_newest(posts, POST_RANK, query=query, since=since, before=before, limit=limit),
        *_newest(comments, COMMENT_RANK, query=query, since=since, before=before, limit=limit),
    ]
    return sorted(found, key=place_of, reverse=True)[:limit]


def place_of(found: Post | Comment) -> Place:
    return found.created_at, POST_RANK if isinstance(found, Post) else COMMENT_RANK, found.pk


def query_for(words: str) -> SearchQuery:
    storable(words, field="q")
    if len(words) > QUERY_LIMIT:
        raise too_long("q", limit=QUERY_LIMIT, length=len(words))
    found = _WORD.findall(normalize("NFC", words).lower())
    if not found:
        raise bad_value("q", "Say at least one word to look for.")
    return SearchQuery(" & ".join(f"{word}:*" for word in found), search_type="raw", config="simple")


def _newest(
    rows: QuerySet[Any], rank: int, *, query: SearchQuery, since: datetime | None, before: Place | None, limit: int
) -> list[Any]:
    rows = rows.annotate(words=words_of("text")).filter(words=query)
    if since:
        rows = rows.filter(created_at__gte=since)
    if before:
        rows = rows.filter(_earlier(rank, before))
    return list(rows.order_by("-created_at", "-pk")[:limit])


def _earlier(rank: int, place: Place) -> Q:
    moment, at_rank, pk = place
    if rank == at_rank:
        return Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk)
    return Q(created_at__lte=moment) if rank < at_rank else Q(created_at__lt=moment)
