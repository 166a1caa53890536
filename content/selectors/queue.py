"""What waits for this reviewer, soonest first."""

import datetime as dt
from typing import Any

from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce

from agency.permissions import Permission
from content.models import Post
from content.models.post import PostQuerySet

PAGE = 25
_NEVER = Value(dt.datetime(9999, 1, 1, tzinfo=dt.UTC), output_field=DateTimeField())


def waiting_for_review(user: Any) -> PostQuerySet:
    """Posts ``user`` may decide about: in review, not their own; what goes out first comes first."""
    posts = Post.objects.where(user, Permission.REVIEW_POST).filter(status=Post.Status.IN_REVIEW).exclude(author=user)
    return posts.annotate(goes_out=Coalesce("scheduled_at", _NEVER)).order_by("goes_out", "pk")


def after(posts: Any, post: Post | None) -> Any:
    """The rows of a queue that come behind ``post``, by key: page 100 costs what page 1 does."""
    if post is None:
        return posts
    key = post.scheduled_at or _NEVER.value
    return posts.filter(goes_out__gt=key) | posts.filter(goes_out=key, pk__gt=post.pk)
