"""Several posts at once: moved, sent to review, put away. See :mod:`content.services.outcomes`."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from content import clock
from content.models import Post
from content.refusal import Refusal
from content.services import planning, submission
from content.services.outcomes import Outcome, with_each

MOST = 100
Plan = tuple[dt.date | None, dt.time | None, int]


def move_by(*, posts: Iterable[Post], days: int, by: Any) -> list[Outcome]:
    """Each so many days later (or earlier), at its own local hour."""

    def run(post: Post) -> str:
        if post.day is None:
            raise Refusal(day="It has no day to count from.")
        return _moved(planning.to_day(post=post, day=_shifted(post.day, days), by=by))

    return with_each(posts, run)


def _shifted(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError as error:
        raise clock.BadTime("This day is too far away to plan for.") from error


def move_to(*, posts: Iterable[Post], day: dt.date, by: Any) -> list[Outcome]:
    """All to one day, each at its own local hour."""
    return with_each(posts, lambda post: _moved(planning.to_day(post=post, day=day, by=by)))


def put_back(*, posts: Iterable[Post], plans: Mapping[int, Plan], by: Any) -> list[Outcome]:
    """Undo a move: each to the plan it had, by id."""

    def run(post: Post) -> str:
        day, time, fold = plans[post.pk]
        if day is None:
            return _moved(planning.unschedule(post=post, by=by))
        return _moved(planning.schedule(post=post, day=day, time=time or planning.PREFERRED_HOUR, fold=fold, by=by))

    return with_each(posts, run)


def submit(*, posts: Iterable[Post], by: Any) -> list[Outcome]:
    """Each to review; what one still lacks is named."""

    def run(post: Post) -> str:
        submission.submit(post=post, by=by)
        return "With the reviewer now."

    return with_each(posts, run)


def archive(*, posts: Iterable[Post], by: Any) -> list[Outcome]:
    """Each into the archive."""

    def run(post: Post) -> str:
        submission.archive(post=post, by=by)
        return "In the archive."

    return with_each(posts, run)


def _moved(post: Post) -> str:
    if post.day is None or post.time is None:
        return "Unscheduled."
    said = f"{clock.spoken_day(post.day)} at {post.time:%H:%M} {clock.spoken_zone(post.time_zone)} time"
    return f"{said}, and the client is asked again." if post.status == Post.Status.WITH_CLIENT else f"{said}."
