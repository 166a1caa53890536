"""What colleagues say to each other in the margin of a post. It never leaves the agency: nothing a client reads, by
page, letter, API or file, is made from this table."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from agency.permissions import Permission
from content.models.post import Post
from content.models.version import Version
from content.models.visible import OfPost


class RemarkQuerySet(OfPost):
    def visible_to(self, user: Any) -> Self:
        """For those who see what stays inside; to everybody else there is no such thing."""
        return self.where(user, Permission.VIEW_INSIDE)

    def threads(self) -> Self:
        """The first words of each thread that still stands."""
        return self.filter(parent=None, deleted_at=None)

    def open(self) -> Self:
        return self.threads().filter(resolved_at=None)


class Remark(models.Model):
    """Said inside about a post or about words of its text; answers hang on the first of a thread.

    ``start`` and ``end`` count characters of the base text as it was; ``quote`` is what stood there, so that the words
    are found again when the text has moved (see ``content.anchors``).
    """

    EDITABLE_FOR = dt.timedelta(minutes=15)

    post = models.ForeignKey(Post, models.CASCADE, related_name="remarks")
    version = models.ForeignKey(
        Version, models.SET_NULL, null=True, blank=True, related_name="remarks", help_text="The newest one then"
    )
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="remarks")
    text = models.TextField()
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="remarks_about")
    at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(text=""), name="remark_has_words"),
            models.CheckConstraint(
                condition=models.Q(quote="", start=None, end=None)
                | (~models.Q(quote="") & models.Q(start__isnull=False, end__gt=models.F("start"))),
                name="remark_anchor_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | models.Q(quote="", resolved_at=None), name="remark_reply_is_plain"
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at=None, resolved_by=None)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="remark_resolved_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.by} on {self.post}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.post.roles_of(user)

    @property
    def is_fresh(self) -> bool:
        """Whether its author may still change or delete it."""
        return self.deleted_at is None and timezone.now() < self.at + self.EDITABLE_FOR
