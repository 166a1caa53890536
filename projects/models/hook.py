"""What was agreed with a network about calling us."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from projects.models.channel import Channel


class HookQuerySet(models.QuerySet["Hook"]):
    def of_usable(self) -> "HookQuerySet":
        return self.filter(channel__state__in=[Channel.State.CONNECTED, Channel.State.EXPIRING])

    def due(self, *, agreed_as: str, now: dt.datetime) -> "HookQuerySet":
        """Whose turn it is, and at once those agreed under another address of ours than ``agreed_as``."""
        moved = ~Q(agreed_as__in=["", agreed_as]) & Q(failures=0)
        return self.of_usable().filter(Q(due_at__lte=now) | moved)


class Hook(models.Model):
    """One a channel, where its network can call. ``projects.services.calling`` sees to it when it is ``due_at``.

    ``agreed_as``: the mark of our address the network was told; empty while it does not call. ``line``: whom the
    network calls one address about, a bot or a page, where channels share that.
    """

    channel = models.OneToOneField(Channel, models.CASCADE, related_name="hook")
    agreed_as = models.CharField(max_length=64, blank=True)
    line = models.CharField(max_length=120, blank=True)
    kept = models.JSONField(default=dict, blank=True, help_text="What its adapter needs to end the calls")
    due_at = models.DateTimeField(default=timezone.now)
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    called_at = models.DateTimeField(null=True, blank=True, help_text="When the network last called")

    objects = HookQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Calls about {self.channel}"

    @property
    def is_agreed(self) -> bool:
        return bool(self.agreed_as)
