"""The delay ledger: who waited for whom, since when, how long."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from content.models.post import Post
from content.models.visible import OfProject
from projects.hours import hours_of
from projects.models import Project

Status = Post.Status


class WaitQuerySet(OfProject):
    def open(self) -> "WaitQuerySet":
        return self.filter(ended_at=None)

    def follow(self, post: Post) -> None:
        """Close what ``post`` does not wait for any more and open what it waits for now. It must be held."""
        standing, now = self.open().filter(post=post).first(), timezone.now()
        kind = self._kind(post, standing)
        if standing and standing.kind == kind:
            return
        if standing:
            standing.end(at=now)
        if kind:
            self.create(project_id=post.project_id, post=post, kind=kind, began_at=now)

    def _kind(self, post: Post, standing: Any) -> str:
        if post.status == Status.IN_REVIEW:
            return Wait.Kind.REVIEW
        if post.status != Status.WITH_CLIENT:
            return ""
        return Wait.Kind.APPROVAL if _is_asked(post, standing) else Wait.Kind.LETTER


def _is_asked(post: Post, standing: Any) -> bool:
    """Whether the client knows of it: the newest version is in a letter, or an earlier one is and it stayed with them.

    A move to another day makes a version while the post stays with the client; the page of their letter shows it.
    """
    in_letters = {"approval_requests__isnull": False, "approval_requests__batch__revoked_at": None}
    versions = post.versions.filter(**in_letters)  # type: ignore[attr-defined]
    if standing and standing.kind == Wait.Kind.APPROVAL:
        return bool(versions.exists())
    newest = post.versions.first()  # type: ignore[attr-defined]
    return bool(newest and versions.filter(pk=newest.pk).exists())


class Wait(models.Model):
    """A span in which a post waited for somebody, written by the post's own moves in their transaction.

    ``business`` is its length in the hours of the client's agreement, known when it has ended.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", "Our review"
        LETTER = "letter", "Our letter to the client"
        APPROVAL = "approval", "The client’s yes"

    OF_CLIENT: ClassVar = (Kind.APPROVAL,)

    project = models.ForeignKey(Project, models.CASCADE, related_name="waits")
    post = models.ForeignKey(Post, models.CASCADE, related_name="waits")
    kind = models.CharField(max_length=8, choices=Kind)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    business = models.DurationField(null=True, blank=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["post"], condition=models.Q(ended_at=None), name="wait_one_open"),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")),
                name="wait_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, business=None)
                | models.Q(ended_at__isnull=False, business__isnull=False),
                name="wait_is_measured_at_its_end",
            ),
        )
        indexes = (
            models.Index(fields=["project", "kind", "-id"], name="wait_of_project"),
            models.Index(fields=["project", "began_at"], condition=models.Q(ended_at=None), name="wait_open"),
        )

    def __str__(self) -> str:
        return f"{self.post} waits for {self.get_kind_display()}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def is_of_client(self) -> bool:
        return self.kind in self.OF_CLIENT

    @property
    def calendar(self) -> dt.timedelta:
        """How long by the calendar, so far for one that is open."""
        return (self.ended_at or timezone.now()) - self.began_at

    def business_until(self, at: dt.datetime) -> dt.timedelta:
        """How long in agreed hours, counted until ``at``."""
        agreement = getattr(self.project.client, "agreement", None)
        return hours_of(agreement, self.project).between(self.began_at, at)

    def end(self, *, at: dt.datetime) -> None:
        self.ended_at, self.business = at, self.business_until(at)
        self.save(update_fields=["ended_at", "business"])
