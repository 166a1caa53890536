"""Where a project's pictures and videos are put, so that somebody finds them again."""

from typing import Any

from django.db import models
from django.db.models.functions import Lower

from content.models.visible import OfProject
from projects.models import Project


class FolderQuerySet(OfProject):
    def visible_to(self, user: Any) -> "FolderQuerySet":
        """Folders carry our own names for things: the client's people do not see them."""
        return super().visible_to(user) if getattr(user, "is_agency", False) else self.none()


class Folder(models.Model):
    """A name for a heap of media. A folder may lie in another one; no deeper, which ``services.folders`` keeps."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="folders")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="folders")
    name = models.CharField(max_length=80)

    objects = FolderQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                "project", "parent", Lower("name"), nulls_distinct=False, name="folder_name_once_in_its_place"
            ),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="folder_not_in_itself"),
        )

    def __str__(self) -> str:
        return self.name

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)
