"""Somebody who wants to be in social networks, and what we said."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_fsm import FSMField, FSMModelMixin, transition

from agency.permissions import Permission, allowed
from projects.gate import Gate, judge
from projects.kinds import GoalKind, ToolKind


def _may_decide(lead: Any, user: Any) -> bool:
    return user.has_perm(Permission.DECIDE_LEAD)


class LeadQuerySet(models.QuerySet["Lead"]):
    def visible_to(self, user: Any) -> "LeadQuerySet":
        """Leads belong to those who decide about them; to everybody else there are none."""
        may = user.is_authenticated and allowed({user.role} - {""}, Permission.DECIDE_LEAD)
        return self if may else self.none()

    def where(self, user: Any, permission: str) -> "LeadQuerySet":
        return self.visible_to(user) if user.has_perm(permission) else self.none()

    def waiting(self) -> "LeadQuerySet":
        return self.filter(status=Lead.Status.WAITING)

    def undecided(self) -> "LeadQuerySet":
        """Those the four answers of which may still change."""
        return self.filter(status__in=Lead.OPEN)

    def with_due_letter(self) -> "LeadQuerySet":
        """Decided, the time to take it back has passed, and the answer is not mailed yet."""
        return self.filter(letter_after__lte=timezone.now(), letter_sent_at=None)


class Lead(FSMModelMixin, models.Model):
    """Their words, the four answers of the gate (goal, measure, audience, tools), and one decision with a reason."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting"
        NOT_NOW = "not_now", "Not now"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        DUPLICATE = "duplicate", "Duplicate"

    OPEN = (Status.WAITING, Status.NOT_NOW)

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
    tools = ArrayField(
        models.CharField(max_length=12, choices=ToolKind),
        default=list,
        blank=True,
        help_text="Kinds of tools chosen for the goal",
    )
    status = FSMField(choices=Status.choices, default=Status.WAITING, protected=True)
    reason = models.TextField(blank=True, help_text="They will read it")
    better_purpose = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True, help_text="Not now: when it comes back")
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="duplicates")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    project = models.OneToOneField("projects.Project", models.SET_NULL, null=True, blank=True, related_name="lead")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="Empty: they wrote to us themselves",
    )  # fmt: skip
    received_at = models.DateTimeField(auto_now_add=True)
    letter_after = models.DateTimeField(null=True, blank=True, help_text="Until then the decision can be taken back")
    letter_sent_at = models.DateTimeField(null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["status", "-id"], name="lead_status"),
            models.Index(
                fields=["letter_after"],
                condition=models.Q(letter_after__isnull=False, letter_sent_at=None),
                name="lead_letter_due",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(status="not_now") | models.Q(until__isnull=False), name="lead_not_now_has_day"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="declined") | ~models.Q(reason=""), name="lead_no_has_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="accepted") | models.Q(decided_at__isnull=False),
                name="lead_yes_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(duplicate_of=None) | ~models.Q(duplicate_of=models.F("id")),
                name="lead_not_its_own_duplicate",
            ),
        )

    def __str__(self) -> str:
        return self.company

    def get_absolute_url(self) -> str:
        return reverse("projects:lead", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return frozenset({user.role} - {""})

    @property
    def is_open(self) -> bool:
        """Whether its answers may still change and a decision can be made."""
        return self.status in self.OPEN

    @property
    def gate(self) -> Gate:
        return judge(self)

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

    @transition(status, Status.NOT_NOW, Status.WAITING)
    def come_back(self) -> None:
        """Its day has come. Only machines see it."""

    @transition(status, [Status.NOT_NOW, Status.DECLINED, Status.DUPLICATE], Status.WAITING, permission=_may_decide,
                custom={"label": "Reopen"})  # fmt: skip
    def reopen(self) -> None: ...
