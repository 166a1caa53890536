from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from playground.models.words import words_of


class WallQuerySet(models.QuerySet["Post"]):
    def standing(self) -> "WallQuerySet":
        return self.filter(deleted_at=None)

    def public(self) -> "WallQuerySet":
        return self.standing().filter(hidden=False)

    def newest_first(self) -> "WallQuerySet":
        return self.order_by("-created_at", "-id")


class Post(models.Model):
    """What a page says. Counters are kept on the row: a metric is one read.

    ``poll``: empty, or ``{question, options: [{text, votes}], several, closes_at, voters}``.
    """

    page = models.ForeignKey("playground.Page", models.CASCADE, related_name="posts")
    text = models.TextField(blank=True)
    link = models.URLField(max_length=2000, blank=True)
    media = models.JSONField(default=list, blank=True)
    poll = models.JSONField(default=dict, blank=True)
    idempotency_key = models.CharField(max_length=200, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    hidden = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True, blank=True)
    likes = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    shares = models.PositiveIntegerField(default=0)
    views = models.PositiveIntegerField(default=0)

    objects = WallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "idempotency_key"], name="playground_post_once"),
        ]
        indexes = [
            models.Index(fields=["page", "-created_at", "-id"], name="playground_post_feed"),
            GinIndex(words_of("text"), name="playground_post_words"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        return reverse("playground:post", args=[self.pk])

    @property
    def poll_bars(self) -> list[dict[str, Any]]:
        """Each option with its votes and its share of the voters, in whole percent."""
        voters = self.poll["voters"] or 1
        return [option | {"share": round(100 * option["votes"] / voters)} for option in self.poll["options"]]

    @property
    def poll_is_closed(self) -> bool:
        """Whether its time is over; a poll without one stays open."""
        closes_at = parse_datetime(self.poll.get("closes_at") or "")
        return closes_at is not None and closes_at <= timezone.now()
