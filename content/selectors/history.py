"""The story of a post: who did what, which versions there were, what was last said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agency.models.event import EventQuerySet
from agency.selectors import story_of
from content.diffs import Change, changes
from content.models import Approval, Post, Review, Version
from projects.models import Channel

LATEST = 50


@dataclass(frozen=True)
class Reason:
    """Why a draft came back."""

    who: str
    words: str


def last_remark(post: Post) -> Reason | None:
    """What was asked for when the newest version came back, by the reviewer or the client."""
    version = post.versions.order_by("-number").first()
    if version is None or post.status != Post.Status.DRAFT:
        return None
    answer = version.approvals.filter(decision=Approval.Decision.CHANGES, taken_back_at=None).first()
    if answer:
        return Reason(answer.by_name, answer.comment)
    review = version.reviews.filter(decision=Review.Decision.RETURNED, taken_back_at=None).select_related("by").first()
    return Reason(str(review.by), review.comment) if review else None


def story(post: Post, user: Any) -> EventQuerySet:
    """What happened to the post as far as ``user`` may read, newest first."""
    return story_of(post, user=user)[:LATEST]


@dataclass(frozen=True)
class Step:
    """A version and what changed since the one before."""

    version: Version
    changes: list[Change]


def steps(post: Post) -> list[Step]:
    """The versions of a post, newest first, each against the one before."""
    kept: Sequence[Version] = list(post.versions.select_related("created_by")[:LATEST])
    names = _names(kept)
    before = [*(version.snapshot for version in kept[1:]), None][: len(kept)]
    return [
        Step(version, changes(old, version.snapshot, channels=names) if old else [])
        for version, old in zip(kept, before, strict=True)
    ]


def since(old: Version | None, new: Version) -> list[Change]:
    """What changed from one version to another; nothing when there is no older one."""
    return changes(old.snapshot, new.snapshot, channels=_names([old, new])) if old else []


def since_approved(post: Post) -> list[Change]:
    """What the newest version has otherwise than the last one with the client's yes; nothing if it is that one."""
    versions = post.versions.order_by("-number")
    newest = versions.first()
    approved = versions.filter(approvals__decision__in=Approval.YES, approvals__taken_back_at=None).first()
    return since(approved, newest) if newest and approved != newest else []


def _names(versions: Sequence[Version]) -> dict[int, str]:
    ids = {target["channel"] for version in versions for target in version.snapshot["targets"]}
    return {channel.pk: str(channel) for channel in Channel.objects.defer("credentials").filter(pk__in=ids)}
