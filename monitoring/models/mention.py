"""Something somebody said about the brand, stored once."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from content.models import Publication
from monitoring.models.author import Author
from monitoring.models.source import MediaType, Source
from projects.access import OfProjectQuerySet
from projects.models import Project
from projects.models.channel import Network


class Tonality(models.TextChoices):
    POSITIVE = "positive", "Positive"
    NEUTRAL = "neutral", "Neutral"
    NEGATIVE = "negative", "Negative"


class Category(models.TextChoices):
    QUALITY = "quality", "Complaint: quality"
    DELIVERY = "delivery", "Complaint: delivery"
    SERVICE = "service", "Complaint: service"
    PRICE = "price", "Question: price"
    AVAILABILITY = "availability", "Question: availability"
    QUESTION = "question", "Question"
    PRAISE = "praise", "Praise"
    SPAM = "spam", "Spam"
    OTHER = "other", "Other"


class MentionQuerySet(OfProjectQuerySet):
    def organic(self) -> "MentionQuerySet":
        """Without paid and promo mentions: what tonality is reported from."""
        return self.filter(is_promo=False)

    def wanting_answer(self) -> "MentionQuerySet":
        """Negative, or asking something; neither promo nor spam."""
        return self.organic().filter(Q(tonality=Tonality.NEGATIVE) | Q(is_question=True)).exclude(category="spam")


class Mention(models.Model):
    """Unique by (source, external id). A person's correction wins over the machine (``labelled_by`` is set)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="mentions")
    source = models.ForeignKey(Source, models.CASCADE, related_name="mentions")
    external_id = models.CharField(max_length=200)
    parent_external_id = models.CharField(max_length=200, blank=True)
    publication = models.ForeignKey(Publication, models.SET_NULL, null=True, blank=True, related_name="mentions")
    author = models.ForeignKey(Author, models.CASCADE, related_name="mentions")
    text = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    network = models.CharField(max_length=16, choices=Network)
    media_type = models.CharField(max_length=10, choices=MediaType)
    language = models.CharField(max_length=5, blank=True)
    country = models.CharField(max_length=2, blank=True)
    published_at = models.DateTimeField()
    collected_at = models.DateTimeField(auto_now_add=True)
    tonality = models.CharField(max_length=8, choices=Tonality, default=Tonality.NEUTRAL)
    confidence = models.FloatField(default=0)
    category = models.CharField(max_length=12, choices=Category, default=Category.OTHER)
    is_question = models.BooleanField(default=False)
    is_promo = models.BooleanField(default=False)
    labelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_hidden = models.BooleanField(default=False)
    is_deleted = models.BooleanField(default=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")
        constraints = (models.UniqueConstraint(fields=["source", "external_id"], name="mention_once"),)
        indexes = (
            models.Index(fields=["project", "-published_at", "-id"], name="mention_of_project"),
            models.Index(fields=["project", "author", "-published_at"], name="mention_of_author"),
            models.Index(
                fields=["source", "parent_external_id"],
                condition=~models.Q(parent_external_id=""),
                name="mention_answers",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)


class Correction(models.Model):
    """A person knew better than the machine: kept as a lesson."""

    mention = models.ForeignKey(Mention, models.CASCADE, related_name="corrections")
    tonality_before = models.CharField(max_length=8, choices=Tonality)
    tonality_after = models.CharField(max_length=8, choices=Tonality)
    category_before = models.CharField(max_length=12, choices=Category)
    category_after = models.CharField(max_length=12, choices=Category)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.mention}: {self.tonality_before} → {self.tonality_after}"
