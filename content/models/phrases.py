"""What writers of a project keep at hand: groups of hashtags, and posts to begin from."""

from typing import Any

from django.db import models
from django.urls import reverse

from content.models.post import Post
from content.models.visible import OfProject
from projects.models import Project


class HashtagGroup(models.Model):
    """Hashtags that go together. ``tags`` holds each with its ``#``, one space between two, none twice."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="hashtag_groups")
    name = models.CharField(max_length=60)
    tags = models.CharField(max_length=1000)

    objects = OfProject.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=["project", "name"], name="hashtag_group_once"),
            models.CheckConstraint(condition=~models.Q(tags=""), name="hashtag_group_has_tags"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("content:hashtag-group", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def count(self) -> int:
        return len(self.tags.split())


class PostTemplate(models.Model):
    """A post to begin from. ``text`` may hold places such as ``{brand}``, which are filled in when a draft starts."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="post_templates")
    title = models.CharField(max_length=160)
    format = models.CharField(max_length=12, choices=Post.Format, default=Post.Format.POST)
    value_kind = models.CharField(max_length=14, choices=Post.Value, blank=True)
    text = models.TextField(max_length=65_000)

    objects = OfProject.as_manager()

    class Meta:
        ordering = ("title", "id")
        constraints = (models.UniqueConstraint(fields=["project", "title"], name="post_template_once"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("content:post-template", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)
