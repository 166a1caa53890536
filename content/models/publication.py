"""One post on one channel, and every attempt to put it there."""

from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone

from content.models.post import Post
from content.models.version import Version
from projects.models import Channel, Project
from projects.models.delivery import Delivery, DeliveryAttempt, DeliveryStatus


class PublicationQuerySet(models.QuerySet["Publication"]):
    def scheduled(self) -> "PublicationQuerySet":
        """Waiting, with a time, and approved for exactly the content about to be sent."""
        return self.filter(
            status=DeliveryStatus.WAITING,
            due_at__isnull=False,
            post__status=Post.Status.APPROVED,
            post__approved_hash=F("post__content_hash"),
            content_hash=F("post__content_hash"),
        )

    def due(self) -> "PublicationQuerySet":
        """Scheduled, its time has come, its project runs and its channel works."""
        return self.scheduled().filter(
            due_at__lte=timezone.now(),
            project__stage=Project.Stage.ACTIVE,
            channel__state__in=[Channel.State.CONNECTED, Channel.State.EXPIRING],
        )


class Publication(Delivery):
    """What goes out is ``version``; ``content_hash`` must still be the post's when it goes."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="publications")
    post = models.ForeignKey(Post, models.CASCADE, related_name="publications")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="publications")
    version = models.ForeignKey(Version, models.PROTECT, related_name="publications")
    content_hash = models.CharField(max_length=64)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["post", "channel"], condition=~models.Q(status="cancelled"), name="publication_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | ~models.Q(remote_id=""), name="publication_success_has_id"
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], condition=models.Q(status="waiting"), name="publication_due"),
            models.Index(fields=["lease_until"], condition=models.Q(status="sending"), name="publication_sending"),
            models.Index(fields=["project", "-published_at"], name="publication_of_project"),
        )

    def __str__(self) -> str:
        return f"{self.post} on {self.channel}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)


class Attempt(DeliveryAttempt):
    """One call to the network for a publication."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="attempts")

    class Meta(DeliveryAttempt.Meta):
        constraints = (models.UniqueConstraint(fields=["publication", "number"], name="attempt_number_once"),)

    def __str__(self) -> str:
        return f"{self.publication}, attempt {self.number}"
