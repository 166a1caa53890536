"""A stretch of time in which several posts pull the same way."""

import datetime as dt
from typing import Any

from django.db import models
from django.urls import reverse

from content.models.visible import OfProject
from projects.models import Goal, Project


class Campaign(models.Model):
    """Posts join it by ``Post.campaign``; it stays inside the agency, and so does its note."""

    class Colour(models.TextChoices):
        """The chart series of the stylesheet, in the words people choose them by."""

        HARBOUR = "c1", "Harbour"
        MINT = "c2", "Mint"
        HONEY = "c3", "Honey"
        CORAL = "c4", "Coral"
        PLUM = "c5", "Plum"
        STONE = "c6", "Stone"

    project = models.ForeignKey(Project, models.CASCADE, related_name="campaigns")
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField()
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="campaigns")
    colour = models.CharField(max_length=2, choices=Colour, default=Colour.HARBOUR)
    note = models.TextField(max_length=2000, blank=True)

    objects = OfProject.as_manager()

    class Meta:
        ordering = ("-starts_on", "-id")
        indexes = (models.Index(fields=["project", "starts_on"], name="campaign_of_project"),)
        constraints = (
            models.UniqueConstraint(fields=["project", "name"], name="campaign_name_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="campaign_dates_forward"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("content:campaign", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    def runs_on(self, day: dt.date) -> bool:
        """Both its first and its last day count."""
        return self.starts_on <= day <= self.ends_on
