"""What the client sees of a post: one card, shown by link and to a person with an account alike."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from content import rounds, terms
from content.diffs import Change, changes
from content.models import Approval, ApprovalBatch, ApprovalRequest, ClientComment, Media, Post, Publication, Version
from content.models.media import CENTRE
from content.rounds import Yeses
from content.selectors.conversation import conversations_of
from content.services import lineup
from content.services.approvals import Voice, waiting_for
from projects.models import Channel

Status = Post.Status
MOST = 50
ANSWERED_SHOWN = dt.timedelta(hours=20)
RULES = ("project__client__agreement__deputy", "project__rules")


@dataclass
class Card:
    """``version`` is what is shown and answered about; ``since`` is what changed after the one seen before.

    ``state``: waiting, partly (they said yes, others have to), approved, changes (they asked for them), busy (we are at
    it), gone. ``after_yes``: what was seen before had their side's yes. ``yeses``: who must say yes and who has.
    """

    post: Post
    version: Version
    state: str
    approval: Approval | None
    may_undo: bool
    channels: list[Channel]
    pictures: list[Media]
    since: list[Change] = field(default_factory=list)
    after_yes: bool = False
    request: ApprovalRequest | None = None
    yeses: Yeses | None = None
    comments: list[ClientComment] = field(default_factory=list)
    comment: str = ""
    error: str = ""

    @property
    def silence(self) -> str:
        """What it means to say nothing, said before it happens."""
        return terms.silence_words(self.request, self.post.project, planned=self.post.scheduled_at)

    @property
    def goes_by_silence(self) -> bool:
        request = self.request
        return bool(request and request.on_silence == terms.OnSilence.PUBLISH and not request.silence_at)

    @property
    def day(self) -> dt.date | None:
        day = self.version.snapshot["day"]
        return dt.date.fromisoformat(day) if day else None

    @property
    def text(self) -> str:
        return self.version.snapshot["text"]

    def focus_of(self, media: Media) -> tuple[int, int]:
        """The spot of a picture that stays when a network crops it, in the version that is shown."""
        spots = {row["media"]: row.get("focus", CENTRE) for row in self.version.snapshot["pictures"]}
        x, y = spots[media.pk]
        return x, y

    @property
    def variants(self) -> list[tuple[Channel, str]]:
        """Pages that get words of their own."""
        own = {target["channel"]: target["text"] for target in self.version.snapshot["targets"] if target["text"]}
        return [(channel, own[channel.pk]) for channel in self.channels if channel.pk in own]


def of_batch(batch: ApprovalBatch) -> list[Card]:
    """The posts of a letter, soonest first; as many queries for one as for fifty."""
    asked = {request.version.post_id: request for request in batch.requests.select_related("version")[:MOST]}
    posts = Post.objects.filter(pk__in=asked).select_related(*RULES).order_by("scheduled_at", "pk")
    return _cards(posts, Voice(batch=batch), asked)


def of_person(user: Any) -> list[Card]:
    """What waits for this approver, then what they answered lately."""
    waiting = list(waiting_for(user).select_related(*RULES)[:MOST])
    lately = timezone.now() - ANSWERED_SHOWN
    mine = Approval.objects.filter(by=user, at__gte=lately, taken_back_at=None).values("version__post_id")
    answered = Post.objects.filter(pk__in=mine).exclude(status=Status.WITH_CLIENT).select_related(*RULES)[:MOST]
    return _cards([*waiting, *answered], Voice(user=user), _asked_of(user, waiting))


def _asked_of(user: Any, posts: list[Post]) -> dict[int, ApprovalRequest]:
    """What the newest letter to ``user`` asked about each of ``posts``."""
    requests = ApprovalRequest.objects.filter(batch__to_user=user, batch__revoked_at=None, version__post__in=posts)
    return {request.version.post_id: request for request in requests.select_related("version").order_by("id")}


def compare(card: Card, seen: Version) -> None:
    """Show what changed since ``seen``, the version somebody tried to answer about."""
    names = {channel.pk: str(channel) for channel in card.channels}
    if card.state == "waiting" and seen.pk != card.version.pk:
        card.since = changes(seen.snapshot, card.version.snapshot, channels=names)


def _cards(posts: Iterable[Post], voice: Voice, asked: dict[int, ApprovalRequest]) -> list[Card]:
    posts = list(posts)
    ids = [post.pk for post in posts]
    latest = {version.post_id: version for version in _latest(ids)}
    answers = _answers(ids)
    out = set(Publication.objects.filter(post__in=ids, status__in=lineup.OUT).values_list("post_id", flat=True))
    media, channels = _things(list(latest.values()))
    yeses = rounds.standings((post, latest[post.pk]) for post in posts if post.status == Status.WITH_CLIENT)
    said = conversations_of(posts)
    cards = []
    for post in posts:
        version = latest[post.pk]
        state, answer = _judge(post, version, answers.get(post.pk, []), voice)
        card = Card(
            post=post,
            version=version,
            state=state,
            approval=answer,
            may_undo=bool(answer and voice.may_take_back(answer) and post.pk not in out),
            channels=[channels[t["channel"]] for t in version.snapshot["targets"] if t["channel"] in channels],
            pictures=[media[p["media"]] for p in version.snapshot["pictures"] if p["media"] in media],
            request=asked.get(post.pk),
            yeses=yeses.get(post.pk),
            comments=said[post.pk],
        )
        _show_changes(card, answers.get(post.pk, []), channels)
        cards.append(card)
    return cards


def _latest(post_ids: list[int]) -> Iterable[Version]:
    return Version.objects.filter(post__in=post_ids).order_by("post_id", "-number").distinct("post_id")


def _answers(post_ids: list[int]) -> dict[int, list[Approval]]:
    """Post id → the standing answers about any of its versions, newest first."""
    found: dict[int, list[Approval]] = {}
    standing = Approval.objects.filter(version__post__in=post_ids, taken_back_at=None)
    for approval in standing.select_related("version", "request"):
        found.setdefault(approval.version.post_id, []).append(approval)
    return found


def _judge(post: Post, latest: Version, answers: list[Approval], voice: Voice) -> tuple[str, Approval | None]:
    """The state of a card, and whose answer stands behind it: one's own where there is one."""
    here = [answer for answer in answers if answer.version_id == latest.pk]
    mine = next((answer for answer in here if voice.said(answer)), None)
    deciding = next((answer for answer in here if answer.decides), None)
    match post.status:
        case Status.WITH_CLIENT:
            return ("partly", mine) if mine else ("waiting", None)
        case Status.APPROVED:
            return "approved", mine or deciding or next(iter(answers), None)
        case Status.DRAFT if deciding and deciding.decision == Approval.Decision.CHANGES:
            return "changes", deciding
        case Status.ARCHIVED:
            return "gone", None
        case _:
            return "busy", None


def _things(versions: list[Version]) -> tuple[dict[int, Media], dict[int, Channel]]:
    media = {picture["media"] for version in versions for picture in version.snapshot["pictures"]}
    channels = {target["channel"] for version in versions for target in version.snapshot["targets"]}
    return Media.objects.in_bulk(media), Channel.objects.in_bulk(channels)


def _show_changes(card: Card, answers: list[Approval], channels: dict[int, Channel]) -> None:
    """Against what had a yes; where nothing had, against what the letter asked about."""
    if card.state != "waiting":
        return
    approved = next(
        (a.version for a in answers if a.decision in Approval.YES and a.version_id != card.version.pk), None
    )
    seen: Version | None = approved or (card.request.version if card.request else None)
    if seen is None or seen.pk == card.version.pk:
        return
    card.after_yes = seen is approved
    names = {pk: str(channel) for pk, channel in channels.items()}
    card.since = changes(seen.snapshot, card.version.snapshot, channels=names)
