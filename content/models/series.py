"""A post that comes again: the rule its occurrences were made by."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from agency.models.user import check_time_zone
from content.models.visible import OfProject
from projects.models import Project

MOST = 52


class Series(models.Model):
    """Every occurrence is a post of its own (``Post.series``, ``Post.series_number``); this only remembers the rule.

    ``weekdays`` (0 is Monday) belong to weeks; a month repeats the day of ``starts_on``. The series ends on
    ``until`` or after ``count`` occurrences, never after more than :data:`MOST`.
    """

    class Unit(models.TextChoices):
        WEEK = "week", "Weeks"
        MONTH = "month", "Months"

    project = models.ForeignKey(Project, models.CASCADE, related_name="series")
    unit = models.CharField(max_length=5, choices=Unit, default=Unit.WEEK)
    every = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(12)])
    weekdays = ArrayField(models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)]), default=list, blank=True)
    starts_on = models.DateField()
    time = models.TimeField()
    time_zone = models.CharField(max_length=64, validators=[check_time_zone])
    until = models.DateField(null=True, blank=True)
    count = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(2), MaxValueValidator(MOST)]
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfProject.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "series"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until=None, count__isnull=False) | models.Q(until__isnull=False, count=None),
                name="series_has_one_end",
            ),
            models.CheckConstraint(condition=models.Q(every__gte=1), name="series_moves_on"),
            models.CheckConstraint(
                condition=models.Q(count=None) | models.Q(count__gte=2, count__lte=MOST), name="series_count_bounded"
            ),
        )

    def __str__(self) -> str:
        return f"Series of {self.project} since {self.starts_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("content:series", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)
