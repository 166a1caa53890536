"""Something that happens at a place."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from content.models.formats.details import Details


class Activity(Details):
    """An offline activity; what it costs and who came stays inside and is noted afterwards. Money is in hryvnias."""

    WRITTEN: ClassVar = ("place", "address", "map_link", *Details.WINDOW, "capacity")

    place = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=300, blank=True)
    map_link = models.URLField(max_length=500, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    expected = models.PositiveIntegerField(null=True, blank=True)
    came = models.PositiveIntegerField(null=True, blank=True)
    known_how = models.CharField(max_length=200, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta(Details.Meta):
        verbose_name_plural = "activities"
        constraints = [
            *Details.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(came=None) | ~models.Q(known_how=""), name="activity_count_says_how_it_is_known"
            ),
        ]
