"""One post on one channel, and every attempt to put it there."""

import datetime as dt
from pathlib import Path
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from agency import audit
from content import derivatives, notices
from content.models.media import CENTRE, Media
from content.models.post import Post
from content.models.version import Version
from content.wording import poll_of, with_tail
from projects.models import Channel, Pause, Project
from projects.models.delivery import Delivery, DeliveryAttempt, DeliveryQuerySet, DeliveryStatus
from projects.models.pause import grace
from projects.networks import why_by_hand
from projects.networks.base import OutgoingPost, Picture, Rejected, Video, unread


class PublicationQuerySet(DeliveryQuerySet):
    def scheduled(self) -> Self:
        """Waiting, with a time, and approved for exactly the content about to be sent."""
        return (
            super()
            .scheduled()
            .filter(
                post__status=Post.Status.APPROVED,
                post__approved_hash=F("post__content_hash"),
                content_hash=F("post__content_hash"),
            )
        )

    def due(self) -> Self:
        """A channel's posts go out in the order of their times."""
        return super().due().in_turn()

    def in_scope(self, pause: Pause) -> Self:
        """Those that ``pause`` reaches."""
        rows = self.filter(project__in=pause.projects)
        return rows.filter(channel__network=pause.network) if pause.network else rows

    def put_aside(self) -> Self:
        """Missed their time in a pause; each waits for a decision."""
        return self.filter(status=DeliveryStatus.WAITING, kept_back_by__isnull=False, due_at=None)

    def visible_to(self, user: Any) -> Self:
        """Of the projects they see."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def where(self, user: Any, permission: str) -> Self:
        """Of the projects in which ``user`` has ``permission``."""
        return self.filter(project__in=Project.objects.where(user, permission))

    def in_trouble(self) -> Self:
        """A person must decide, or soon may have to: failed, asked for, unconfirmed, missed, kept back by a pause, put
        off by its network for long."""
        missed = Q(status=DeliveryStatus.WAITING, due_at__lte=Now() - grace())
        kept_back = Q(status=DeliveryStatus.WAITING, due_at=None, kept_back_by__isnull=False)
        return self.filter(missed | kept_back | PUT_OFF | Q(status__in=TROUBLE))


PUT_OFF = Q(status=DeliveryStatus.WAITING, scheduled_for__lte=Now() - dt.timedelta(minutes=15), due_at__gt=Now())
DROPPED = "dropped"  # the ``error_kind`` of what certainly is not out and whose channel the newest yes leaves out
TROUBLE = (DeliveryStatus.FAILED, DeliveryStatus.ASKED, DeliveryStatus.UNCONFIRMED)


class Publication(Delivery):
    """What goes out is ``version``; ``content_hash`` must still be the post's when it goes. It is empty while a post
    that was taken back has no new yes."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="publications")
    post = models.ForeignKey(Post, models.CASCADE, related_name="publications")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="publications")
    version = models.ForeignKey(Version, models.PROTECT, related_name="publications")
    content_hash = models.CharField(max_length=64)
    kept_back_by = models.ForeignKey(Pause, models.SET_NULL, null=True, blank=True, related_name="publications")
    measure_at = models.DateTimeField(null=True, blank=True, help_text="When its counts are asked for next; empty: now")

    takes_hands = True
    needs = ("project", "channel", "post", "version")

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
            models.Index(fields=["due_at"], condition=models.Q(status="unconfirmed"), name="publication_to_look_for"),
            models.Index(fields=["due_at"], condition=models.Q(status="asked"), name="publication_asked"),
            models.Index(
                fields=["project", "-id"], condition=models.Q(status__in=TROUBLE), name="publication_in_trouble"
            ),
            models.Index(
                fields=["channel", "scheduled_for"],
                condition=models.Q(status__in=["waiting", "sending", "unconfirmed"]),
                name="publication_in_turn",
            ),
            models.Index(fields=["channel", "-published_at"], name="publication_of_channel"),
            models.Index(fields=["kept_back_by"], condition=models.Q(status="waiting"), name="publication_kept_back"),
            models.Index(fields=["measure_at"], condition=models.Q(status="published"), name="publication_to_measure"),
        )

    def __str__(self) -> str:
        return f"{self.post} on {self.channel}"

    def get_absolute_url(self) -> str:
        return reverse("content:publication", args=[self.pk])

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    def refusal(self) -> str:
        if self.project.stage != Project.Stage.ACTIVE:
            return f"{self.project} is {self.project.get_stage_display().lower()}. Nothing is sent until it runs."
        if not self.channel.is_usable:
            return f"{self.channel} is not connected. Nothing is sent through it until somebody connects it again."
        if self.post.status != Post.Status.APPROVED:
            return "The post is not approved."
        if not (self.content_hash == self.version.content_hash == self.post.content_hash == self.post.approved_hash):
            return "The post was changed after it was approved. It goes when the change is approved."
        return ""

    def outgoing(self) -> OutgoingPost:
        """Exactly the approved version as this channel has it, never the post as it may look now."""
        content = self.version.snapshot
        targets = {target["channel"]: target for target in content.get("targets", [])}
        own = targets.get(self.channel_id, {})
        pictures, videos = _media(content.get("pictures", []), self.channel.network)
        return OutgoingPost(
            idempotency_key=self.idempotency_key,
            text=with_tail(own.get("text") or content["text"], own.get("tail", "")),
            poll=poll_of(content["details"]) if own.get("poll") else None,
            link=own.get("link") or content.get("link", ""),
            first_comment=own.get("first_comment", ""),
            pictures=pictures,
            videos=videos,
        )

    def by_hand_because(self, outgoing: OutgoingPost) -> str:
        return why_by_hand(self.channel, outgoing, is_story=self.post.format == Post.Format.STORY)

    @property
    def is_kept_back(self) -> bool:
        return bool(self.status == DeliveryStatus.WAITING and self.due_at is None and self.kept_back_by_id)

    def after_pause(self, pause: Pause) -> None:
        """Put aside until somebody decides; whoever stopped publishing finds it on the pause's page."""
        self.kept_back_by, self.due_at = pause, None
        self.save(update_fields=["kept_back_by", "due_at"])

    def catch_up(self) -> bool:
        """Take the content of the newest yes, which may have come while it was in the air or in trouble. False where
        that yes leaves its channel out: then nothing is changed."""
        post = Post.objects.get(pk=self.post_id)
        newest = post.versions.order_by("-number").first()
        if newest is None or newest.pk == self.version_id or not post.is_approved_as_is:
            return True
        if self.channel_id not in {target["channel"] for target in newest.snapshot["targets"]}:
            return False
        self.post, self.version, self.content_hash = post, newest, newest.content_hash
        self.save(update_fields=["version", "content_hash"])
        return True

    def after_put_back(self) -> None:
        """It waits as the newest yes has it: with its content, at its time, or not at all where the channel was
        dropped; a channel that is wanted again later gets a new one, for this one certainly is not out."""
        known = self.version_id
        if not self.catch_up():
            self.cancel()
            self.error_kind, self.error_text = DROPPED, ""
            audit.record("content.publication.cancel", self, title=str(self))
            self.save(update_fields=["status", *self.MOVES])
        elif self.version_id != known and self.due_at and (at := self.post.scheduled_at) and at > self.due_at:
            self.scheduled_for = self.due_at = at
            self.save(update_fields=["scheduled_for", "due_at"])

    def after_asked(self) -> None:
        notices.tell_asked(self)

    def after_failed(self) -> None:
        notices.tell_trouble(self)

    def after_turned_up(self) -> None:
        notices.tell_turned_up(self)


