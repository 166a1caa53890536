"""A link by which a client connects one page, without an account."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agency.permissions import Permission
from projects import access
from projects.models.channel import Channel
from projects.models.network import Network
from projects.models.project import Project

LIFE = dt.timedelta(days=7)


class ConnectionLinkQuerySet(access.OfProjectQuerySet):
    def waiting(self) -> "ConnectionLinkQuerySet":
        """Neither used, nor called back, nor over."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class ConnectionLink(models.Model):
    """For one network of one project; it closes when a page was connected, when it is called back, and after a week.

    It opens nothing while whoever made it may not connect a page themselves.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="connection_links")
    network = models.CharField(max_length=16, choices=Network)
    to_name = models.CharField(max_length=120)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    channel = models.ForeignKey(Channel, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ConnectionLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="connection_link_lives"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(revoked_at=None), name="connection_link_closed_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_network_display()} by {self.to_name}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def is_open(self) -> bool:
        return self.is_waiting and self.made_by.has_perm(Permission.CONNECT_CHANNEL, self)

    @property
    def is_waiting(self) -> bool:
        """See ``ConnectionLinkQuerySet.waiting``."""
        return self.used_at is None and self.revoked_at is None and self.expires_at > timezone.now()
