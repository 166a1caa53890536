"""Publishing: with the same key once, without a key as often as asked."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from playground.models import Image, Page, Post
from playground.refusals import bad_value
from playground.texts import MEDIA_LIMIT, post_text, web_address


def publish(
    *,
    by: Page,
    text: str,
    link: str = "",
    media: list[dict[str, Any]] | None = None,
    poll: dict[str, Any] | None = None,
    key: str | None = None,
) -> tuple[Post, bool]:
    """Stores a post and says whether it is new; with a ``key`` that was used before, answers the first post.

    One INSERT; the unique constraint decides between simultaneous calls, so there is no look before the leap.
    Raises ``Refused`` for a text or media the network does not take.
    """
    post = Post(page=by, text=post_text(text), link=web_address(link, field="link"), media=media or [], poll=poll or {})
    post.idempotency_key = key
    if not post.text and not post.media:
        raise bad_value("text", "A post needs words or a picture.")
    try:
        with _may_fail():
            post.save(force_insert=True)
    except IntegrityError:
        if key is None:
            raise
        return Post.objects.get(page=by, idempotency_key=key), False
    return post, True


def _may_fail() -> AbstractContextManager[None]:
    """A single INSERT needs no transaction of its own; inside another's it needs a savepoint to fail in."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def attached(*, page: Page, image_keys: list[str], urls: list[str]) -> list[dict[str, Any]]:
    """Media of a post as it is stored: ``{"url", "alt"}``; ours have ``width`` and ``height``, videos ``seconds``."""
    if len(image_keys) + len(urls) > MEDIA_LIMIT:
        raise bad_value("media_ids", f"A post carries at most {MEDIA_LIMIT} pictures and videos.")
    media = _own_images(page=page, image_keys=image_keys) if image_keys else []
    return media + [{"url": web_address(url, field="media_urls"), "alt": ""} for url in urls if url]


def _own_images(*, page: Page, image_keys: list[str]) -> list[dict[str, Any]]:
    found = {image.key: image for image in page.images.filter(pk__in=image_keys)}
    missing = [key for key in image_keys if key not in found]
    if missing:
        raise bad_value("media_ids", f"The page has uploaded no picture {missing[0]}.")
    return [_medium(found[key]) for key in image_keys]


def _medium(image: Image) -> dict[str, Any]:
    medium = {"url": image.get_absolute_url(), "alt": image.alt, "width": image.width, "height": image.height}
    return medium | ({"seconds": image.seconds} if image.seconds else {})


def delete_post(*, post: Post) -> None:
    post.deleted_at = post.deleted_at or timezone.now()
    post.save(update_fields=["deleted_at"])


def set_post_hidden(*, post: Post, hidden: bool) -> None:
    post.hidden = hidden
    post.save(update_fields=["hidden"])
