"""What waits for this reviewer, soonest first."""

import datetime as dt
from typing import Any

from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce

from agency.permissions import Permission
from content.models import Post
from content.models.post import PostQuerySet

ORDER = ("goes_out", "id")
_NEVER = Value(dt.datetime(9999, 1, 1, tzinfo=dt.UTC), output_field=DateTimeField())


def waiting_for_review(user: Any) -> PostQuerySet:
    """Posts ``user`` may decide about: in review, not their own; what goes out first comes first."""
    posts = Post.objects.where(user, Permission.REVIEW_POST).filter(status=Post.Status.IN_REVIEW).exclude(author=user)
    return posts.annotate(goes_out=Coalesce("scheduled_at", _NEVER)).order_by(*ORDER)
