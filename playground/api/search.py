"""What the whole network says about something."""

from typing import Any

from django.http import HttpRequest

from playground.api.endpoint import Answer
from playground.api.inputs import limit_of, query_text, since_of
from playground.api.shapes import comment_shape, post_shape
from playground.cursors import moment_cursor, read_moment_cursor
from playground.models import Comment, Page, Post
from playground.search import find, place_of


def search(request: HttpRequest, page: Page) -> Answer:
    """Public posts and comments of everybody, newest first, each with its ``kind``."""
    cursor, limit = query_text(request, "cursor"), limit_of(request)
    before = read_moment_cursor(cursor, keys=2) if cursor else None
    found = find(words=query_text(request, "q"), since=since_of(request), before=before, limit=limit + 1)
    shown = found[:limit]
    more = moment_cursor(*place_of(shown[-1])) if len(found) > limit else None
    return 200, {"items": [_shape(request, one) for one in shown], "next": more}


def _shape(request: HttpRequest, found: Post | Comment) -> dict[str, Any]:
    if isinstance(found, Post):
        return {"kind": "post"} | post_shape(request, found, found.page)
    return {"kind": "comment"} | comment_shape(request, found)
