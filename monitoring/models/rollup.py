"""Counts kept with every batch, so that no page counts mentions itself."""

from django.db import models

from monitoring.models.mention import Tonality
from monitoring.models.source import MediaType
from projects.models import Project


class MentionDay(models.Model):
    """Organic mentions of a project on a day of its own time zone, by media type and tonality."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="mention_days")
    day = models.DateField()
    media_type = models.CharField(max_length=10, choices=MediaType)
    tonality = models.CharField(max_length=8, choices=Tonality)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["project", "day", "media_type", "tonality"], name="mention_day_cell"),
        )

    def __str__(self) -> str:
        return f"{self.project} {self.day} {self.tonality}: {self.count}"


class MentionHour(models.Model):
    """Organic mentions of a project in a UTC hour by tonality: what spikes are seen from."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="mention_hours")
    hour = models.DateTimeField()
    tonality = models.CharField(max_length=8, choices=Tonality)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["project", "hour", "tonality"], name="mention_hour_cell"),)

    def __str__(self) -> str:
        return f"{self.project} {self.hour:%Y-%m-%d %H}h {self.tonality}: {self.count}"
