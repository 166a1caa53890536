"""What only people can tell afterwards: who came, how many pictures were sent, and what to write about it next."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.transitions import MovedMeanwhile
from content.models import Activity, Answer, Interactive, Post, details_of
from content.refusal import Refusal
from content.services import drafts
from content.services.taking_part import require_writer

TOLD = ("expected", "came", "known_how", "cost")


@transaction.atomic
def note_attendance(*, post: Post, by: Any, **told: Any) -> Activity:
    """How an offline activity went: ``expected`` and ``came`` people, ``known_how``, ``cost`` in hryvnias."""
    require_writer(by, post)
    activity = Activity.objects.select_for_update().filter(post=post).first()
    if activity is None or post.format != Post.Format.OFFLINE:
        raise MovedMeanwhile(f"“{post}” is no offline activity.")
    if told.get("came") is not None and not told.get("known_how", "").strip():
        raise Refusal(known_how="Say how it is known: counted at the door, a list, an estimate.")
    for name in TOLD:
        setattr(activity, name, told.get(name, getattr(activity, name)))
    activity.noted_by, activity.noted_at = by, timezone.now()
    activity.save(update_fields=[*TOLD, "noted_by", "noted_at"])
    if activity.came is not None:
        audit.record("content.post.attendance_noted", post, by=by, title=post.title, came=activity.came)
    return activity


@transaction.atomic
def note_count(*, post: Post, counted: int, by: Any) -> Interactive:
    """How many people did what they were asked to, where no network can count it."""
    require_writer(by, post)
    interactive = Interactive.objects.select_for_update().filter(post=post).first()
    if interactive is None or post.format != Post.Format.INTERACTIVE:
        raise MovedMeanwhile(f"“{post}” asks nobody to do anything.")
    interactive.counted, interactive.noted_by, interactive.noted_at = counted, by, timezone.now()
    interactive.save(update_fields=["counted", "noted_by", "noted_at"])
    audit.record("content.post.count_noted", post, by=by, title=post.title, count=counted)
    return interactive


@transaction.atomic
def follow_up(*, post: Post, by: Any) -> Post:
    """A draft that answers the question of the day with the best answers, on the same pages."""
    require_writer(by, post)
    details = details_of(post)
    best = list(post.answers.filter(is_best=True)[:5])
    if details is None or not best:
        raise MovedMeanwhile("Pick at least one answer first.")
    asked = getattr(details, "asked", "") or getattr(details, "question", "") or post.title
    channels = [target.channel for target in post.targets.select_related("channel")]
    return drafts.create(
        project=post.project,
        by=by,
        title=f"Answers: {post.title}"[:160],
        text="\n\n".join([asked, *(_quoted(answer) for answer in best)]),
        channels=channels,
        goal=post.goal,
        value_kind=post.value_kind,
        value_audience=post.value_audience,
    )


def _quoted(answer: Answer) -> str:
    return f"“{answer.text.strip()}”\n{answer.person_name}" if answer.text.strip() else answer.person_name
