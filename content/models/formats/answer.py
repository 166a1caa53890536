"""What people said under a post that asks them to take part, and how far we have read."""

from typing import Any

from django.conf import settings
from django.db import models

from content.models.post import Post
from content.models.publication import Publication
from content.models.visible import OfPost
from projects.models import Channel


class AnswerQuerySet(OfPost):
    def counting(self) -> "AnswerQuerySet":
        return self.filter(counts=True)


class Answer(models.Model):
    """A comment under a publication, or a person entered by hand: an entry, a vote, an answer.

    ``person_key`` tells people apart within a post (network and the network's id, or the name); one answer a person
    counts, the first, and the database holds to it. ``why_not`` says why another does not. ``options``: numbers of a
    survey's options that were named, from 1.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="answers")
    publication = models.ForeignKey(Publication, models.CASCADE, null=True, blank=True, related_name="answers")
    external_id = models.CharField(max_length=200, blank=True)
    person_key = models.CharField(max_length=200)
    person_name = models.CharField(max_length=200)
    person_url = models.URLField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    said_at = models.DateTimeField()
    options = models.JSONField(default=list, blank=True)
    counts = models.BooleanField(default=True)
    why_not = models.CharField(max_length=200, blank=True)
    is_best = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("said_at", "id")
        indexes = (models.Index(fields=["post", "-said_at", "-id"], name="answer_of_post"),)
        constraints = (
            models.UniqueConstraint(
                fields=["publication", "external_id"], condition=~models.Q(external_id=""), name="answer_read_once"
            ),
            models.UniqueConstraint(
                fields=["post", "person_key"], condition=models.Q(counts=True), name="answer_counts_once_a_person"
            ),
            models.CheckConstraint(condition=models.Q(counts=True) | ~models.Q(why_not=""), name="answer_says_why_not"),
        )

    def __str__(self) -> str:
        return f"{self.person_name}: {self.text[:60]}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.post.roles_of(user)


class Gathering(models.Model):
    """How far the comments of a channel have been read for the posts that ask people to take part."""

    channel = models.OneToOneField(Channel, models.CASCADE, related_name="gathering")
    cursor = models.JSONField(default=dict, blank=True)
    gathered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.channel}, read until {self.gathered_at:%Y-%m-%d %H:%M}"


class Tally(models.Model):
    """How people voted in the poll of one publication, as the network last said it: votes in the order of options."""

    publication = models.OneToOneField(Publication, models.CASCADE, related_name="tally")
    votes = models.JSONField(default=list)
    voters = models.PositiveIntegerField(default=0)
    closed = models.BooleanField(default=False)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.voters} voted under {self.publication}"
