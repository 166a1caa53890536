"""What exactly was submitted, kept for ever."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from content.models.post import Post
from content.models.visible import OfPost


class Version(models.Model):
    """Immutable snapshot of a post at submission; reviews and approvals speak about a version, never about "the post".

    ``snapshot``: title, text, link, value {kind, audience, sentence}, targets [{channel, text, first_comment, link
    where the page has its own}], pictures [{media, sha256, alt, focus [x, y] unless the middle}], day, time, time_zone;
    where people take part also ``details``, and what they add to a target: ``poll`` or ``tail``.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    content_hash = models.CharField(max_length=64)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfPost.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["post", "number"], name="version_number_once"),)
        triggers = (pgtrigger.Protect(name="immutable", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return f"{self.post}, version {self.number}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.post.roles_of(user)
