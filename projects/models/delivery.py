"""What publications and replies have in common: something on its way to a network, exactly once.

Machines move it: waiting → sending → published | failed | unconfirmed (and cancelled). Only ``projects.delivery``
moves it. Times are UTC instants.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django_fsm import FSMField, transition

from agency.permissions import Permission


class DeliveryStatus(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Sending"
    PUBLISHED = "published", "Published"
    FAILED = "failed", "Failed"
    UNCONFIRMED = "unconfirmed", "Not confirmed"
    CANCELLED = "cancelled", "Cancelled"


def _may_send(delivery: Any, user: Any) -> bool:
    return user.has_perm(Permission.SEND_POST, delivery)


class Delivery(models.Model):
    """Abstract. The concrete row has ``channel`` and ``project``, and says what to send and whether it still may go."""

    Status: ClassVar = DeliveryStatus

    status = FSMField(choices=DeliveryStatus.choices, default=DeliveryStatus.WAITING, protected=True)
    scheduled_for = models.DateTimeField(null=True, blank=True, help_text="The promised moment")
    due_at = models.DateTimeField(null=True, blank=True, help_text="When the engine acts next; moves on retry")
    claimed_by = models.BigIntegerField(null=True, blank=True, help_text="Advisory-lock key of the worker's session")
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts_made = models.PositiveSmallIntegerField(default=0)
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    remote_id = models.CharField(max_length=200, blank=True)
    remote_url = models.URLField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    error_kind = models.CharField(max_length=30, blank=True)
    error_text = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def lateness(self) -> float | None:
        """Seconds between the promise and the publication, or None."""
        if not self.published_at or not self.scheduled_for:
            return None
        return (self.published_at - self.scheduled_for).total_seconds()

    def refusal(self) -> str:
        """Why it may not go now, in the user's words; empty when it may. Asked again at the moment of sending."""
        raise NotImplementedError

    def outgoing(self) -> Any:
        """What the adapter is given: ``networks.base.OutgoingPost`` or ``OutgoingReply``."""
        raise NotImplementedError

    def after_published(self) -> None:
        """What follows from success; the engine calls it in the transaction that records it."""

    def after_failed(self) -> None:
        """What follows from failure or from an answer that was lost; called in the transaction that records it."""

    @transition("status", DeliveryStatus.WAITING, DeliveryStatus.SENDING)
    def start(self) -> None: ...

    @transition("status", [DeliveryStatus.SENDING, DeliveryStatus.UNCONFIRMED], DeliveryStatus.PUBLISHED)
    def confirm(self, *, remote_id: str, remote_url: str) -> None:
        """No remote id, no success."""
        if not remote_id:
            raise ValueError("A published delivery needs the network's id.")
        self.remote_id, self.remote_url = remote_id, remote_url
        self.published_at = self.published_at or timezone.now()
        self.error_kind = self.error_text = ""

    @transition("status", [DeliveryStatus.SENDING, DeliveryStatus.UNCONFIRMED, DeliveryStatus.WAITING],
                DeliveryStatus.FAILED)  # fmt: skip
    def fail(self, *, kind: str, text: str) -> None:
        self.error_kind, self.error_text = kind, text[:500]

    @transition("status", DeliveryStatus.SENDING, DeliveryStatus.UNCONFIRMED)
    def lose(self, *, text: str) -> None:
        self.error_kind, self.error_text = "unconfirmed", text[:500]

    @transition("status", [DeliveryStatus.SENDING], DeliveryStatus.WAITING)
    def put_back(self) -> None: ...

    @transition("status", [DeliveryStatus.FAILED, DeliveryStatus.UNCONFIRMED], DeliveryStatus.WAITING,
                permission=_may_send, custom={"label": "Try again"})  # fmt: skip
    def retry(self) -> None: ...

    @transition("status", [DeliveryStatus.WAITING, DeliveryStatus.FAILED, DeliveryStatus.UNCONFIRMED],
                DeliveryStatus.CANCELLED, permission=_may_send, custom={"label": "Do not send"})  # fmt: skip
    def cancel(self) -> None: ...


class DeliveryAttempt(models.Model):
    """Abstract. One call to a network: the row is written before the call, its outcome after."""

    class Outcome(models.TextChoices):
        STARTED = "started", "Started"
        ACCEPTED = "accepted", "Accepted by the network"
        FOUND = "found", "Found on the network"
        REJECTED = "rejected", "Refused by the network"
        CREDENTIALS = "credentials", "Access expired"
        RATE_LIMITED = "rate_limited", "Asked to slow down"
        UNAVAILABLE = "unavailable", "Network did not answer"
        UNCONFIRMED = "unconfirmed", "The answer was lost"
        ABSENT = "absent", "Not found on the network"

    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.STARTED)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ("number",)
