"""Publications follow the post: one waiting on each of its channels, always of the version that was approved.

Whoever promises that a post stays, or moves, asks here whether it is out, with the post held. The answer holds until
the transaction ends: a claim under way is waited for, and none begins. Posts are locked before their publications,
publications in the order of their ids.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from agency.transitions import move
from content.models import Attempt, Post, Publication, Review, Version
from content.models.publication import DROPPED
from content.services import versions

Status = Publication.Status
OUT = (Status.SENDING, Status.PUBLISHED, Status.UNCONFIRMED)
STOPPED = (Status.FAILED, Status.ASKED)
MAY_BE_OUT = (Attempt.Outcome.STARTED, Attempt.Outcome.UNCONFIRMED, Attempt.Outcome.ACCEPTED)


def line_up(post: Post, *, version: Version, by: Any) -> None:
    """Make the waiting publications those of ``version``, an approved one, at the post's time.

    New channels get one, dropped channels lose theirs; what failed or waits for a hand waits again with the new
    content; what is out or on its way is not touched, and a channel somebody left out stays so (:func:`_left_out`). A
    time that went by before the yes is not made up for: the post waits for a new one.
    """
    channels = {target["channel"] for target in version.snapshot["targets"]}
    rows = list(_held(post).exclude(status=Status.CANCELLED).select_related("post", "channel"))
    for publication in rows:
        if publication.channel_id not in channels:
            _let_go(publication, by=by)
        elif publication.status in STOPPED and publication.version_id != version.pk:
            _start_anew(publication, by=by)
    missing = channels - {publication.channel_id for publication in rows} - _left_out(post, version)
    Publication.objects.bulk_create(_new(post, version, channel_id) for channel_id in sorted(missing))
    _waiting(post).update(version=version, content_hash=version.content_hash, **_times(post))


def _let_go(publication: Publication, *, by: Any) -> None:
    if publication.status not in OUT:
        _move(publication, "cancel", by=by)


def _start_anew(publication: Publication, *, by: Any) -> None:
    """What the network said, or a hand was asked for, was about other content."""
    publication.error_kind = publication.error_text = ""
    _move(publication, "retry", by=by)


def _left_out(post: Post, version: Version) -> set[int]:
    """Channels that get no new publication.

    “Do not send” holds for what our last review let pass, on whatever day it goes. Where an attempt may have put it
    there after all it holds for ever: a new publication has a new key, and no network would know it again.
    """
    passed = post.versions.filter(reviews__decision=Review.Decision.APPROVED, reviews__taken_back_at=None)
    since = passed.aggregate(last=Max("number"))["last"] or version.number
    sends = Attempt.objects.filter(publication=OuterRef("pk"), is_look=False, outcome__in=MAY_BE_OUT)
    cancelled = post.publications.filter(Q(version__number__gte=since) | Exists(sends), status=Status.CANCELLED)
    return set(cancelled.exclude(error_kind=DROPPED).values_list("channel_id", flat=True))


def _move(publication: Publication, transition: str, *, by: Any) -> None:
    move(publication, transition, by=by, fields=publication.MOVES, check_permission=False, title=str(publication))


def _new(post: Post, version: Version, channel_id: int) -> Publication:
    return Publication(
        project_id=post.project_id, post=post, channel_id=channel_id, version=version, content_hash=version.content_hash
    )


def _waiting(post: Post) -> models.QuerySet[Publication]:
    return post.publications.filter(status=Status.WAITING)


def has_time_ahead(post: Post) -> bool:
    """Whether its time is still to come; the minute just gone counts."""
    return post.scheduled_at is not None and post.scheduled_at >= timezone.now() - dt.timedelta(minutes=1)


def _times(post: Post) -> dict[str, dt.datetime | None]:
    return {"scheduled_for": post.scheduled_at, "due_at": post.scheduled_at if has_time_ahead(post) else None}


def follow(post: Post, *, by: Any) -> None:
    """After the plan of an approved post changed: the waiting ones become those of the newest version."""
    if post.is_approved_as_is and (version := versions.latest(post)):
        line_up(post, version=version, by=by)


def stand_down(post: Post) -> None:
    """Nothing of it goes out before a yes lines it up again.

    The post's own state says so to every later claim. One that read the post a moment ago, and locks its rows only
    now, looks again at these rows alone: so they say it as well.
    """
    _waiting(post).update(content_hash="")


def is_sending(post: Post) -> bool:
    """Whether a part of it is on its way to a network this moment."""
    return Status.SENDING in _states(post)


def is_out(post: Post) -> bool:
    """Whether any part of it is out, or may be: then nobody's yes can be taken back."""
    return any(state in OUT for state in _states(post))


def is_out_everywhere(post: Post) -> bool:
    """Whether nothing of it is left to send."""
    return {state for state in _states(post) if state != Status.CANCELLED} == {Status.PUBLISHED}


def _states(post: Post) -> list[str]:
    return list(_held(post).values_list("status", flat=True))


def _held(post: Post) -> models.QuerySet[Publication]:
    return post.publications.order_by("pk").select_for_update(of=("self",))
