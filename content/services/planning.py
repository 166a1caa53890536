"""When a post goes out, and what a change of plan does to yeses already said.

The client's yes covers the day. Another hour of the same day keeps it, so does any day when the yes was said without
one or when our own review is enough; another day asks again. What is being sent or is out keeps its time.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.notifications import notify
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile, move
from content import clock
from content.models import Approval, Post, Version
from content.services import lineup, versions
from projects.access import require
from projects.people import answerable_for

Status = Post.Status
PREFERRED_HOUR = dt.time(12)
PLAN = ("day", "time", "time_zone", "scheduled_at", "content_hash", "approved_hash", "updated_at")


class CannotPlan(MovedMeanwhile):
    """The post can have no other time any more."""


@transaction.atomic
def schedule(*, post: Post, day: dt.date, time: dt.time, by: Any, zone: str | None = None, fold: int = 0) -> Post:
    """Plan ``post`` for a wall clock in ``zone`` (the post's own unless given) and let the rest follow.

    Raises clock.BadTime for a time that does not exist or has gone by, CannotPlan when it is too late to move.
    """
    require(by, Permission.PLAN_POST, post)
    post = _plannable(post)
    post.scheduled_at = clock.future_instant(day, time, zone or post.time_zone, fold=fold)
    post.day, post.time, post.time_zone = day, time, zone or post.time_zone
    _settle(post, by=by)
    audit.record("content.post.scheduled", post, by=by, title=post.title, day=day.isoformat(), time=f"{time:%H:%M}")
    return post


def to_day(*, post: Post, day: dt.date, by: Any) -> Post:
    """Another day at the same local hour; noon where there was none. Raises as :func:`schedule` does."""
    time = post.time or PREFERRED_HOUR
    fold = post.fold if clock.is_doubled(day, time, post.time_zone) else 0
    return schedule(post=post, day=day, time=time, fold=fold, by=by)


@transaction.atomic
def unschedule(*, post: Post, by: Any) -> Post:
    """Take ``post`` out of the calendar; it keeps its state and waits for another time."""
    require(by, Permission.PLAN_POST, post)
    post = _plannable(post)
    post.day = post.time = post.scheduled_at = None
    _settle(post, by=by)
    audit.record("content.post.unscheduled", post, by=by, title=post.title)
    return post


def send_now(*, post: Post, by: Any) -> Post:
    """Plan an approved post for this very minute."""
    require(by, Permission.SEND_POST, post)
    if not post.is_approved_as_is:
        raise MovedMeanwhile(f"“{post}” is not approved as it is, so it stays. Nothing was sent.")
    soon = (timezone.now() + dt.timedelta(minutes=1)).replace(second=0, microsecond=0)
    local = soon.astimezone(post.zone)
    return schedule(post=post, day=local.date(), time=local.time(), fold=local.fold, by=by)


def _plannable(post: Post) -> Post:
    post = versions.hold(post)
    if post.status == Status.ARCHIVED:
        raise CannotPlan(f"“{post}” is in the archive. Bring it back first.")
    if lineup.is_sending(post):
        raise CannotPlan(f"“{post}” is on its way this moment. Look again in a minute.")
    if lineup.is_out(post):
        raise CannotPlan(f"“{post}” is out already, so it keeps its time.")
    return post


def _settle(post: Post, *, by: Any) -> None:
    """Save the new plan, keep a version of it, and ask again where the yes no longer holds."""
    asks_again = False
    if versions.stamp(post) and post.status != Status.DRAFT:
        version = versions.keep(post, by=by)
        asks_again = post.status == Status.APPROVED and not _yes_holds(post)
        if post.status == Status.APPROVED and not asks_again:
            post.approved_hash = version.content_hash
    if asks_again:
        _ask_again(post, by=by)
    else:
        post.save(update_fields=PLAN)
        lineup.follow(post, by=by)


def _yes_holds(post: Post) -> bool:
    """Whether the yes that was said covers the post's new day."""
    if not post.asks_client or post.day is None:
        return True
    said_to = _approved_version(post)
    return said_to is not None and said_to.snapshot["day"] in (None, post.day.isoformat())


def _approved_version(post: Post) -> Version | None:
    yes = Approval.objects.filter(version__post=post, decision__in=Approval.YES, taken_back_at=None)
    last = yes.select_related("version").first()
    return last.version if last else None


def _ask_again(post: Post, *, by: Any) -> None:
    lineup.stand_down(post)
    move(post, "ask_again", by=by, fields=PLAN, shared=True, check_permission=False, title=post.title)
    day = clock.spoken_day(post.day) if post.day else "no day"
    title = f"“{post}” moved to {day}: the client is asked again"
    key = f"post:{post.pk}:asked-again:{post.content_hash[:16]}:{post.updated_at.timestamp()}"
    notify(answerable_for(post.project), "post_changed_after_approval", key=key, title=title,
           url=post.get_absolute_url(), project=post.project)  # fmt: skip
