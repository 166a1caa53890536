"""The client's answer, by a link or with an account: bound to exactly what was shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.notifications import notify
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile, move
from content import rounds
from content.models import Approval, ApprovalBatch, ApprovalRequest, Post, Version
from content.refusal import Refusal
from content.rounds import Person
from content.services import lineup, versions
from content.services.reviews import tell_author
from projects.access import require
from projects.people import answerable_for

Decision = Approval.Decision


class ChangedSince(MovedMeanwhile):
    """The post is not what was shown. ``seen`` is what was answered about; ``now`` is what waits for the answer."""

    def __init__(self, *, seen: Version, now: Version) -> None:
        super().__init__(
            f"“{seen.post}” changed while you were reading. Nothing was decided and your words are kept. "
            "Look at the change, then answer."
        )
        self.seen, self.now = seen, now


class LinkClosed(Exception):
    """The link has expired or was called back. The text is for the client."""


@dataclass(frozen=True)
class Voice:
    """Who answers for the client: a person with an account, or whoever holds the link of ``batch``."""

    user: Any = None
    batch: ApprovalBatch | None = None

    @property
    def name(self) -> str:
        return str(self.user) if self.batch is None else self.batch.to_name

    @property
    def key(self) -> str:
        """What tells this person apart: the same with an account and by a letter to the same address."""
        return (self.user.email if self.batch is None else self.batch.to_email).lower()

    @property
    def actor(self) -> Any:
        """For the audit log: the user, or the name of somebody without an account."""
        return self.user or self.name

    def request_for(self, post: Post) -> ApprovalRequest | None:
        """The question this voice was asked about ``post``; without an account the only right there is."""
        if self.batch is None:
            return None
        if not ApprovalBatch.objects.get(pk=self.batch.pk).is_open:
            raise LinkClosed("This link is closed. Nothing was decided. Ask for a new one.")
        request = self.batch.requests.filter(version__post=post).first()
        if request is None:
            raise PermissionDenied("This post is not in your letter.")
        return request

    def said(self, approval: Approval) -> bool:
        if approval.voice:
            return approval.voice == self.key
        if self.batch is not None:
            return bool(approval.request and approval.request.batch_id == self.batch.pk)
        return approval.by_id == self.user.pk

    def may_take_back(self, approval: Approval) -> bool:
        """One's own answer; and silence, which nobody said, by anybody who may answer."""
        return approval.decision == Decision.SILENCE or self.said(approval)


@transaction.atomic
def approve(*, version: Version, voice: Voice) -> Approval:
    """Say yes to ``version``: it is approved, or waits for the others who must say yes to the same version.

    Raises ChangedSince when it is not what waits any more.
    """
    post = versions.hold(version.post)
    if repeated := _said_already(version, voice, Decision.APPROVED):
        return repeated
    missing = _missing_beside(voice, post, version)
    approval = _answer(post, version, voice, Decision.APPROVED, decides=not missing)
    if missing:
        _say_part(post, version, voice, missing)
    else:
        _move(post, "approve", version, voice)
        follow_yes(post, version, by=voice.user)
    return approval


def _missing_beside(voice: Voice, post: Post, version: Version) -> list[Person]:
    """Whose yes is needed beside this one. A deputy answers for whoever was silent."""
    if voice.batch and voice.batch.to_deputy:
        return []
    return [person for person in rounds.standing(post, version).missing if person.voice != voice.key]


def _say_part(post: Post, version: Version, voice: Voice, missing: list[Person]) -> None:
    if not voice.batch:
        require(voice.user, Permission.APPROVE_POST, post)
    names = " and ".join(person.name for person in missing)
    audit.record("content.post.yes_of_several", post, by=voice.actor, shared=True, title=post.title,
                 version=version.number, hash=version.content_hash, missing=f"{names} must say it too")  # fmt: skip


def follow_yes(post: Post, version: Version, *, by: Any) -> None:
    """What an approved post brings with it: its publications, a word to the author, and to us when it has no time."""
    lineup.line_up(post, version=version, by=by)
    tell_author(post, version)
    if not lineup.has_time_ahead(post):
        _tell_of_missing_time(post, version)


@transaction.atomic
def ask_changes(*, version: Version, comment: str, voice: Voice) -> Approval:
    """Send ``version`` back with words its author will read."""
    if not comment.strip():
        raise Refusal(comment="Write what should be different. One line is enough.")
    post = versions.hold(version.post)
    if repeated := _said_already(version, voice, Decision.CHANGES):
        return repeated
    approval = _answer(post, version, voice, Decision.CHANGES, comment.strip())
    _move(post, "ask_changes", version, voice, reason=comment.strip())
    notify({*answerable_for(post.project), post.author}, "post_returned", key=f"approval:{approval.pk}",
           title=f"{voice.name} asks to change “{post}”", body=approval.comment,
           url=post.get_absolute_url(), project=post.project)  # fmt: skip
    return approval


