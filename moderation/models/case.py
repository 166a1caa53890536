"""A mention that wants an answer, and what we do about it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django_fsm import FSMField, transition

from agency.permissions import Permission
from monitoring.models import Mention
from projects import access
from projects.models import Project


def _may_answer(case: Any, user: Any) -> bool:
    return user.has_perm(Permission.ANSWER_CASE, case)


class CaseQuerySet(access.OfProjectQuerySet):
    def waiting(self) -> "CaseQuerySet":
        """Somebody out there waits for us."""
        return self.filter(status__in=Case.WAITING_STATES)


class Case(models.Model):
    """open → claimed → answered → resolved, with escalated, dismissed and reopen.

    ``priority``: 0 is the most urgent. ``answer_due_at`` and ``solve_due_at`` count business hours of the agreement.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Waiting"
        CLAIMED = "claimed", "Being answered"
        ESCALATED = "escalated", "Escalated"
        ANSWERED = "answered", "Answered"
        RESOLVED = "resolved", "Solved"
        DISMISSED = "dismissed", "Needs no answer"

    class Reason(models.TextChoices):
        NEGATIVE = "negative", "Negative"
        QUESTION = "question", "Question"

    WAITING_STATES = ("open", "claimed", "escalated")

    project = models.ForeignKey(Project, models.CASCADE, related_name="cases")
    mention = models.OneToOneField(Mention, models.CASCADE, related_name="case")
    reason = models.CharField(max_length=8, choices=Reason)
    status = FSMField(choices=Status.choices, default=Status.OPEN, protected=True)
    priority = models.PositiveSmallIntegerField(default=2)
    opened_at = models.DateTimeField(auto_now_add=True)
    answer_due_at = models.DateTimeField()
    solve_due_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="claimed_cases"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("answer_due_at", "id")
        indexes = (
            models.Index(
                fields=["project", "answer_due_at", "id"],
                condition=models.Q(status__in=["open", "claimed", "escalated"]),
                name="case_queue",
            ),
            models.Index(fields=["project", "-id"], name="case_of_project"),
        )

    def __str__(self) -> str:
        return str(self.mention)

    def get_absolute_url(self) -> str:
        return reverse("moderation:case", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @transition(status, [Status.OPEN, Status.ESCALATED], Status.CLAIMED, permission=_may_answer,
                custom={"label": "Take it"})  # fmt: skip
    def claim(self) -> None: ...

    @transition(status, Status.CLAIMED, Status.CLAIMED, permission=_may_answer, custom={"label": "Take over"})
    def take_over(self) -> None: ...

    @transition(status, Status.CLAIMED, Status.OPEN, permission=_may_answer, custom={"label": "Leave it"})
    def release(self) -> None: ...

    @transition(status, [Status.OPEN, Status.CLAIMED], Status.ESCALATED, permission=_may_answer,
                custom={"label": "Escalate"})  # fmt: skip
    def escalate(self) -> None: ...

    @transition(status, [Status.OPEN, Status.CLAIMED, Status.ESCALATED, Status.ANSWERED], Status.ANSWERED,
                permission=_may_answer, custom={"label": "Reply"})  # fmt: skip
    def answer(self) -> None: ...

    @transition(status, [Status.OPEN, Status.CLAIMED, Status.ESCALATED, Status.ANSWERED], Status.RESOLVED,
                permission=_may_answer, custom={"label": "Done"})  # fmt: skip
    def resolve(self) -> None: ...

    @transition(status, [Status.OPEN, Status.CLAIMED, Status.ESCALATED], Status.DISMISSED, permission=_may_answer,
                custom={"label": "Needs no answer"})  # fmt: skip
    def dismiss(self) -> None: ...

    @transition(status, [Status.ANSWERED, Status.RESOLVED, Status.DISMISSED], Status.OPEN, permission=_may_answer,
                custom={"label": "Reopen"})  # fmt: skip
    def reopen(self) -> None: ...

    @transition(status, Status.ESCALATED, Status.OPEN, permission=_may_answer, custom={"label": "Back to the queue"})
    def return_to_queue(self) -> None: ...


class Note(models.Model):
    """Said among ourselves. Lives in a table of its own with no path to a client, a sender or an export."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:60]


class Escalation(models.Model):
    """Handed to somebody who can do what the moderator cannot, with the reason they will read."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="escalations")
    reason = models.TextField()
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="escalations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="The fact, for the moderator")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=models.Q(ended_at=None), name="escalation_one_open"),
        )

    def __str__(self) -> str:
        return f"{self.case} to {self.to}"
