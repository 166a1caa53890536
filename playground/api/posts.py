"""Posts: publish, read, hide, delete, measure."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from playground.api.endpoint import Answer
from playground.api.inputs import body_of, flag_in, key_of, limit_of, poll_in, query_text, since_of, text_in, texts_in
from playground.api.shapes import counters, moment, post_shape
from playground.cursors import moment_cursor, read_moment_cursor
from playground.models import Page, Post
from playground.models.post import WallQuerySet
from playground.refusals import forbidden, not_found
from playground.services import posts as service


def publish(request: HttpRequest, page: Page) -> Answer:
    """201 with the new post; 200 with the first one when the Idempotency-Key was used before."""
    body = body_of(request)
    media = service.attached(page=page, image_keys=texts_in(body, "media_ids"), urls=texts_in(body, "media_urls"))
    text, link, poll = text_in(body, "text"), text_in(body, "link"), poll_in(body)
    post, new = service.publish(by=page, key=key_of(request), text=text, link=link, media=media, poll=poll)
    return (201 if new else 200), post_shape(request, post, page)


def list_posts(request: HttpRequest, page: Page) -> Answer:
    """Newest first, of the caller's page or of ``?page=handle``."""
    owner = _page_asked_for(request, page)
    limit = limit_of(request)
    posts = list(_window(request, visible(owner, to=page))[: limit + 1])
    shown = posts[:limit]
    more = moment_cursor(shown[-1].created_at, shown[-1].pk) if len(posts) > limit else None
    return 200, {"items": [post_shape(request, post, owner) for post in shown], "next": more}


def get_post(request: HttpRequest, page: Page, post_id: int) -> Answer:
    post = post_seen_by(page, post_id)
    return 200, post_shape(request, post, post.page)


def change_post(request: HttpRequest, page: Page, post_id: int) -> Answer:
    post = _own_post(page, post_id)
    service.set_post_hidden(post=post, hidden=flag_in(body_of(request), "hidden"))
    return 200, post_shape(request, post, page)


def delete_post(request: HttpRequest, page: Page, post_id: int) -> Answer:
    post = _own_post(page, post_id)
    service.delete_post(post=post)
    return 200, {"id": str(post.pk), "deleted": True}


def post_metrics(request: HttpRequest, page: Page, post_id: int) -> Answer:
    post = _own_post(page, post_id)
    now: dict[str, Any] = {"followers": page.followers, "measured_at": moment(timezone.now())}
    return 200, {"id": str(post.pk), **counters(post), **now}


def visible(owner: Page, *, to: Page) -> WallQuerySet:
    """Everybody reads a page's posts; its hidden ones are for itself."""
    return owner.posts.standing() if owner == to else owner.posts.public()


def post_seen_by(page: Page, post_id: int) -> Post:
    seen = Q(hidden=False) | Q(page=page)
    post = Post.objects.standing().select_related("page").filter(seen, pk=post_id).first()
    if post is None:
        raise not_found("post")
    return post


def _own_post(page: Page, post_id: int) -> Post:
    post = post_seen_by(page, post_id)
    if post.page_id != page.pk:
        raise forbidden(f"This post belongs to @{post.page.handle}.")
    return post


def _page_asked_for(request: HttpRequest, page: Page) -> Page:
    handle = query_text(request, "page")
    if handle in ("", page.handle):
        return page
    found = Page.objects.filter(handle=handle).first()
    if found is None:
        raise not_found("page")
    return found


def _window(request: HttpRequest, posts: WallQuerySet) -> WallQuerySet:
    since, cursor = since_of(request), query_text(request, "cursor")
    if since:
        posts = posts.filter(created_at__gte=since)
    if cursor:
        created_at, pk = read_moment_cursor(cursor)
        posts = posts.filter(Q(created_at__lt=created_at) | Q(created_at=created_at, pk__lt=pk))
    return posts.newest_first()
