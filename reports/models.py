"""What the head and the managers sign and keep."""

from django.conf import settings
from django.db import models


class EveningCheck(models.Model):
    """A manager looked before going to sleep: what stood there, and that it was seen."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="evening_checks")
    day = models.DateField()
    seen = models.JSONField(default=dict, help_text="Project id → the items it showed")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-day",)
        constraints = (models.UniqueConstraint(fields=["user", "day"], name="evening_check_once"),)

    def __str__(self) -> str:
        return f"{self.user} on {self.day}"
