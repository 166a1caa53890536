"""Somebody who wants to be in social networks, and what we said."""

from typing import Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField, transition

from agency.permissions import Permission
from projects.models.goal import GoalKind


def _may_decide(lead: Any, user: Any) -> bool:
    return user.has_perm(Permission.DECIDE_LEAD)


class Lead(models.Model):
    """Their words, the four answers of the gate (goal, measure, audience, tools), and one decision with a reason."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        NOT_NOW = "not_now", "Not now"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        DUPLICATE = "duplicate", "Duplicate"

    company = models.CharField(max_length=120)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    about = models.TextField(blank=True, help_text="Who they are: trade, people, place")
    words = models.TextField(help_text="What they said, as they said it")
    goal_kind = models.CharField(max_length=12, choices=GoalKind, blank=True)
    why = models.TextField(blank=True, help_text="What will be different in a year, in the client's words")
    audience = models.TextField(blank=True)
    kpi_name = models.CharField(max_length=120, blank=True, help_text="Of what: applications from fitters")
    kpi_baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    kpi_target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    kpi_due_on = models.DateField(null=True, blank=True)
    tools = models.JSONField(default=list, blank=True, help_text="Kinds of tools chosen for the goal")
    status = FSMField(choices=Status.choices, default=Status.WAITING, protected=True)
    reason = models.TextField(blank=True, help_text="They will read it")
    better_purpose = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True, help_text="Not now: when it comes back")
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="duplicates")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    project = models.OneToOneField("projects.Project", models.SET_NULL, null=True, blank=True, related_name="lead")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["status", "-id"], name="lead_status"),)

    def __str__(self) -> str:
        return self.company

    def roles_of(self, user: Any) -> frozenset[str]:
        return frozenset({user.role} - {""})

    @transition(status, [Status.WAITING, Status.NOT_NOW], Status.ACCEPTED, permission=_may_decide,
                custom={"label": "Yes"})  # fmt: skip
    def accept(self) -> None: ...

    @transition(status, Status.WAITING, Status.NOT_NOW, permission=_may_decide, custom={"label": "Not now"})
    def postpone(self) -> None: ...

    @transition(status, [Status.WAITING, Status.NOT_NOW], Status.DECLINED, permission=_may_decide,
                custom={"label": "No"})  # fmt: skip
    def decline(self) -> None: ...

    @transition(status, [Status.WAITING, Status.NOT_NOW], Status.DUPLICATE, permission=_may_decide,
                custom={"label": "Duplicate"})  # fmt: skip
    def mark_duplicate(self) -> None: ...

    @transition(status, [Status.NOT_NOW, Status.DECLINED, Status.DUPLICATE], Status.WAITING, permission=_may_decide,
                custom={"label": "Reopen"})  # fmt: skip
    def reopen(self) -> None: ...
