"""The client's yes, or what to change."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from content.models.version import Version
from content.models.visible import OfProject, OfVersion
from projects.models import InteractionAgreement, Project

OnSilence = InteractionAgreement.OnSilence


class ApprovalBatchQuerySet(OfProject):
    def open(self) -> "ApprovalBatchQuerySet":
        """Letters nobody called back, also those whose link is too old by now: a reminder renews it."""
        return self.filter(revoked_at=None)


class ApprovalBatch(models.Model):
    """One message to one person: several posts for their yes. Only the digests of its links' tokens are kept.

    A reminder carries a link of its own; the ``earlier_digests`` of links still alive keep opening the same page.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="approval_batches")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="approval_batches"
    )
    to_name = models.CharField(max_length=120)
    to_email = models.EmailField()
    token_digest = models.CharField(max_length=64, unique=True)
    earlier_digests = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    to_deputy = models.BooleanField(default=False, help_text="Asked because others were silent")
    reminders = models.PositiveSmallIntegerField(default=0, help_text="Sent so far")
    remind_at = models.DateTimeField(null=True, blank=True, help_text="The next reminder, in the client’s hours")

    objects = ApprovalBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            GinIndex(fields=["earlier_digests"], name="batch_earlier_links"),
            models.Index(fields=["remind_at"], condition=models.Q(remind_at__isnull=False), name="batch_to_remind"),
        )

    def __str__(self) -> str:
        return f"{self.project} for {self.to_name}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def is_open(self) -> bool:
        return not self.revoked_at and self.expires_at > timezone.now()


class ApprovalRequest(models.Model):
    """One version asked about in a batch.

    ``answer_by`` and ``on_silence`` are what the letter said: until when, and what silence means then. ``silence_at``
    is when that came about; it comes about once.
    """

    batch = models.ForeignKey(ApprovalBatch, models.CASCADE, related_name="requests")
    version = models.ForeignKey(Version, models.CASCADE, related_name="approval_requests")
    answer_by = models.DateTimeField(null=True, blank=True)
    on_silence = models.CharField(max_length=8, choices=OnSilence, default=OnSilence.HOLD)
    silence_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["batch", "version"], name="approval_asked_once"),)
        indexes = (models.Index(fields=["answer_by"], condition=models.Q(silence_at=None), name="request_deadline"),)

    def __str__(self) -> str:
        return f"{self.version} asked of {self.batch.to_name}"


class Approval(models.Model):
    """What one person said, bound to the content hash of one version, standing until taken back.

    One answer ``decides``: the yes that was enough, the wish that returned the post, or the silence that by the
    agreement is a yes. Where several must say yes, the yeses before the last do not decide. ``voice`` tells people
    apart: their e-mail address, small letters; empty for silence.
    """

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        CHANGES = "changes", "Changes asked"
        SILENCE = "silence", "Silent until the deadline"

    YES: ClassVar = (Decision.APPROVED, Decision.SILENCE)

    version = models.ForeignKey(Version, models.CASCADE, related_name="approvals")
    request = models.ForeignKey(ApprovalRequest, models.SET_NULL, null=True, blank=True, related_name="decisions")
    decision = models.CharField(max_length=8, choices=Decision)
    content_hash = models.CharField(max_length=64)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="approvals")
    by_name = models.CharField(max_length=120)
    voice = models.CharField(max_length=254, blank=True)
    decides = models.BooleanField(default=True)
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = OfVersion.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(taken_back_at=None, decides=True), name="approval_one_stands"
            ),
            models.UniqueConstraint(
                fields=["version", "voice"], condition=models.Q(taken_back_at=None), name="approval_once_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(decision="approved") | ~models.Q(comment=""), name="approval_changes_have_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.version}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.version.roles_of(user)
