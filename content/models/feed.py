"""A calendar for programs outside: whoever has its address reads it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agency.permissions import Permission
from projects.models import Client, Project


class FeedQuerySet(models.QuerySet["Feed"]):
    def standing(self) -> Self:
        """Those whose address still opens."""
        return self.filter(revoked_at=None)

    def visible_to(self, user: Any) -> Self:
        """One's own; a client's to everybody who speaks with that client."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(owner=user, client=None) | Q(client__in=Client.objects.where(user, Permission.ASK_CLIENT)))

    def where(self, user: Any, permission: str) -> Self:
        return self.visible_to(user)


class Feed(models.Model):
    """Posts as a calendar at a secret address, of which only the digest is kept.

    Without project and client: everything its owner sees. With a project: what its owner sees of it. With a client:
    what is shared with that client, whoever made the address. What the owner may no longer see is gone from the
    calendar the next time it is asked for.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    project = models.ForeignKey(Project, models.CASCADE, null=True, blank=True, related_name="feeds")
    client = models.ForeignKey(Client, models.CASCADE, null=True, blank=True, related_name="feeds")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When a program asked for it last")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(project=None) | Q(client=None), name="feed_of_one_thing"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(project=None, client=None, revoked_at=None), name="feed_of_person_once"
            ),
            models.UniqueConstraint(
                fields=["owner", "project"], condition=Q(revoked_at=None), name="feed_of_project_once"
            ),
            models.UniqueConstraint(fields=["client"], condition=Q(revoked_at=None), name="feed_of_client_once"),
        )

    def __str__(self) -> str:
        if self.client:
            return f"{self.client}, what the client sees"
        return str(self.project) if self.project else f"Everything {self.owner} sees"

    def roles_of(self, user: Any) -> frozenset[str]:
        thing = self.client or self.project or self.owner
        return thing.roles_of(user)

    @property
    def shows_inside(self) -> bool:
        """Whether its reader works in the agency; if not, nothing internal is in it."""
        return self.client_id is None and self.owner.is_agency
