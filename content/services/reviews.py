"""The verdict inside the agency: is there added value, and may it go on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agency.notifications import notify
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile, move
from content.models import Look, Post, Review, Version
from content.refusal import Refusal
from content.services import lineup, versions
from projects.access import require

Decision = Review.Decision
Verdict = Review.Verdict


@transaction.atomic
def approve(*, version: Version, value: str, by: Any, comment: str = "") -> Review:
    """Let ``version`` pass: on to the client, or straight to approved where the agreement asks nobody."""
    if value == Verdict.NONE:
        raise Refusal(value="Without added value it goes back to the author. Say what is missing.")
    post = _under_review(version, by=by)
    review = _write(version, Decision.APPROVED, value, comment, by=by)
    transition = "pass_review" if post.asks_client else "approve_inside"
    move(post, transition, by=by, fields=("approved_hash", "updated_at"), title=post.title, version=version.number)
    lineup.follow(post, by=by)
    if not post.asks_client:
        tell_author(post, version)
    return review


@transaction.atomic
def send_back(*, version: Version, value: str, comment: str, by: Any) -> Review:
    """Return ``version`` to its author with the reason, which the author will read."""
    if not comment.strip():
        raise Refusal(comment="Say what should change: the author reads this.")
    post = _under_review(version, by=by)
    review = _write(version, Decision.RETURNED, value, comment, by=by)
    move(post, "return_to_author", by=by, fields=("updated_at",), title=post.title, reason=comment)
    notify([post.author], "post_returned", key=f"review:{review.pk}", title=f"“{post}” came back from {by}",
           body=comment, url=post.get_absolute_url(), project=post.project)  # fmt: skip
    return review


def look(*, version: Version, by: Any) -> None:
    """Remember that ``by`` has had ``version`` before their eyes."""
    require(by, Permission.REVIEW_POST, version)
    Look.objects.get_or_create(version=version, user=by)


@transaction.atomic
def take_back(*, review: Review, by: Any) -> Post:
    """Undo one's own verdict while nobody has acted on it: no edit, no answer of the client, nothing out."""
    post = versions.hold(review.version.post)
    review = Review.objects.select_for_update().get(pk=review.pk)
    if review.by_id != by.pk:
        raise PermissionDenied("Only the person who decided can take it back.")
    if review.taken_back_at or _acted_on(post, review.version):
        raise MovedMeanwhile(f"“{post}” has gone on since. Your verdict stands.")
    review.taken_back_at = timezone.now()
    review.save(update_fields=["taken_back_at"])
    lineup.stand_down(post)
    move(post, "review_again", by=by, fields=("approved_hash", "updated_at"), title=post.title)
    return post


def _under_review(version: Version, *, by: Any) -> Post:
    """The held post of ``version``, if it still is what waits for review and ``by`` did not write it."""
    post = versions.hold(version.post)
    if post.author_id == by.pk:
        raise PermissionDenied("You wrote this post, so somebody else reviews it.")
    if post.status == Post.Status.IN_REVIEW and version != versions.latest(post):
        raise MovedMeanwhile(f"“{post}” has a newer version now. Read it before you decide.")
    return post


def _write(version: Version, decision: str, value: str, comment: str, *, by: Any) -> Review:
    return version.reviews.create(decision=decision, value=value, comment=comment.strip(), by=by)


def _acted_on(post: Post, version: Version) -> bool:
    changed = post.content_hash != version.content_hash or versions.latest(post) != version
    answered = version.approvals.filter(taken_back_at=None).exists() or version.approval_requests.exists()
    return changed or answered or lineup.is_out(post)


def tell_author(post: Post, version: Version) -> None:
    """The author hears that it may go out."""
    notify([post.author], "post_approved", key=f"version:{version.pk}:approved", title=f"“{post}” is approved",
           url=post.get_absolute_url(), project=post.project)  # fmt: skip
