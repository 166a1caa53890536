"""A recurring place in the calendar that wants a post."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models

from content.models.post import Post
from content.models.visible import OfProject
from projects.models import Channel, Project


class Slot(models.Model):
    """Every ``weekday`` (0 is Monday) at local ``time`` of the project; an empty one is visible."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])
    time = models.TimeField()
    value_kind = models.CharField(max_length=14, choices=Post.Value, blank=True)
    channels = models.ManyToManyField(Channel, blank=True, related_name="slots")

    objects = OfProject.as_manager()

    class Meta:
        ordering = ("weekday", "time")
        constraints = (models.UniqueConstraint(fields=["project", "weekday", "time"], name="slot_once"),)

    def __str__(self) -> str:
        return f"{self.project}, weekday {self.weekday} at {self.time:%H:%M}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)
