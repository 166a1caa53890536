"""Something to be won."""

import hashlib
import secrets
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models

from content.models.formats.details import Details


def new_seed() -> str:
    """256 random bits in hex digits."""
    return secrets.token_hex(32)


class Promotion(Details):
    """``prizes``: ``[{name, winners}]`` in the order in which they are drawn.

    ``seed`` decides the draw and is told only then; its fingerprint is told from the beginning, so nobody can choose a
    seed after the entries are known. See ``services.drawing``.
    """

    WRITTEN: ClassVar = (
        *("rules", "prizes", "entering", *Details.WINDOW),
        *("barred", "bars_winners_days", "shows_fingerprint"),
    )

    class Entering(models.TextChoices):
        COMMENT = "comment", "A comment"
        ANSWER = "answer", "An answer to the question"
        LIKE = "like", "A like"

    rules = models.TextField(max_length=4000, blank=True)
    prizes = models.JSONField(default=list, blank=True)
    entering = models.CharField(max_length=7, choices=Entering, default=Entering.COMMENT)
    barred = models.CharField(max_length=300, blank=True, help_text="Who may not take part")
    bars_winners_days = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(730)], help_text="Winners of so many days before may not win again"
    )
    seed = models.CharField(max_length=64, default=new_seed, editable=False)
    shows_fingerprint = models.BooleanField(default=True)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the seed, 64 hex digits: what is told before the draw."""
        return hashlib.sha256(self.seed.encode()).hexdigest()

    @property
    def places(self) -> list[str]:
        """The prize of each winner, in the order of the draw."""
        return [prize["name"] for prize in self.prizes for _ in range(prize["winners"])]

    def snapshot(self) -> dict[str, Any]:
        return super().snapshot() | {"fingerprint": self.fingerprint}
