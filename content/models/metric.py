"""What a publication brought, at a moment."""

from decimal import Decimal
from typing import Any, Self

from django.db import models

from content.models.publication import Publication
from projects.models import Project


class MetricQuerySet(models.QuerySet["Metric"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(publication__project__in=Project.objects.visible_to(user))

    def where(self, user: Any, permission: str) -> Self:
        return self.filter(publication__project__in=Project.objects.where(user, permission))


class Metric(models.Model):
    """Counts as the network gave them; None where it does not say."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="metrics")
    at = models.DateTimeField()
    likes = models.PositiveIntegerField(null=True)
    comments = models.PositiveIntegerField(null=True)
    shares = models.PositiveIntegerField(null=True)
    clicks = models.PositiveIntegerField(null=True)
    reach = models.PositiveIntegerField(null=True)
    views = models.PositiveIntegerField(null=True)
    followers = models.PositiveIntegerField(null=True, help_text="Of the channel at that moment")

    objects = MetricQuerySet.as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = (models.UniqueConstraint(fields=["publication", "at"], name="metric_once_a_moment"),)

    def __str__(self) -> str:
        return f"{self.publication} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def actions(self) -> int:
        return (self.likes or 0) + (self.comments or 0) + (self.shares or 0) + (self.clicks or 0)

    @property
    def engagement_rate(self) -> Decimal | None:
        """Actions ÷ followers at that time (the interview's own definition); None without followers."""
        if not self.followers:
            return None
        return Decimal(self.actions) / Decimal(self.followers)
