"""A person with an account: one account, whatever number of projects."""

import zlib
import zoneinfo
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from agency.permissions import Permission, Role


def check_time_zone(name: str) -> None:
    """Refuse a zone the tz database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError("There is no time zone called %(name)s.", params={"name": name}, code="time_zone")


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: Any) -> "UserQuerySet":
        """Everybody for who keeps the people, oneself for the others."""
        if user.has_perm(Permission.MANAGE_PEOPLE):
            return self
        return self.filter(pk=user.pk)

    def where(self, user: Any, permission: str) -> "UserQuerySet":
        return self if user.has_perm(permission) else self.none()

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def heads(self) -> "UserQuerySet":
        return self.active().filter(role=Role.HEAD)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, role=Role.HEAD, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # knox has no types
    """Signs in by e-mail. ``role`` is the role in the agency; people of a client have none here."""

    class Locale(models.TextChoices):
        EN = "en", "English"
        UK = "uk", "Українська"
        RU = "ru", "Русский"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(
        max_length=12, blank=True, choices=[(Role.HEAD, Role.HEAD.label), (Role.STAFF, Role.STAFF.label)]
    )
    job = models.CharField(max_length=80, blank=True, help_text="What the person is called: Manager, Copywriter …")
    locale = models.CharField(max_length=5, choices=Locale, default=Locale.EN)
    time_zone = models.CharField(max_length=64, default="Europe/Kyiv", validators=[check_time_zone])
    avatar = models.ImageField(upload_to="avatars/", blank=True)
    quiet_from = models.TimeField(null=True, blank=True, help_text="No mail from this hour, in the person's zone")
    quiet_until = models.TimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the technical admin")
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once"),)

    def __str__(self) -> str:
        return self.name or self.email

    def roles_of(self, user: Any) -> frozenset[str]:
        """Around a person only the role in the agency counts."""
        return frozenset({user.role} - {""})

    @property
    def is_head(self) -> bool:
        return self.role == Role.HEAD

    @property
    def is_agency(self) -> bool:
        """Works in the agency, as opposed to at a client."""
        return self.role in (Role.HEAD, Role.STAFF)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def initials(self) -> str:
        """Two letters for the avatar: ``Marta Hnatiuk`` is ``MH``."""
        return "".join(word[0] for word in str(self).split()[:2]).upper()

    @property
    def hue(self) -> int:
        """A steady colour for the avatar, 0 to 359 degrees."""
        return zlib.crc32(self.email.encode()) % 360

    @property
    def first_name(self) -> str:
        return str(self).split()[0]

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.first_name
