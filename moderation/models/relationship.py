"""How far somebody has come with the brand."""

from typing import ClassVar

from django.db import models

from monitoring.models import Author


class Relationship(models.Model):
    """The loyalty ladder of the interview: the brand's most loyal person is the one whose problem was solved."""

    class Rung(models.IntegerChoices):
        SAW = 1, "Saw"
        LIKED = 2, "Liked"
        COMMENTED = 3, "Commented or shared"
        ANSWERED = 4, "Answered by the brand"
        SOLVED = 5, "Problem solved"
        AMBASSADOR = 6, "Ambassador"

    TOP: ClassVar[int] = 6

    author = models.OneToOneField(Author, models.CASCADE, related_name="relationship")
    rung = models.PositiveSmallIntegerField(choices=Rung, default=Rung.COMMENTED)
    since = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.author}: {self.get_rung_display()}"
