"""What a draft held at each save, so that two who write at once can be merged and nothing typed is lost."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from content.models.post import Post
from content.models.visible import OfPost


class DraftRevision(models.Model):
    """The state after save ``number`` of a draft; the last ``MOST`` are kept (see ``services.revisions``).

    ``content`` is flat, by the names of the composer's fields. ``is_aside``: what somebody held that could not be
    merged with what was there; it never was the draft.
    """

    MOST: ClassVar = 50

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    is_aside = models.BooleanField(default=False)
    editor = models.CharField(max_length=32, blank=True, help_text="The open page that saved it")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfPost.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["post", "number"], name="draft_revision_of_post"),)

    def __str__(self) -> str:
        return f"{self.post}, save {self.number}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.post.roles_of(user)
