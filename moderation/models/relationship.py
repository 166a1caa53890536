"""How far somebody has come with the brand."""

from django.db import models

from monitoring.models import Author


class Rung(models.IntegerChoices):
    """The loyalty ladder: the most loyal consumer is the one whose problem was solved."""

    SAW = 1, "Saw"
    LIKED = 2, "Liked"
    COMMENTED = 3, "Commented or shared"
    ANSWERED = 4, "Answered by the brand"
    SOLVED = 5, "Problem solved"
    AMBASSADOR = 6, "Ambassador"


class Relationship(models.Model):
    """Where an author stands; a rung once reached is not lost."""

    author = models.OneToOneField(Author, models.CASCADE, related_name="relationship")
    rung = models.PositiveSmallIntegerField(choices=Rung, default=Rung.COMMENTED)
    since = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.author}: {self.get_rung_display()}"
