"""The margin of a post on a page that knows nothing about it: ``{% load margin %}{% margin post %}``."""

from typing import Any

from django import template
from django.urls import reverse

from agency.permissions import Permission
from content.models import Post

register = template.Library()


@register.inclusion_tag("content/remarks/tag.html", takes_context=True)
def margin(context: Any, post: Post) -> dict[str, Any]:
    """Loads the remarks for colleagues; nothing at all for anybody else, a post's author of the client's included."""
    user = context["request"].user
    return {"url": reverse("content:remarks", args=[post.pk]) if user.has_perm(Permission.VIEW_INSIDE, post) else ""}
