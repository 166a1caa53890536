"""Who works on a project: three seats, and who sits in while somebody is away."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Now

from agency.permissions import TEAM_ROLES
from projects import access
from projects.models.project import Project


class Seat(models.Model):
    """One of the three places of a team. An empty seat has no user and is a fact worth showing."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=12, choices=[(role, role.label) for role in TEAM_ROLES])
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="seats")
    reason = models.CharField(max_length=300, blank=True, help_text="Why this person, in words")
    since = models.DateField(null=True, blank=True)

    objects = access.OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["project", "role"], name="seat_once"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.project}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)


class Day(Func):
    """The day it is at a moment in a zone: ``Day("zone", Now())``."""

    function = "timezone"
    template = "(%(function)s(%(expressions)s))::date"
    output_field = models.DateField()


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def running(self) -> Self:
        """Those that hold today, where the project is: a cover begins and ends at its midnight."""
        there = Day(F("seat__project__time_zone"), Now())
        return self.alias(today=there).filter(starts_on__lte=F("today"), ends_on__gte=F("today"))


class Delegation(models.Model):
    """Somebody covers a seat from one day to another, with the seat's rights."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="delegations")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="delegations")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="delegation_dates_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.to} for {self.seat}"
