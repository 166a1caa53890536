"""The organisation we serve, its people, and how we agreed to work with it."""

import datetime as dt
import zoneinfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from agency.models.user import check_time_zone
from agency.permissions import CLIENT_ROLES, Role
from projects import access
from projects.kinds import LANGUAGES, WEEKDAYS


class Client(models.Model):
    """Isolated from every other client: nobody of one sees anything of another."""

    name = models.CharField(max_length=120, unique=True)
    about = models.TextField(blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/Kyiv", validators=[check_time_zone])
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    tone_of_voice = models.TextField(blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = access.ClientQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:client", args=[self.pk])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def languages_in_words(self) -> str:
        return ", ".join(LANGUAGES.get(code, code) for code in self.languages)

    def roles_of(self, user) -> frozenset[str]:
        return access.client_roles_of(user, self.pk)


class ClientMember(models.Model):
    """A person of the client: approves, answers facts, or writes."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="client_memberships")
    role = models.CharField(max_length=12, choices=[(role, role.label) for role in CLIENT_ROLES], default=Role.APPROVER)
    since = models.DateField(default=dt.date.today)

    objects = access.OfClientQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["client", "user", "role"], name="client_member_once"),)

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()} of {self.client}"

    def roles_of(self, user) -> frozenset[str]:
        return self.client.roles_of(user)


def every_day() -> list[int]:
    return list(range(7))


class InteractionAgreement(models.Model):
    """What the brand answers itself, in which hours, how fast, and what silence means."""

    class OnSilence(models.TextChoices):
        HOLD = "hold", "Hold the post"
        PUBLISH = "publish", "Publish it"
        DEPUTY = "deputy", "Ask the deputy"

    client = models.OneToOneField(Client, models.CASCADE, related_name="agreement")
    we_answer = models.TextField(help_text="What the agency answers by itself")
    client_answers = models.TextField(blank=True, help_text="What goes to the client first")
    first_answer_minutes = models.PositiveIntegerField(default=60, validators=[MinValueValidator(1)])
    solve_hours = models.PositiveIntegerField(default=24, validators=[MinValueValidator(1)])
    hours_from = models.TimeField(default=dt.time(9))
    hours_until = models.TimeField(default=dt.time(21))
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)]), default=every_day, help_text="0 is Monday"
    )
    client_approves = models.BooleanField(default=True, help_text="Off: our own review is enough")
    approve_hours = models.PositiveIntegerField(default=24, help_text="How long the client has for a yes")
    on_silence = models.CharField(max_length=8, choices=OnSilence, default=OnSilence.HOLD)
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_on = models.DateField(default=dt.date.today)

    objects = access.OfClientQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(hours_until__gt=models.F("hours_from")), name="agreement_hours_forward"
            ),
        )

    def __str__(self) -> str:
        return f"Agreement with {self.client}"

    @property
    def days_in_words(self) -> str:
        return ", ".join(WEEKDAYS[day] for day in sorted(self.weekdays))

    def roles_of(self, user) -> frozenset[str]:
        return self.client.roles_of(user)
