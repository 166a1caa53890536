"""What a person told us about themselves, so that teams fit."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from agency.permissions import TEAM_ROLES
from projects.models.project import Project


class Profile(models.Model):
    """Self-described. Traits are used for matching only if the person opted in."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    roles = ArrayField(
        models.CharField(max_length=12, choices=[(role, role.label) for role in TEAM_ROLES]),
        default=list,
        blank=True,
        help_text="The seats this person takes",
    )
    about = models.CharField(max_length=300, blank=True)
    traits = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    share_traits = models.BooleanField(default=False)
    topics = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(default=4, help_text="How many projects at once")

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(capacity__lte=20), name="profile_capacity_humane"),)

    def __str__(self) -> str:
        return f"Profile of {self.user}"

    @property
    def shared_traits(self) -> list[str]:
        """What may be used: nothing without their yes."""
        return self.traits if self.share_traits else []


class Wish(models.Model):
    """How a person feels about working on a project."""

    class Feeling(models.TextChoices):
        WANT = "want", "I want it"
        COMFORTABLE = "comfortable", "Comfortable"
        RATHER_NOT = "rather_not", "Rather not"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    project = models.ForeignKey(Project, models.CASCADE, related_name="wishes")
    feeling = models.CharField(max_length=12, choices=Feeling)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "project"], name="wish_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_feeling_display()} ({self.project})"
