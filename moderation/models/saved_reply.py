"""A good answer, kept for the next time."""

from typing import Any

from django.db import models

from projects.access import OfProjectQuerySet
from projects.models import Project


class SavedReply(models.Model):
    """Text with ``{name}`` for the author's first name."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="saved_replies")
    title = models.CharField(max_length=80)
    text = models.TextField()

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=["project", "title"], name="saved_reply_once"),)

    def __str__(self) -> str:
        return self.title

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)
