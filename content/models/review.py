"""The verdict inside the agency."""

from typing import Any

from django.conf import settings
from django.db import models

from content.models.version import Version
from content.models.visible import OfVersion


class Review(models.Model):
    """A colleague (never the author) on one version: does it have added value, and may it go on."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        RETURNED = "returned", "Returned"

    class Verdict(models.TextChoices):
        EMOTIONAL = "emotional", "Emotional"
        INFORMATIONAL = "informational", "Informational"
        NONE = "none", "No added value"

    version = models.ForeignKey(Version, models.CASCADE, related_name="reviews")
    decision = models.CharField(max_length=8, choices=Decision)
    value = models.CharField(max_length=14, choices=Verdict)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = OfVersion.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decision="approved") | ~models.Q(comment=""), name="review_return_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(decision="returned") | ~models.Q(value="none"), name="review_no_value_no_approval"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.version}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.version.roles_of(user)
