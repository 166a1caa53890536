"""Who won, written once."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from content.models.post import Post
from content.models.visible import OfPost


class Draw(models.Model):
    """Everything somebody needs to draw again and get the same: the seed, the entries, the first list's digest.

    ``entries``: ``[[person key, name, address], …]`` sorted by key. A further draw has a reason, and keeps the
    ``digest`` of the first one, so that taking one person out moves up the next and shuffles nobody else.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    entries = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfPost.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["post", "number"], name="draw_number_once"),
            models.CheckConstraint(condition=models.Q(number=1) | ~models.Q(reason=""), name="draw_again_says_why"),
        )
        triggers = (pgtrigger.Protect(name="written_once", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return f"{self.post}, draw {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("content:draw", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.post.roles_of(user)


class Winner(models.Model):
    """One place of a draw; ``rank`` is the SHA-256 that put the person there."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="winners")
    place = models.PositiveSmallIntegerField()
    prize = models.CharField(max_length=160)
    person_key = models.CharField(max_length=200)
    person_name = models.CharField(max_length=200)
    person_url = models.URLField(max_length=500, blank=True)
    rank = models.CharField(max_length=64)

    class Meta:
        ordering = ("place",)
        indexes = (models.Index(fields=["person_key"], name="winner_person"),)
        constraints = (
            models.UniqueConstraint(fields=["draw", "place"], name="winner_place_once"),
            models.UniqueConstraint(fields=["draw", "person_key"], name="winner_once_a_draw"),
        )
        triggers = (pgtrigger.Protect(name="written_once", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return f"{self.person_name}: {self.prize}"
