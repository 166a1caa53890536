"""The client's yes, or what to change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from content.models.version import Version
from content.models.visible import OfProject, OfVersion
from projects.models import Project


class ApprovalBatch(models.Model):
    """One message to one person with one link: several posts for their yes. Only the token's digest is kept."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="approval_batches")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="approval_batches"
    )
    to_name = models.CharField(max_length=120)
    to_email = models.EmailField()
    token_digest = models.CharField(max_length=64, unique=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = OfProject.as_manager()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.project} for {self.to_name}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def is_open(self) -> bool:
        return not self.revoked_at and self.expires_at > timezone.now()


class ApprovalRequest(models.Model):
    """One version asked about in a batch."""

    batch = models.ForeignKey(ApprovalBatch, models.CASCADE, related_name="requests")
    version = models.ForeignKey(Version, models.CASCADE, related_name="approval_requests")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["batch", "version"], name="approval_asked_once"),)

    def __str__(self) -> str:
        return f"{self.version} asked of {self.batch.to_name}"


class Approval(models.Model):
    """A decision bound to the content hash of one version. The first decision on a version stands until taken back."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        CHANGES = "changes", "Changes asked"

    version = models.ForeignKey(Version, models.CASCADE, related_name="approvals")
    request = models.ForeignKey(ApprovalRequest, models.SET_NULL, null=True, blank=True, related_name="decisions")
    decision = models.CharField(max_length=8, choices=Decision)
    content_hash = models.CharField(max_length=64)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="approvals")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = OfVersion.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(taken_back_at=None), name="approval_one_stands"
            ),
            models.CheckConstraint(
                condition=models.Q(decision="approved") | ~models.Q(comment=""), name="approval_changes_have_words"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.version}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.version.roles_of(user)
