from django.db import models
from django.urls import reverse
from django.utils import timezone


class Account(models.Model):
    """A visitor. There are no passwords: who types a name is that person, on a network meant for practice."""

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    hue = models.PositiveSmallIntegerField(default=30)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("playground:account", args=[self.pk])

    @staticmethod
    def key_of(name: str) -> str:
        """By this a name is known: capitals and spaces make no other person."""
        return " ".join(name.split()).casefold()