def _media(wanted: list[dict[str, Any]], network: str) -> tuple[list[Picture], list[Video]]:
    """The files of a version's pictures and videos as ``network`` gets them, in order. One that is gone, or is not the
    approved one, is refused; Unavailable while the disk has trouble."""
    kept = Media.objects.in_bulk([row["media"] for row in wanted]) if wanted else {}
    pictures, videos = [], []
    for number, row in enumerate(wanted, 1):
        medium = kept.get(row["media"])
        if medium is None or medium.sha256 != row["sha256"]:
            raise Rejected(f"Picture {number} is no longer the one that was approved. Nothing was sent.")
        if medium.is_video:
            videos.append(derivatives.video_for(medium, alt=row["alt"]))
        else:
            pictures.append(_picture(medium, network, row, number))
    return pictures, videos


def _picture(medium: Media, network: str, row: dict[str, Any], number: int) -> Picture:
    x, y = row.get("focus", CENTRE)
    try:
        return derivatives.picture_for(medium, network, focus=(x, y), alt=row["alt"])
    except OSError as error:
        raise unread(f"picture {number}", Path(medium.file.path), error) from error


class Attempt(DeliveryAttempt):
    """One call to the network for a publication."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="attempts")

    class Meta(DeliveryAttempt.Meta):
        constraints = (models.UniqueConstraint(fields=["publication", "number"], name="attempt_number_once"),)

    def __str__(self) -> str:
        return f"{self.publication}, attempt {self.number}"
