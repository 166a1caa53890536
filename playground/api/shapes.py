"""What the network says about its things. Ids are texts; times are ISO 8601 in UTC; addresses are whole."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

from playground.models import Account, Comment, Image, Page, Post


def moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def address(request: HttpRequest, path: str) -> str:
    return path if path.startswith(("http://", "https://")) else f"{request.scheme}://{request.get_host()}{path}"


def page_shape(request: HttpRequest, page: Page) -> dict[str, Any]:
    return {
        "id": str(page.pk),
        "handle": page.handle,
        "name": page.name,
        "about": page.about,
        "url": address(request, page.get_absolute_url()),
        "followers": page.followers,
    }


def author_shape(request: HttpRequest, author: Page | Account) -> dict[str, Any]:
    """``kind`` says whether a page or a person speaks; ids are unique within a kind, only a page has a handle."""
    return {
        "kind": "page" if isinstance(author, Page) else "account",
        "id": str(author.pk),
        "handle": author.handle if isinstance(author, Page) else None,
        "name": author.name,
        "url": address(request, author.get_absolute_url()),
    }


def post_shape(request: HttpRequest, post: Post, page: Page) -> dict[str, Any]:
    return {
        "id": str(post.pk),
        "url": address(request, post.get_absolute_url()),
        "page": page.handle,
        "author": author_shape(request, page),
        "text": post.text,
        "link": post.link,
        "media": [medium | {"url": address(request, medium["url"])} for medium in post.media],
        "poll": post.poll | {"closed": post.poll_is_closed} if post.poll else None,
        "idempotency_key": post.idempotency_key,
        "created_at": moment(post.created_at),
        "hidden": post.hidden,
        "deleted": post.deleted_at is not None,
        "metrics": counters(post),
    }


def counters(post: Post) -> dict[str, int]:
    return {"likes": post.likes, "comments": post.comments, "shares": post.shares, "views": post.views}


def comment_shape(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    return {
        "id": str(comment.pk),
        "url": address(request, comment.get_absolute_url()),
        "post_id": str(comment.post_id),
        "parent_id": str(comment.parent_id) if comment.parent_id else None,
        "page": comment.page.handle,
        "author": author_shape(request, comment.author),
        "by_page": comment.by_page,
        "text": comment.text,
        "idempotency_key": comment.idempotency_key,
        "created_at": moment(comment.created_at),
        "hidden": comment.hidden,
    }


def image_shape(request: HttpRequest, image: Image) -> dict[str, Any]:
    return {
        "id": image.key,
        "url": address(request, image.get_absolute_url()),
        "content_type": image.content_type,
        "width": image.width,
        "height": image.height,
        "seconds": image.seconds,
        "alt": image.alt,
    }
