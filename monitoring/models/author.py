"""A person out there who said something."""

from django.db import models

from projects.models import Project
from projects.models.channel import Network


class Author(models.Model):
    """Known per project, so that one client never learns from another."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="authors")
    network = models.CharField(max_length=16, choices=Network)
    external_id = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=300, blank=True)
    followers = models.PositiveIntegerField(null=True, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["project", "network", "external_id"], name="author_once_in_project"),
        )

    def __str__(self) -> str:
        return self.name
