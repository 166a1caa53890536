"""Doing the same with several posts: each for itself, and for each it is said what came of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agency.transitions import MovedMeanwhile
from content.models import Post
from content.refusal import Refusal


@dataclass(frozen=True)
class Outcome:
    """What became of one post; ``was`` is its plan before a move, as ``day|time|fold``."""

    post: Post
    is_done: bool
    text: str
    was: str = ""


def with_each(posts: Iterable[Post], run: Callable[[Post], str]) -> list[Outcome]:
    """Call ``run`` with each in a transaction of its own; it says what it did. One that is refused stops no other."""
    return [_with_one(post, run) for post in posts]


def _with_one(post: Post, run: Callable[[Post], str]) -> Outcome:
    was = plan_of(post)
    try:
        with transaction.atomic():
            return Outcome(post, True, run(post), was)
    except PermissionDenied:
        return Outcome(post, False, "This is not yours to do.")
    except (Refusal, MovedMeanwhile) as refusal:
        return Outcome(post, False, str(refusal))


def plan_of(post: Post) -> str:
    day = post.day.isoformat() if post.day else ""
    time = f"{post.time:%H:%M}" if post.time else ""
    return f"{day}|{time}|{post.fold}"
