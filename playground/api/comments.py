"""Comments: read as they arrive, answer, hide."""

from django.db.models import Q
from django.http import HttpRequest

from playground.api.endpoint import Answer
from playground.api.inputs import body_of, flag_in, key_of, limit_of, query_text, since_of, text_in
from playground.api.posts import post_seen_by
from playground.api.shapes import comment_shape
from playground.cursors import id_cursor, read_id_cursor
from playground.models import Comment, Page, Post
from playground.models.comment import CommentQuerySet
from playground.refusals import forbidden, not_found
from playground.services import comments as service


def list_comments(request: HttpRequest, page: Page) -> Answer:
    """All comments under the page's posts, in the order of arrival."""
    return _listed(request, Comment.objects.standing().filter(page=page))


def list_post_comments(request: HttpRequest, page: Page, post_id: int) -> Answer:
    post = post_seen_by(page, post_id)
    thread = post.thread.all() if post.page_id == page.pk else post.thread.filter(hidden=False)
    return _listed(request, thread)


def get_comment(request: HttpRequest, page: Page, comment_id: int) -> Answer:
    return 200, comment_shape(request, _seen_by(page, comment_id))


def add_comment(request: HttpRequest, page: Page, post_id: int) -> Answer:
    """The page speaks under a post: a first comment of its own, or a word under another page's."""
    return _say(request, page, post=post_seen_by(page, post_id), parent=None)


def reply(request: HttpRequest, page: Page, comment_id: int) -> Answer:
    parent = _seen_by(page, comment_id)
    return _say(request, page, post=parent.post, parent=parent)


def change_comment(request: HttpRequest, page: Page, comment_id: int) -> Answer:
    found = _own(page, comment_id)
    service.set_comment_hidden(comment=found, hidden=flag_in(body_of(request), "hidden"))
    return 200, comment_shape(request, found)


def _say(request: HttpRequest, page: Page, *, post: Post, parent: Comment | None) -> Answer:
    said, new = service.comment(
        post=post, text=text_in(body_of(request), "text"), by=page, parent=parent, key=key_of(request)
    )
    return (201 if new else 200), comment_shape(request, said)


def _listed(request: HttpRequest, comments: CommentQuerySet) -> Answer:
    """``next`` is always there: asked with it later, the answer holds exactly what has arrived since."""
    limit, since, cursor = limit_of(request), since_of(request), query_text(request, "cursor")
    after = read_id_cursor(cursor) if cursor else 0
    comments = comments.filter(pk__gt=after).with_people().order_by("pk")
    if since:
        comments = comments.filter(created_at__gte=since)
    found = list(comments[: limit + 1])
    shown = found[:limit]
    place = id_cursor(shown[-1].pk if shown else after)
    return 200, {
        "items": [comment_shape(request, one) for one in shown],
        "next": place,
        "more": len(found) > limit,
    }


def _seen_by(page: Page, comment_id: int) -> Comment:
    seen = Q(page=page) | Q(hidden=False, post__hidden=False)
    found = Comment.objects.standing().with_people().select_related("post__page").filter(seen, pk=comment_id).first()
    if found is None:
        raise not_found("comment")
    return found


def _own(page: Page, comment_id: int) -> Comment:
    found = _seen_by(page, comment_id)
    if found.page_id != page.pk:
        raise forbidden(f"This comment stands under a post of @{found.page.handle}.")
    return found
