"""A key with which a program works in a person's name."""

from django.db import models
from knox.models import AbstractAuthToken


class ApiToken(AbstractAuthToken):
    """Only its digest is kept; ``token_key`` is how it begins, by which the person knows it again."""

    name = models.CharField(max_length=80, blank=True, help_text="What it is for")

    class Meta:
        ordering = ("-created",)
        constraints = (models.UniqueConstraint(fields=["token_key"], name="token_key_once"),)

    def __str__(self) -> str:
        return self.name or f"{self.token_key}…"
