"""What the brand answers, on its way to the network."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agency.notifications import notify
from agency.permissions import Permission
from moderation.models.case import Case
from projects.access import OfProjectQuerySet
from projects.models import Channel, Pause, Project
from projects.models.delivery import Delivery, DeliveryAttempt, DeliveryQuerySet, DeliveryStatus
from projects.networks.base import OutgoingReply, Rejected

GONE = "The comment is gone from the network."


class ReplyQuerySet(DeliveryQuerySet, OfProjectQuerySet):  # type: ignore[override]
    def on_their_way(self) -> "ReplyQuerySet":
        """Nobody has to do anything yet."""
        looked_for = Q(status="unconfirmed", due_at__isnull=False)
        return self.filter(Q(status__in=["waiting", "sending"]) | looked_for)

    def undecided(self) -> "ReplyQuerySet":
        """They may still go out, or be out: another answer beside them could be a second one."""
        return self.filter(status__in=["waiting", "sending", "asked", "unconfirmed"])

    def unsettled(self) -> "ReplyQuerySet":
        """They came to an outcome the case knows nothing of."""
        return self.filter(status__in=["published", "failed", "unconfirmed"]).exclude(settled_as=F("status"))


class Reply(Delivery):
    """Delivered by the same engine as posts: exactly once, or honestly unconfirmed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="replies")
    case = models.ForeignKey(Case, models.CASCADE, related_name="replies")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies")
    written_at = models.DateTimeField(auto_now_add=True)
    settled_as = models.CharField(max_length=12, blank=True, help_text="The outcome the case has taken notice of")

    needs = ("project", "channel", "case__mention__publication")
    may_send = Permission.ANSWER_CASE
    takes_hands = True
    is_answer = True

    objects = models.Manager.from_queryset(ReplyQuerySet)()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(status="published") | ~models.Q(remote_id=""), name="reply_success_has_id"
            ),
        )
        indexes = (
            models.Index(fields=["due_at"], condition=models.Q(status="waiting"), name="reply_due"),
            models.Index(fields=["lease_until"], condition=models.Q(status="sending"), name="reply_sending"),
            models.Index(fields=["due_at"], condition=models.Q(status="asked"), name="reply_asked"),
            models.Index(fields=["due_at"], condition=models.Q(status="unconfirmed"), name="reply_to_look_for"),
            models.Index(
                fields=["id"],
                condition=~models.Q(settled_as=models.F("status"))
                & models.Q(status__in=["published", "failed", "unconfirmed"]),
                name="reply_unsettled",
            ),
            models.Index(fields=["case", "-id"], name="reply_of_case"),
        )

    def __str__(self) -> str:
        return self.text[:60]

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    def refusal(self) -> str:
        if self.project.stage != Project.Stage.ACTIVE:
            return f"{self.project} is not running."
        if not self.channel.is_usable:
            return f"{self.channel} is not connected."
        return ""

    def after_pause(self, pause: Pause) -> None:
        """Its writer is told and decides anew: words from before a crisis do not go out after it by themselves."""
        self.fail(kind="paused", text=f"Answers were stopped: {pause.reason} Send it again if it still fits.")
        self.save(update_fields=["status", *self.MOVES])

    def after_asked(self) -> None:
        """Its writer hears of the network's picture; the case waits again, for whoever is there."""
        notify(
            [self.by],
            "publication_by_hand",
            key=f"reply:{self.pk}:asked:{self.due_at:%Y-%m-%d %H:%M}",
            title=f"The network wants you to read a picture before it takes your reply to {self.case.mention.author}",
            body=f"{self.error_text} {self.next_step}",
            url=self.case.get_absolute_url(),
            project=self.project,
        )

    def after_turned_up(self) -> None:
        """Its writer may have answered again since."""
        notify(
            [self.by],
            "publication_turned_up",
            key=f"reply:{self.pk}:turned-up:{self.attempts.count()}",
            title=f"Your reply to {self.case.mention.author} was dropped and is on the network nevertheless",
            body=f"{self.remote_url} {self.next_step}",
            url=self.case.get_absolute_url(),
            project=self.project,
        )

    def outgoing(self) -> OutgoingReply:
        """Refused for good where there is nothing left to answer. What may be there already is still looked for."""
        mention = self.case.mention
        if mention.is_deleted and self.status == DeliveryStatus.WAITING:
            raise Rejected(GONE)
        return OutgoingReply(
            idempotency_key=self.idempotency_key,
            text=self.text,
            comment_id=mention.external_id,
            post_id=mention.publication.remote_id if mention.publication else "",
        )


class ReplyAttempt(DeliveryAttempt):
    """One call to the network for a reply."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="attempts")

    class Meta(DeliveryAttempt.Meta):
        constraints = (models.UniqueConstraint(fields=["reply", "number"], name="reply_attempt_number_once"),)

    def __str__(self) -> str:
        return f"{self.reply}, attempt {self.number}"
