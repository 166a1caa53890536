"""The crisis switch: from a moment on, and until somebody lifts it, nothing leaves."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least, Now
from django.urls import reverse
from django.utils import timezone

from agency.permissions import Permission
from projects.models.client import Client
from projects.models.network import Network
from projects.models.project import Project


def grace() -> dt.timedelta:
    """What was due longer ago than this and did not go is not made up for by itself: a person decides."""
    return dt.timedelta(minutes=settings.DELIVERY_GRACE_MINUTES)


class PauseQuerySet(models.QuerySet["Pause"]):
    def active(self) -> "PauseQuerySet":
        return self.filter(lifted_at=None).filter(Q(until=None) | Q(until__gt=Now()))

    def ended(self) -> "PauseQuerySet":
        return self.filter(Q(lifted_at__isnull=False) | Q(until__lte=Now()))

    def over(self, *, project: Any, client: Any, network: Any) -> "PauseQuerySet":
        """Those whose scope holds something of ``project`` of ``client`` on ``network``: values or expressions."""
        reached = Q(project=project) | Q(client=client) | Q(network=network)
        return self.filter(Q(scope=Pause.Scope.AGENCY) | reached)

    def holding(self, due_at: Any) -> "PauseQuerySet":
        """Those that keep back what is due at ``due_at``: the ones that run, and for what came due meanwhile also those
        that ended a short time ago. Nothing that missed its time in a pause goes by itself when the pause is over."""
        ends_at = Least("lifted_at", "until")  # PostgreSQL leaves out what is empty
        reaching = self.alias(ends_at=ends_at).filter(Q(ends_at=None) | Q(ends_at__gte=due_at))
        return reaching.filter(Q(ends_at=None) | Q(ends_at__gt=Now() - grace()))

    def visible_to(self, user: Any) -> "PauseQuerySet":
        """Those over the whole agency or a network for everybody inside it; the others for who sees the project."""
        if not user.is_authenticated or not user.is_agency:
            return self.none()
        projects = Project.objects.where(user, Permission.VIEW_INSIDE)
        wide = Q(scope__in=[Pause.Scope.AGENCY, Pause.Scope.NETWORK])
        return self.filter(wide | Q(project__in=projects) | Q(client__in=projects.values("client")))


class Pause(models.Model):
    """Everything in its scope waits; what it kept back is decided one by one afterwards."""

    class Scope(models.TextChoices):
        AGENCY = "agency", "The whole agency"
        CLIENT = "client", "One client"
        NETWORK = "network", "One network"
        PROJECT = "project", "One project"

    scope = models.CharField(max_length=8, choices=Scope)
    client = models.ForeignKey(Client, models.CASCADE, null=True, blank=True, related_name="pauses")
    network = models.CharField(max_length=16, choices=Network, blank=True)
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="pauses")
    reason = models.CharField(max_length=300)
    answers_too = models.BooleanField(default=False, help_text="Answers of moderators wait as well")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True, help_text="Ends by itself; empty: when somebody lifts it")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(scope="agency", client=None, network="", project=None)
                | Q(scope="client", client__isnull=False, network="", project=None)
                | Q(scope="network", client=None, project=None) & ~Q(network="")
                | Q(scope="project", client=None, network="", project__isnull=False),
                name="pause_has_its_scope",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="pause_ends_after_it_began"),
        )
        indexes = (models.Index(fields=["since"], condition=Q(lifted_at=None), name="pause_not_lifted"),)

    def __str__(self) -> str:
        match self.scope:
            case self.Scope.CLIENT:
                return str(self.client)
            case self.Scope.NETWORK:
                return self.get_network_display()
            case self.Scope.PROJECT:
                return str(self.project)
        return "The whole agency"

    def get_absolute_url(self) -> str:
        return reverse("content:pause", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        """Around a project's pause the hats worn there; around a wider one the agency's."""
        if self.project:
            return self.project.roles_of(user)
        return frozenset({user.role} if user.is_authenticated and user.role else ())

    @property
    def projects(self) -> Any:
        """Those it reaches; of a network's pause only their channels there."""
        match self.scope:
            case self.Scope.PROJECT:
                return Project.objects.filter(pk__in=[self.project_id])
            case self.Scope.CLIENT:
                return Project.objects.filter(client=self.client_id)
            case self.Scope.NETWORK:
                return Project.objects.filter(channels__network=self.network).distinct()
        return Project.objects.all()

    @property
    def permission(self) -> str:
        """What it takes to order or to lift it."""
        return Permission.STOP_PROJECT if self.scope == self.Scope.PROJECT else Permission.STOP_ALL

    @property
    def ended_at(self) -> dt.datetime | None:
        """When it ended or, by itself, will."""
        return min((end for end in (self.lifted_at, self.until) if end), default=None)

    @property
    def is_active(self) -> bool:
        return self.ended_at is None or (self.lifted_at is None and self.ended_at > timezone.now())
