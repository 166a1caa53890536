"""What a person should know: in the app, and by mail when they want it."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: Any) -> "NotificationQuerySet":
        """One's own, whoever one is."""
        return self.filter(user_id=user.pk)

    def shown(self) -> "NotificationQuerySet":
        """What the app lists; the rest goes by mail only."""
        return self.filter(in_app=True)

    def unread(self) -> "NotificationQuerySet":
        return self.shown().filter(read_at=None)

    def waiting_for_mail(self, now: dt.datetime) -> "NotificationQuerySet":
        return self.filter(mailed_at=None, mail_after__lte=now, user__is_active=True)

    def mark_read(self) -> int:
        """Read is told: its mail need not leave any more. Returns how many were unread."""
        return self.unread().update(read_at=timezone.now(), mail_after=None)


class Notification(models.Model):
    """One thing for one person. ``key`` makes it one per person per event, however often it is told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    project_id = models.BigIntegerField(null=True, blank=True)
    in_app = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_after = models.DateTimeField(null=True, blank=True, help_text="Empty: not by mail")
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="notification_once"),)
        indexes = (
            models.Index(fields=["user", "-id"], name="notification_of_user"),
            models.Index(
                fields=["mail_after"],
                condition=models.Q(mailed_at=None, mail_after__isnull=False),
                name="notification_to_mail",
            ),
        )

    def __str__(self) -> str:
        return self.title


class NotificationPreference(models.Model):
    """How a person wants one kind of notification; without a row the kind's default holds."""

    class Mail(models.TextChoices):
        NOW = "now", "At once"
        DAILY = "daily", "Once a day"
        NEVER = "never", "Not by mail"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences")
    kind = models.CharField(max_length=40)
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=6, choices=Mail, default=Mail.NOW)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "kind"], name="preference_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"

    @property
    def is_silent(self) -> bool:
        return not self.in_app and self.mail == self.Mail.NEVER
