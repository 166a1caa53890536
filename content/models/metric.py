"""What a publication brought, at a moment."""

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from content.models.publication import Publication
from projects.models import Project

ACTIONS = ("likes", "comments", "shares", "clicks")
COUNTS = ("views", "reach", *ACTIONS, "followers")


class MetricQuerySet(models.QuerySet["Metric"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(publication__project__in=Project.objects.visible_to(user))

    def where(self, user: Any, permission: str) -> Self:
        return self.filter(publication__project__in=Project.objects.where(user, permission))


class Metric(models.Model):
    """Counts at a moment; None where nobody said. As the network gave them, or as somebody read them there on ``day``.

    A day has one reading by hand: a second one is a correction.
    """

    class Source(models.TextChoices):
        COLLECTED = "collected", "Collected"
        BY_HAND = "by_hand", "By hand"

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="metrics")
    at = models.DateTimeField()
    source = models.CharField(max_length=9, choices=Source, default=Source.COLLECTED)
    day = models.DateField(null=True, blank=True, help_text="When somebody read them, on the project's calendar")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
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
        constraints = (
            models.UniqueConstraint(fields=["publication", "at"], name="metric_once_a_moment"),
            models.UniqueConstraint(fields=["publication", "day"], name="metric_by_hand_once_a_day"),
            models.CheckConstraint(
                condition=Q(source="by_hand", day__isnull=False, by__isnull=False)
                | Q(source="collected", day__isnull=True, by__isnull=True),
                name="metric_by_hand_says_when_and_who",
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication} at {self.at:%Y-%m-%d %H:%M}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.publication.roles_of(user)

    @property
    def is_by_hand(self) -> bool:
        return self.source == self.Source.BY_HAND

    @property
    def actions(self) -> int:
        return sum(getattr(self, name) or 0 for name in ACTIONS)

    @property
    def said(self) -> list[tuple[str, int]]:
        """The counts there are, by name, in the order of COUNTS."""
        named = ((name, getattr(self, name)) for name in COUNTS)
        return [(name, count) for name, count in named if count is not None]

    @property
    def engagement_rate(self) -> Decimal | None:
        """Actions ÷ followers at that time (the interview's own definition); None without followers."""
        if not self.followers:
            return None
        return Decimal(self.actions) / Decimal(self.followers)