def approve_all(*, asked: Iterable[Version], voice: Voice) -> tuple[list[Approval], list[MovedMeanwhile]]:
    """Say yes to each; what changed or was answered meanwhile is left alone and reported."""
    said, left = [], []
    for version in asked:
        try:
            said.append(approve(version=version, voice=voice))
        except MovedMeanwhile as error:
            left.append(error)
    return said, left


@transaction.atomic
def take_back(*, approval: Approval, voice: Voice) -> Post:
    """Undo one's own answer: a yes until anything of the post goes out, a wish until somebody acts on it.

    A yes that silence gave is stopped the same way, by anybody who may answer.
    """
    post = versions.hold(approval.version.post)
    if voice.request_for(post) is None:
        require(voice.user, Permission.APPROVE_POST, post)
    approval = Approval.objects.select_for_update(of=("self",)).select_related("request").get(pk=approval.pk)
    if not voice.may_take_back(approval):
        raise PermissionDenied("Only the person who answered can take it back.")
    if approval.taken_back_at or not _can_be_taken_back(post, approval):
        raise MovedMeanwhile(f"“{post}” has gone on since, so your answer stands. Call the agency if it must stop.")
    approval.taken_back_at = timezone.now()
    approval.save(update_fields=["taken_back_at"])
    if post.status == Post.Status.WITH_CLIENT:
        audit.record("content.post.yes_withdrawn", post, by=voice.actor, shared=True, title=post.title)
        return post
    approval.version.approvals.filter(taken_back_at=None, decides=True).update(decides=False)
    lineup.stand_down(post)
    _move(post, "answer_again", approval.version, voice)
    return post


def _can_be_taken_back(post: Post, approval: Approval) -> bool:
    if approval.decision in Approval.YES and not approval.decides and post.status == Post.Status.WITH_CLIENT:
        return True
    if approval.decision in Approval.YES:
        return post.status == Post.Status.APPROVED and not lineup.is_out(post)
    return post.status == Post.Status.DRAFT and post.content_hash == approval.content_hash


def _said_already(version: Version, voice: Voice, decision: str) -> Approval | None:
    """A double click is one answer."""
    standing = version.approvals.filter(taken_back_at=None, decision=decision).select_related("request").first()
    return standing if standing and voice.said(standing) else None


def _answer(
    post: Post, version: Version, voice: Voice, decision: str, comment: str = "", *, decides: bool = True
) -> Approval:
    request = voice.request_for(post)
    now = versions.latest(post)
    if post.status == Post.Status.WITH_CLIENT and now and (now != version or post.content_hash != version.content_hash):
        raise ChangedSince(seen=version, now=now)
    if post.status != Post.Status.WITH_CLIENT:
        raise MovedMeanwhile(_not_waiting(post))
    version.approvals.filter(voice=voice.key, taken_back_at=None).update(taken_back_at=timezone.now())
    return version.approvals.create(
        request=request,
        decision=decision,
        content_hash=version.content_hash,
        comment=comment,
        by=voice.user,
        by_name=voice.name,
        voice=voice.key,
        decides=decides,
    )


def _not_waiting(post: Post) -> str:
    if post.status == Post.Status.APPROVED:
        return f"“{post}” is approved already. Nothing else is needed."
    return f"“{post}” is being changed. Nothing was decided; you will be asked again when it is ready."


def _move(post: Post, transition: str, version: Version, voice: Voice, **data: Any) -> None:
    data |= {"title": post.title, "version": version.number, "hash": version.content_hash}
    move(post, transition, by=voice.actor, fields=("approved_hash", "updated_at"), shared=True,
         check_permission=voice.batch is None, **data)  # fmt: skip


def _tell_of_missing_time(post: Post, version: Version) -> None:
    notify(answerable_for(post.project), "post_needs_time", key=f"version:{version.pk}:time",
           title=f"“{post}” has its yes but no time ahead", body="Choose when it goes out.",
           url=post.get_absolute_url(), project=post.project)  # fmt: skip


def waiting_for(user: Any) -> Any:
    """The posts that wait for this person's answer, soonest first."""
    posts = Post.objects.where(user, Permission.APPROVE_POST).filter(status=Post.Status.WITH_CLIENT)
    return posts.order_by("scheduled_at", "id")
