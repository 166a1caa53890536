"""Pictures of a project, re-encoded on arrival, and where they are used."""

from typing import Any

from django.conf import settings
from django.db import models

from content.models.post import Post
from content.models.visible import OfProject
from projects.models import Project


class Media(models.Model):
    """An uploaded picture. The stored file is always our own re-encoding of what was sent."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="media")
    file = models.ImageField(upload_to="media/%Y/%m/")
    small = models.ImageField(upload_to="media/%Y/%m/", blank=True, help_text="For screens: 960 px at most")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    original_name = models.CharField(max_length=200, blank=True)
    alt = models.CharField(max_length=1000, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = OfProject.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["project", "sha256"], name="media_once_in_project"),)

    def __str__(self) -> str:
        return self.original_name or str(self.file.name)

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def mime(self) -> str:
        return "image/png" if str(self.file.name).endswith(".png") else "image/jpeg"


class PostMedia(models.Model):
    """A picture of a post, in its order, described for those who do not see it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="pictures")
    media = models.ForeignKey(Media, models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=["post", "media"], name="picture_once_in_post"),)

    def __str__(self) -> str:
        return f"{self.media} in {self.post}"
