"""What the brand answers, on its way to the network."""

from typing import Any

from django.conf import settings
from django.db import models

from moderation.models.case import Case
from projects.models import Channel, Project
from projects.models.delivery import Delivery, DeliveryAttempt


class Reply(Delivery):
    """Delivered by the same engine as posts: exactly once, or honestly unconfirmed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="replies")
    case = models.ForeignKey(Case, models.CASCADE, related_name="replies")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(status="published") | ~models.Q(remote_id=""), name="reply_success_has_id"
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], condition=models.Q(status="waiting"), name="reply_due"),
            models.Index(fields=["lease_until"], condition=models.Q(status="sending"), name="reply_sending"),
        )

    def __str__(self) -> str:
        return self.text[:60]

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)


class ReplyAttempt(DeliveryAttempt):
    """One call to the network for a reply."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="attempts")

    class Meta(DeliveryAttempt.Meta):
        constraints = (models.UniqueConstraint(fields=["reply", "number"], name="reply_attempt_number_once"),)

    def __str__(self) -> str:
        return f"{self.reply}, attempt {self.number}"
