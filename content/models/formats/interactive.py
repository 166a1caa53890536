"""What people do or say under a post, counted, with the best of it picked by hand."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from content.models.formats.details import Details


class Interactive(Details):
    """People are asked to do something. ``counted`` is a number a person gave where nothing can be read."""

    WRITTEN: ClassVar = ("asked", "counting", "word", *Details.WINDOW)

    class Counting(models.TextChoices):
        COMMENTS = "comments", "Everybody who comments"
        WORD = "word", "Comments with a word or hashtag"
        PICTURES = "pictures", "Pictures, counted by hand"

    asked = models.CharField(max_length=500, blank=True)
    counting = models.CharField(max_length=8, choices=Counting, default=Counting.COMMENTS)
    word = models.CharField(max_length=60, blank=True)
    counted = models.PositiveIntegerField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)


class Question(Details):
    """The question of the day: everybody who comments has answered."""

    WRITTEN: ClassVar = ("asked", "closes_on", "closes_time")

    asked = models.CharField(max_length=300, blank=True)
