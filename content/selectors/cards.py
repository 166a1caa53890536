"""What the client sees of a post: one card, shown by link and to a person with an account alike."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from content.diffs import Change, changes
from content.models import Approval, ApprovalBatch, Media, Post, Publication, Version
from content.models.media import CENTRE
from content.services import lineup
from content.services.approvals import Voice, waiting_for
from projects.models import Channel

Status = Post.Status
MOST = 50
ANSWERED_SHOWN = dt.timedelta(hours=20)


@dataclass
class Card:
    """``version`` is what is shown and answered about; ``since`` is what changed after the one seen before.

    ``state``: waiting, approved, changes (they asked for them), busy (we are at it), gone.
    """

    post: Post
    version: Version
    state: str
    approval: Approval | None
    may_undo: bool
    channels: list[Channel]
    pictures: list[Media]
    since: list[Change] = field(default_factory=list)
    comment: str = ""
    error: str = ""

    @property
    def day(self) -> dt.date | None:
        day = self.version.snapshot["day"]
        return dt.date.fromisoformat(day) if day else None

    @property
    def text(self) -> str:
        return self.version.snapshot["text"]

    def focus_of(self, media: Media) -> tuple[int, int]:
        """The spot of a picture that stays when a network crops it, in the version that is shown."""
        rows = (row for row in self.version.snapshot["pictures"] if row["media"] == media.pk)
        x, y = next(rows, {}).get("focus", CENTRE)
        return x, y

    @property
    def variants(self) -> list[tuple[Channel, str]]:
        """Pages that get words of their own."""
        own = {target["channel"]: target["text"] for target in self.version.snapshot["targets"] if target["text"]}
        return [(channel, own[channel.pk]) for channel in self.channels if channel.pk in own]


def of_batch(batch: ApprovalBatch) -> list[Card]:
    """The posts of a letter, soonest first; seven queries however many there are."""
    asked = {request.version.post_id: request.version for request in batch.requests.select_related("version")[:MOST]}
    posts = Post.objects.filter(pk__in=asked).select_related("project").order_by("scheduled_at", "pk")
    return _cards(posts, Voice(batch=batch), asked)


def of_person(user: Any) -> list[Card]:
    """What waits for this approver, then what they answered lately."""
    waiting = waiting_for(user).select_related("project")[:MOST]
    lately = timezone.now() - ANSWERED_SHOWN
    mine = Approval.objects.filter(by=user, at__gte=lately, taken_back_at=None).values("version__post_id")
    answered = Post.objects.filter(pk__in=mine).exclude(status=Status.WITH_CLIENT).select_related("project")[:MOST]
    return _cards([*waiting, *answered], Voice(user=user), {})


def compare(card: Card, seen: Version) -> None:
    """Show what changed since ``seen``, the version somebody tried to answer about."""
    names = {channel.pk: str(channel) for channel in card.channels}
    if card.state == "waiting" and seen.pk != card.version.pk:
        card.since = changes(seen.snapshot, card.version.snapshot, channels=names)


def _cards(posts: Iterable[Post], voice: Voice, seen: dict[int, Version]) -> list[Card]:
    posts = list(posts)
    ids = [post.pk for post in posts]
    latest = {version.post_id: version for version in _latest(ids)}
    answers: dict[int, Approval] = {}
    for approval in Approval.objects.filter(version__post__in=ids, taken_back_at=None).select_related(
        "version", "request"
    ):
        answers.setdefault(approval.version.post_id, approval)
    out = set(Publication.objects.filter(post__in=ids, status__in=lineup.OUT).values_list("post_id", flat=True))
    shown = [_judge(post, latest[post.pk], answers.get(post.pk)) for post in posts]
    media, channels = _things([version for version, _, _ in shown])
    return [
        Card(
            post=post,
            version=version,
            state=state,
            approval=answer,
            may_undo=bool(answer and voice.said(answer) and post.pk not in out),
            channels=[channels[t["channel"]] for t in version.snapshot["targets"] if t["channel"] in channels],
            pictures=[media[p["media"]] for p in version.snapshot["pictures"] if p["media"] in media],
            since=_since(seen.get(post.pk), version, channels) if state == "waiting" else [],
        )
        for post, (version, state, answer) in zip(posts, shown, strict=True)
    ]


def _latest(post_ids: list[int]) -> Iterable[Version]:
    return Version.objects.filter(post__in=post_ids).order_by("post_id", "-number").distinct("post_id")


def _judge(post: Post, latest: Version, answer: Approval | None) -> tuple[Version, str, Approval | None]:
    """Which version to show, in which state, with whose answer."""
    match post.status:
        case Status.WITH_CLIENT:
            return latest, "waiting", None
        case Status.APPROVED:
            return latest, "approved", answer
        case Status.DRAFT if answer and answer.decision == Approval.Decision.CHANGES and answer.version_id == latest.pk:
            return latest, "changes", answer
        case Status.ARCHIVED:
            return latest, "gone", None
        case _:
            return latest, "busy", None


def _things(versions: list[Version]) -> tuple[dict[int, Media], dict[int, Channel]]:
    media = {picture["media"] for version in versions for picture in version.snapshot["pictures"]}
    channels = {target["channel"] for version in versions for target in version.snapshot["targets"]}
    return Media.objects.in_bulk(media), Channel.objects.in_bulk(channels)


def _since(seen: Version | None, version: Version, channels: dict[int, Channel]) -> list[Change]:
    if seen is None or seen.pk == version.pk:
        return []
    names = {pk: str(channel) for pk, channel in channels.items()}
    return changes(seen.snapshot, version.snapshot, channels=names)
