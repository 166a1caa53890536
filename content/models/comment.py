"""The conversation with the client about a post. What stays inside the agency is in remark.py, a table of its own."""

from typing import Any

from django.conf import settings
from django.db import models

from content.models.approval import ApprovalBatch
from content.models.post import Post
from content.models.visible import OfPost


class ClientCommentQuerySet(OfPost):
    def visible_to(self, user: Any) -> "ClientCommentQuerySet":
        """About posts they see; a client's people see those that were shared."""
        return self.filter(post__in=Post.objects.visible_to(user))

    def where(self, user: Any, permission: str) -> "ClientCommentQuerySet":
        return self.filter(post__in=Post.objects.where(user, permission))


class ClientComment(models.Model):
    """One thing said about a post between the agency and its client, read by both."""

    class Side(models.TextChoices):
        CLIENT = "client", "The client"
        AGENCY = "agency", "The agency"

    post = models.ForeignKey(Post, models.CASCADE, related_name="client_comments")
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)
    batch = models.ForeignKey(
        ApprovalBatch,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        help_text="Its link was used",
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = ClientCommentQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(text=""), name="client_comment_has_words"),
            models.CheckConstraint(
                condition=models.Q(side="client") | models.Q(by__isnull=False), name="client_comment_agency_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.by_name} about {self.post}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.post.roles_of(user)

    @property
    def is_clients(self) -> bool:
        return self.side == self.Side.CLIENT
