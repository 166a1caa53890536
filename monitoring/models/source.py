"""Where we listen, how often, and whether it still speaks."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from projects.access import OfProjectQuerySet
from projects.models import Channel, Project
from projects.networks.hooks import INSTEAD

CALLED_EVERY_SECONDS = 120  # a network that calls is asked this seldom: for what a lost call told
CALLS = Q(channel__network__in=INSTEAD, channel__hook__agreed_as__gt="")  # and cannot be asked meanwhile


class MediaType(models.TextChoices):
    SOCIAL = "social", "Social network"
    MESSENGER = "messenger", "Messenger"
    BLOG = "blog", "Blog"
    FORUM = "forum", "Forum"
    NEWS = "news", "News"
    REVIEWS = "reviews", "Review portal"
    VIDEO = "video", "Video"


class SourceQuerySet(OfProjectQuerySet):
    def due(self) -> "SourceQuerySet":
        """Whose turn it is to be asked; not of a network that calls and cannot be asked meanwhile."""
        return self.filter(~CALLS, is_on=True, next_at__lte=timezone.now(), project__stage=Project.Stage.ACTIVE)


class Source(models.Model):
    """Comments under a channel's publications, or mentions of the brand on its network. Silence is an alarm."""

    class Kind(models.TextChoices):
        COMMENTS = "comments", "Comments under our posts"
        SEARCH = "search", "Mentions on the network"

    project = models.ForeignKey(Project, models.CASCADE, related_name="sources")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=10, choices=Kind)
    media_type = models.CharField(max_length=10, choices=MediaType, default=MediaType.SOCIAL)
    query = models.CharField(max_length=300, blank=True, help_text="Words to look for")
    every_seconds = models.PositiveIntegerField(default=5)
    quiet_hours = models.PositiveIntegerField(default=48, help_text="Silent longer than this: an alarm")
    cursor = models.JSONField(default=dict, blank=True)
    is_on = models.BooleanField(default=True)
    next_at = models.DateTimeField(default=timezone.now)
    collected_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True, help_text="When something last came")
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["channel", "kind", "query"], name="source_once"),)
        indexes = (models.Index(fields=["next_at"], condition=models.Q(is_on=True), name="source_due"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.channel}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def asked_every(self) -> int | None:
        """Seconds between two questions; None while the network calls and cannot be asked. Load ``channel__hook``."""
        hook = getattr(self.channel, "hook", None)
        if self.kind == self.Kind.SEARCH or not (hook and hook.is_agreed):
            return self.every_seconds
        return None if self.channel.network in INSTEAD else max(self.every_seconds, CALLED_EVERY_SECONDS)

    @property
    def is_silent(self) -> bool:
        """It used to speak and has said nothing for longer than is usual."""
        return bool(self.heard_at and timezone.now() - self.heard_at > dt.timedelta(hours=self.quiet_hours))
