"""Verbs that decide about a version, as the API calls them: by the post and the number of the version that was read."""

from typing import Any

from content.models import Post, Review, Version
from content.refusal import Refusal
from content.services import approvals, reviews
from content.services.approvals import Voice


def _read(post: Post, number: int) -> Version:
    version = post.versions.select_related("post").filter(number=number).first()
    if version is None:
        raise Refusal(version=f"There is no version {number}.")
    return version


def _verdict(value: str) -> str:
    if value not in Review.Verdict.values:
        raise Refusal(value=f"Choose one of: {', '.join(Review.Verdict.values)}.")
    return value


def approve_version(*, post: Post, version: int, value: str, by: Any, comment: str = "") -> None:
    """Let the version that was read pass our review."""
    reviews.approve(version=_read(post, version), value=_verdict(value), comment=comment, by=by)


def return_version(*, post: Post, version: int, value: str, by: Any, comment: str = "") -> None:
    """Return the version that was read to its author, with the reason."""
    reviews.send_back(version=_read(post, version), value=_verdict(value), comment=comment, by=by)


def say_yes(*, post: Post, version: int, by: Any) -> None:
    """The client's yes to exactly the version that was read."""
    approvals.approve(version=_read(post, version), voice=Voice(user=by))


def ask_changes(*, post: Post, version: int, comment: str, by: Any) -> None:
    """What the client wants to be different in the version that was read."""
    approvals.ask_changes(version=_read(post, version), comment=comment, voice=Voice(user=by))


def take_review_back(*, review: Review, by: Any) -> None:
    """Undo one's own verdict while nobody has acted on it."""
    reviews.take_back(review=review, by=by)


def take_answer_back(*, approval: Any, by: Any) -> None:
    """Undo one's own answer until the post goes out."""
    approvals.take_back(approval=approval, voice=Voice(user=by))
