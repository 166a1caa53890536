"""Something out of the ordinary."""

from typing import Any

from django.conf import settings
from django.db import models

from monitoring.models.source import Source
from projects.access import OfProjectQuerySet
from projects.models import Project


class AlertQuerySet(OfProjectQuerySet):
    def open(self) -> "AlertQuerySet":
        return self.filter(closed_at=None)


class Alert(models.Model):
    """A spike against the same hours of two weeks, or a source that went silent. One open alert of a kind a project."""

    class Kind(models.TextChoices):
        NEGATIVE_SPIKE = "negative_spike", "Negative spike"
        SPIKE = "spike", "Spike"
        SILENT_SOURCE = "silent_source", "Silent source"

    project = models.ForeignKey(Project, models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=16, choices=Kind)
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="alerts")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    count = models.PositiveIntegerField(default=0)
    usual = models.FloatField(default=0, help_text="Median of the same hours in the 14 days before")
    top_author = models.CharField(max_length=200, blank=True)
    top_phrase = models.CharField(max_length=200, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["project", "kind", "source"],
                condition=models.Q(closed_at=None),
                nulls_distinct=False,
                name="alert_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.project}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)
