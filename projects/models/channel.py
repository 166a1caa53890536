"""A page of the project on a network."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django_fsm import FSMField, FSMModelMixin, transition

from agency.fields import EncryptedJSONField
from agency.permissions import Permission
from projects import access
from projects.models.network import KINDS
from projects.models.network import Network as Network
from projects.models.project import Project


def _may_connect(channel: Any, user: Any) -> bool:
    return user.has_perm(Permission.CONNECT_CHANNEL, channel)


RENEWAL_FAILURES = 3  # in a row, tried a day apart: now a person is told


class ChannelQuerySet(access.OfProjectQuerySet):
    def usable(self) -> "ChannelQuerySet":
        """Channels something can be sent through now."""
        return self.filter(state__in=[Channel.State.CONNECTED, Channel.State.EXPIRING])


class Channel(FSMModelMixin, models.Model):
    """Its token is encrypted; its state says whether anything can be sent."""

    class State(models.TextChoices):
        CONNECTED = "connected", "Connected"
        EXPIRING = "expiring", "Expires soon"
        BROKEN = "broken", "Access expired"
        DISCONNECTED = "disconnected", "Disconnected"

    project = models.ForeignKey(Project, models.CASCADE, related_name="channels")
    network = models.CharField(max_length=16, choices=Network)
    name = models.CharField(max_length=120)
    external_id = models.CharField(max_length=120)
    url = models.URLField(max_length=300, blank=True)
    credentials = EncryptedJSONField(null=True, blank=True)
    credentials_expire_at = models.DateTimeField(null=True, blank=True)
    renewal_asked_at = models.DateTimeField(null=True, blank=True, help_text="When the network was asked ahead of time")
    renewal_failures = models.PositiveIntegerField(default=0, help_text="Of being renewed ahead of time, in a row")
    state = FSMField(choices=State.choices, default=State.CONNECTED, protected=True)
    trouble = models.CharField(max_length=300, blank=True, help_text="What the network said when it broke")
    takes = models.JSONField(default=dict, blank=True, help_text="What its own server takes, where servers differ")
    takes_at = models.DateTimeField(null=True, blank=True, help_text="When its server was last asked what it takes")
    followers = models.PositiveIntegerField(default=0)
    connected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    connected_at = models.DateTimeField(auto_now_add=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["project", "network", "external_id"], name="channel_once_in_project"),
        )

    def __str__(self) -> str:
        return self.name if self.network in KINDS else f"{self.name} on {self.get_network_display()}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def place(self) -> str:
        """Where it is, as a sentence says it: the network; of a blog, a forum or a shop its own name."""
        return self.name if self.network in KINDS else self.get_network_display()

    @property
    def is_usable(self) -> bool:
        return self.state in (self.State.CONNECTED, self.State.EXPIRING)

    @property
    def days_left(self) -> int | None:
        """Whole days until access ends, as far as the network said."""
        left = self.credentials_expire_at and self.credentials_expire_at - timezone.now()
        return max(0, left.days) if left else None

    @property
    def resists_renewal(self) -> bool:
        """The network would not renew access when asked well ahead, or could not be reached for long."""
        return self.renewal_failures >= RENEWAL_FAILURES

    @transition(state, State.CONNECTED, State.EXPIRING)
    def run_low(self) -> None:
        """The network said when access ends, and the day is near. Only machines see it."""

    @transition(state, [State.CONNECTED, State.EXPIRING], State.BROKEN)
    def break_down(self) -> None:
        """The network no longer takes the token. Only machines see it."""

    @transition(state, "*", State.CONNECTED, permission=_may_connect, custom={"label": "Reconnect"})
    def reconnect(self) -> None:
        self.trouble = ""

    @transition(state, [State.CONNECTED, State.EXPIRING, State.BROKEN], State.DISCONNECTED, permission=_may_connect,
                custom={"label": "Disconnect"})  # fmt: skip
    def disconnect(self) -> None:
        """Forgets the token too: a page that was let go cannot be spoken for."""
        self.credentials = None
        self.credentials_expire_at = None


class FollowerCount(models.Model):
    """Followers of a channel on a day."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="follower_counts")
    day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("-day",)
        constraints = (models.UniqueConstraint(fields=["channel", "day"], name="follower_count_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.channel}: {self.count}"
