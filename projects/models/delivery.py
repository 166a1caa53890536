"""What publications and replies have in common: something on its way to a network, exactly once.

Machines move it: waiting → sending → published | failed | unconfirmed (and cancelled; what was cancelled too late
turns up as published). Only ``projects.delivery`` moves it. Times are UTC instants.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django_fsm import FSMField, transition

from agency import clock
from agency.permissions import Permission
from projects import delivery_words
from projects.models.channel import Channel
from projects.models.pause import Pause, grace
from projects.models.project import Project

ORDER_PATIENCE = dt.timedelta(minutes=2)  # so long a post waits for an earlier one of its channel that has trouble


class DeliveryStatus(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Sending"
    ASKED = "asked", "Waits for a hand"
    PUBLISHED = "published", "Published"
    FAILED = "failed", "Failed"
    UNCONFIRMED = "unconfirmed", "Not confirmed"
    CANCELLED = "cancelled", "Cancelled"


def _may_send(delivery: Any, user: Any) -> bool:
    return user.has_perm(delivery.may_send, delivery)


def _may_be_there(delivery: Any) -> bool:
    """What was cancelled can be there only by a call whose answer was lost."""
    return delivery.status != DeliveryStatus.CANCELLED or delivery.error_kind == "unconfirmed"


class DeliveryQuerySet(models.QuerySet[Any]):
    """The states a delivery can be in, as sets. A floor narrows ``scheduled`` by what else must be true of its rows.

    What time it is, is asked of the database: a worker whose clock was set wrong sends nothing early or twice.
    """

    def scheduled(self) -> Self:
        """Waiting, with a time."""
        return self.filter(status=DeliveryStatus.WAITING, due_at__isnull=False)

    def sendable(self) -> Self:
        """Scheduled, not missed, its project runs, its channel works and nobody has paused it."""
        return self.scheduled().filter(
            ~Exists(self.pauses()),
            due_at__gt=Now() - grace(),
            project__stage=Project.Stage.ACTIVE,
            channel__state__in=[Channel.State.CONNECTED, Channel.State.EXPIRING],
        )

    def due(self) -> Self:
        """Sendable, and its time has come."""
        return self.sendable().filter(due_at__lte=Now())

    def in_turn(self) -> Self:
        """Without those whose channel has an earlier one to see to.

        While that one is in the air, the next waits however long it takes. While it is tried again or looked for, the
        next waits for ``ORDER_PATIENCE`` from its own time: order is worth minutes, not the day's plan. What failed,
        or waits for a person, holds up nobody.
        """
        mine = self.model.objects.filter(channel=OuterRef("channel"))
        earlier = Q(scheduled_for__lt=OuterRef("scheduled_for"))
        earlier |= Q(scheduled_for=OuterRef("scheduled_for"), pk__lt=OuterRef("pk"))
        coming = mine.scheduled().filter(earlier, due_at__gt=Now() - grace())
        looked_for = mine.filter(earlier, status=DeliveryStatus.UNCONFIRMED, due_at__isnull=False)
        put_off = coming.filter(scheduled_for__lte=Now(), due_at__gt=Now())  # not those that one sent now has overtaken
        in_trouble = Exists(put_off) | Exists(looked_for)
        patient = Q(due_at__gt=Now() - ORDER_PATIENCE)
        return self.filter(~Exists(mine.sending()), ~Exists(coming.filter(due_at__lte=Now())), ~(patient & in_trouble))

    def window(self, size: int, *, without: Collection[str] = ()) -> list[tuple[int, int]]:
        """What comes due first, whether or not it may go, as (its id, its channel's): what is asked further is asked
        of these. ``without``: networks that are left alone."""
        waiting = self.filter(status=DeliveryStatus.WAITING, due_at__lte=Now(), due_at__gt=Now() - grace())
        if without:
            waiting = waiting.exclude(channel__network__in=without)
        return list(waiting.order_by("due_at", "pk").values_list("pk", "channel_id")[:size])

    def kept_back(self) -> Self:
        """Came due in a pause, and nobody has decided about it yet."""
        return self.scheduled().filter(Exists(self.pauses()), due_at__lte=Now(), due_at__gt=Now() - grace())

    def with_pause(self) -> Self:
        """``pause_reason``: why it is kept back now, None when it is not."""
        return self.annotate(
            pause_reason=Subquery(self.pauses(Coalesce(OuterRef("due_at"), Now())).values("reason")[:1])
        )

    def pauses(self, due_at: Any = None) -> Any:
        """Those over a row, for what is due at ``due_at``: its own ``due_at`` unless another expression is given."""
        scope = {"project": OuterRef("project"), "client": OuterRef("project__client"),
                 "network": OuterRef("channel__network")}  # fmt: skip
        pauses = Pause.objects.over(**scope).holding(OuterRef("due_at") if due_at is None else due_at)
        return pauses.filter(answers_too=True) if self.model.is_answer else pauses

    def missed(self) -> Self:
        """Still waiting long after its time: the channel was broken, the project paused, the yes was missing."""
        return self.filter(status=DeliveryStatus.WAITING, due_at__lte=Now() - grace())

    def sending(self) -> Self:
        return self.filter(status=DeliveryStatus.SENDING)

    def asked(self) -> Self:
        """Only a hand can move them on."""
        return self.filter(status=DeliveryStatus.ASKED)

    def to_look_for(self) -> Self:
        """Nobody knows whether it went out, and it is time to look."""
        return self.filter(status=DeliveryStatus.UNCONFIRMED, due_at__lte=Now())

    def looked_for(self) -> Self:
        """A worker looks for them at this moment, or did when it died."""
        return self.filter(status=DeliveryStatus.UNCONFIRMED, claimed_by__isnull=False)


class Delivery(models.Model):
    """Abstract. The concrete row has ``channel`` and ``project``, and says what to send and whether it still may go.

    ``asked`` is a delivery that only a hand can move on: somebody reads the network's picture (``captcha``), or
    publishes it where Rapport cannot. ``due_at`` is then when nobody is waited for any longer, empty for ever.

    ``due_at`` is when the engine acts next: sends what waits, looks for what is unconfirmed. Empty means that a person
    acts next. ``needs`` names the relations that ``refusal`` and ``outgoing`` read; the engine loads them with the row.
    ``MOVES`` are the fields that transitions change beside the state: save them with it.
    """

    Status: ClassVar = DeliveryStatus
    MOVES: ClassVar = ("due_at", "claimed_by", "lease_until", "attempts_made", "remote_id", "remote_url",
                       "published_at", "error_kind", "error_text", "captcha")  # fmt: skip
    needs: ClassVar[tuple[str, ...]] = ("project", "channel")
    may_send: ClassVar[str] = Permission.SEND_POST
    takes_hands: ClassVar[bool] = False  # whether there is a page on which a person can help
    is_answer: ClassVar[bool] = False  # answers go on in a pause unless it says that they wait too
    pause_reason: str | None = None  # see DeliveryQuerySet.with_pause

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
    captcha = models.JSONField(null=True, blank=True, help_text="{sid, image_url} asked, {sid, answer} given")

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

    def after_turned_up(self) -> None:
        """What follows when it is out although somebody had decided not to send it; same transaction."""

    def catch_up(self) -> bool:
        """Take what is newest of what it is about, before it goes again. False where it is not wanted any more."""
        return True

    def after_put_back(self) -> None:
        """What follows when it certainly did not go out and waits again; same transaction. What it is about may have
        changed while it was in the air."""

    def by_hand_because(self, outgoing: Any) -> str:
        """Why a person has to publish it, in a sentence; empty where Rapport can."""
        return ""

    def after_asked(self) -> None:
        """What follows when it waits for a hand; same transaction."""

    def after_pause(self, pause: Pause) -> None:
        """What becomes of it when it came due in ``pause``; saves itself, under the engine's lock."""
        raise NotImplementedError

    def after_failed(self) -> None:
        """What follows when it failed, or when only a person can find out whether it went out; same transaction."""

    def new_attempt(self, **values: Any) -> Any:
        """An unsaved attempt at this delivery."""
        link = type(self).attempts.field  # type: ignore[attr-defined]
        return link.model(**{link.name: self}, **values)

    @property
    def next_step(self) -> str:
        """What happens next by itself, or what a person can do."""
        return delivery_words.next_step(self)

    @property
    def picture_url(self) -> str:
        """Where the picture is that the network wants a person to read; empty when it asks for none."""
        return (self.captcha or {}).get("image_url", "") if self.status == DeliveryStatus.ASKED else ""

    @property
    def is_missed(self) -> bool:
        return bool(self.status == DeliveryStatus.WAITING and self.due_at and self.due_at <= timezone.now() - grace())

    @property
    def is_kept_back(self) -> bool:
        """A pause let it miss its time, and nobody has decided about it yet."""
        return False

    @property
    def is_out_nevertheless(self) -> bool:
        """Somebody had decided not to send it when it was on the network already."""
        return bool(self.status == DeliveryStatus.PUBLISHED and self.error_kind == delivery_words.NEVERTHELESS)

    @property
    def needs_person(self) -> bool:
        """The engine has done what it can."""
        return (
            self.status in (DeliveryStatus.FAILED, DeliveryStatus.ASKED)
            or self.is_missed
            or self.is_kept_back
            or (self.status == DeliveryStatus.UNCONFIRMED and self.due_at is None)
        )

    def _let_go(self, *, due_at: dt.datetime | None) -> None:
        """Nobody's claim any more; the engine, if at all, acts at ``due_at``."""
        self.claimed_by = self.lease_until = self.captcha = None
        self.due_at = due_at

    def _published(self, *, remote_id: str, remote_url: str) -> None:
        if not remote_id:
            raise ValueError("A published delivery needs the network's id.")
        self._let_go(due_at=None)
        self.remote_id, self.remote_url = remote_id, remote_url
        self.published_at = self.published_at or clock.now()
        self.error_kind = self.error_text = ""

    @transition("status", DeliveryStatus.WAITING, DeliveryStatus.SENDING)
    def start(self, *, claimed_by: int, lease_until: dt.datetime) -> None:
        """A worker takes it. Saved together with the attempt, before the call."""
        self.claimed_by, self.lease_until = claimed_by, lease_until
        self.attempts_made += 1

    @transition("status", [DeliveryStatus.WAITING, DeliveryStatus.SENDING, DeliveryStatus.FAILED, DeliveryStatus.ASKED,
                           DeliveryStatus.UNCONFIRMED], DeliveryStatus.PUBLISHED)  # fmt: skip
    def confirm(self, *, remote_id: str, remote_url: str) -> None:
        """The network's proof. It may come late, after the delivery was given up: what is out is out."""
        self._published(remote_id=remote_id, remote_url=remote_url)

    @transition("status", DeliveryStatus.CANCELLED, DeliveryStatus.PUBLISHED)
    def turn_up(self, *, remote_id: str, remote_url: str) -> None:
        """The network's proof of what nobody wants out any more. It stays said that it was cancelled."""
        self._published(remote_id=remote_id, remote_url=remote_url)
        self.error_kind, self.error_text = delivery_words.NEVERTHELESS, delivery_words.OUT_NEVERTHELESS

    @transition("status", [DeliveryStatus.SENDING, DeliveryStatus.WAITING, DeliveryStatus.ASKED,
                           DeliveryStatus.UNCONFIRMED], DeliveryStatus.FAILED)  # fmt: skip
    def fail(self, *, kind: str, text: str) -> None:
        self._let_go(due_at=None)
        self.error_kind, self.error_text = kind, text[:500]

    @transition("status", DeliveryStatus.SENDING, DeliveryStatus.UNCONFIRMED)
    def lose(self, *, text: str) -> None:
        """The answer was lost, or the worker was; it is looked for at once."""
        self._let_go(due_at=clock.now())
        self.error_kind, self.error_text = "unconfirmed", text[:500]

    @transition("status", [DeliveryStatus.SENDING, DeliveryStatus.UNCONFIRMED], DeliveryStatus.WAITING)
    def put_back(self, *, due_at: dt.datetime | None, kind: str, text: str, counts: bool) -> None:
        """It certainly did not go out; it goes at ``due_at``. ``counts``: among the attempts after which we give up."""
        self._let_go(due_at=due_at)
        self.attempts_made -= not counts
        self.error_kind, self.error_text = kind, text[:500]

    @transition("status", [DeliveryStatus.WAITING, DeliveryStatus.SENDING, DeliveryStatus.UNCONFIRMED],
                DeliveryStatus.ASKED)  # fmt: skip
    def ask(self, *, kind: str, text: str, until: dt.datetime | None = None, captcha: Any = None) -> None:
        """It certainly did not go out, and only a hand can move it on."""
        self.attempts_made -= self.status in (DeliveryStatus.SENDING, DeliveryStatus.UNCONFIRMED)
        self._let_go(due_at=until)
        self.error_kind, self.error_text, self.captcha = kind, text[:500], captcha

    @transition("status", DeliveryStatus.ASKED, DeliveryStatus.WAITING, permission=_may_send, custom={})
    def answer_captcha(self) -> None:
        """A person read the picture; ``captcha`` holds the answer."""
        self.due_at = clock.now()

    @transition("status", DeliveryStatus.UNCONFIRMED, DeliveryStatus.WAITING)
    def resend(self) -> None:
        """It was looked for and is certainly not there."""
        self._let_go(due_at=clock.now())

    @transition("status", [DeliveryStatus.FAILED, DeliveryStatus.ASKED, DeliveryStatus.UNCONFIRMED],
                DeliveryStatus.WAITING, permission=_may_send, custom={"label": "Send again"})  # fmt: skip
    def retry(self) -> None:
        self._let_go(due_at=clock.now())
        self.attempts_made = 0

    @transition("status", DeliveryStatus.WAITING, DeliveryStatus.WAITING, permission=_may_send,
                custom={"label": "Send now"})  # fmt: skip
    def send_now(self) -> None:
        self.due_at = clock.now()

    @transition("status", DeliveryStatus.WAITING, DeliveryStatus.WAITING, permission=_may_send, custom={})
    def plan_again(self) -> None:
        """It has a new time: ``scheduled_for`` is set before."""
        self.due_at = self.scheduled_for

    @transition("status", [DeliveryStatus.FAILED, DeliveryStatus.ASKED, DeliveryStatus.UNCONFIRMED,
                           DeliveryStatus.CANCELLED], DeliveryStatus.PUBLISHED, permission=_may_send,
                conditions=[_may_be_there], custom={"label": "It is there"})  # fmt: skip
    def confirm_by_hand(self) -> None:
        """A person saw it and gave the address; ``remote_id`` and ``remote_url`` are set before."""
        self._published(remote_id=self.remote_id, remote_url=self.remote_url)

    @transition("status", [DeliveryStatus.WAITING, DeliveryStatus.ASKED, DeliveryStatus.FAILED,
                           DeliveryStatus.UNCONFIRMED], DeliveryStatus.CANCELLED, permission=_may_send,
                custom={"label": "Do not send"})  # fmt: skip
    def cancel(self) -> None:
        self._let_go(due_at=None)


class DeliveryAttempt(models.Model):
    """Abstract. One call to a network: a send is written before the call and its outcome after, a look afterwards."""

    class Outcome(models.TextChoices):
        STARTED = "started", "Started"
        ACCEPTED = "accepted", "Accepted by the network"
        FOUND = "found", "Found on the network"
        REJECTED = "rejected", "Refused by the network"
        CREDENTIALS = "credentials", "Access expired"
        RATE_LIMITED = "rate_limited", "Asked to slow down"
        CAPTCHA = "captcha", "Asked for a person"
        UNAVAILABLE = "unavailable", "Network did not answer"
        UNCONFIRMED = "unconfirmed", "The answer was lost"
        ABSENT = "absent", "Not found on the network"

    number = models.PositiveSmallIntegerField()
    is_look = models.BooleanField(default=False, help_text="Only looked whether an earlier attempt had gone out")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.STARTED)
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ("number",)
