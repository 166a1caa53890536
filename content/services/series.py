"""A post comes again: as posts of their own, which share nothing but the rule they were made by."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.permissions import Permission
from content import clock, repeats
from content.models import Post, Series
from content.refusal import Refusal
from content.services import drafts, submission, versions
from content.services.outcomes import Outcome, with_each
from projects.access import require


class Made(NamedTuple):
    """The new series, its new drafts in order, and in words what was left out."""

    series: Series
    posts: list[Post]
    left_out: list[str]


@transaction.atomic
def repeat(
    *,
    post: Post,
    by: Any,
    unit: str = Series.Unit.WEEK,
    every: int = 1,
    weekdays: Iterable[int] = (),
    until: dt.date | None = None,
    count: int | None = None,
) -> Made:
    """Make ``post`` the first of a series and write a draft for every further occurrence at its wall clock.

    Raises Refusal when it has no hour yet, repeats already, comes to no second time, or comes too often.
    """
    require(by, Permission.PLAN_POST, post)
    post = versions.hold(post)
    rule = rule_of(post, unit=unit, every=every, weekdays=weekdays, until=until, count=count)
    day, time = cast(dt.date, post.day), cast(dt.time, post.time)  # rule_of has refused a post without them
    found = repeats.dates(rule, time, post.time_zone)
    if len(found.days) < 2:
        raise Refusal(until="It would come only once. " + " ".join(found.left_out))
    series = Series.objects.create(
        project=post.project, unit=unit, every=every, weekdays=sorted(set(weekdays)), starts_on=day,
        time=time, time_zone=post.time_zone, until=until, count=count, created_by=by,
    )  # fmt: skip
    post.series, post.series_number = series, 1
    post.save(update_fields=["series", "series_number"])
    made = [
        drafts.copy(post=post, by=by, day=each, time=time, time_zone=post.time_zone, series=series, series_number=n)
        for n, each in enumerate(found.days[1:], 2)
    ]
    audit.record("content.series.started", series, by=by, title=post.title, count=len(found.days))
    return Made(series, made, found.left_out)


def rule_of(post: Post, *, unit: str, every: int, weekdays: Iterable[int] = (), until: dt.date | None = None,
            count: int | None = None) -> repeats.Rule:  # fmt: skip
    """The rule by which ``post`` would come again. Raises Refusal as :func:`repeat` does."""
    if post.series_id:
        raise Refusal(unit="It repeats already.")
    if post.day is None or post.time is None:
        raise Refusal(unit="Give it a day and an hour first.")
    if bool(until) == bool(count):
        raise Refusal(until="Say when it ends: on a day, or after how many times.")
    return repeats.Rule(unit, every, post.day, sorted(set(weekdays)), until, count)


def spread(*, post: Post, by: Any, following_only: bool = True) -> list[Outcome]:
    """Give what ``post`` says, and its hour, to the other occurrences that are drafts; each keeps its day.

    What has left its author's hands keeps its text, and that is said.
    """
    require(by, Permission.WRITE_POST, post)
    post = Post.objects.get(pk=post.pk)
    if not post.series_id:
        raise Refusal(series="It does not repeat.")
    others = Post.objects.kept().filter(series=post.series_id).exclude(pk=post.pk).order_by("series_number")
    if following_only:
        others = others.filter(series_number__gt=post.series_number)
    content = drafts.content_of(post)

    def run(other: Post) -> str:
        drafts.save(post=other, revision=other.revision, by=by, **content, changes=_said(post, other))
        return "Says the same now."

    return with_each(others.select_related("project__client__agreement", "author"), run)


def _said(post: Post, other: Post) -> dict[str, Any]:
    said = {name: getattr(post, name) for name in drafts.FIELDS}
    return said | {"time": post.time} if post.time and other.day else said


@transaction.atomic
def stop(*, series: Series, by: Any, after: dt.date | None = None) -> list[Outcome]:
    """End it: drafts later than ``after`` (today unless said) go to the archive; what is on its way stays."""
    require(by, Permission.PLAN_POST, series)
    series = Series.objects.select_for_update(of=("self",)).select_related("project").get(pk=series.pk)
    day = after or series.project.today
    series.stopped_at = timezone.now()
    series.save(update_fields=["stopped_at"])
    audit.record("content.series.stopped", series, by=by, day=clock.spoken_day(day))
    later = Post.objects.kept().filter(series=series, day__gt=day).order_by("series_number")

    def run(post: Post) -> str:
        if post.status != Post.Status.DRAFT:
            raise Refusal(
                status=f"{post.get_status_display()}, so it stays. Archive it by itself if it shall not go out."
            )
        submission.archive(post=post, by=by)
        return "In the archive."

    return with_each(later.select_related("project__client__agreement", "author"), run)


@transaction.atomic
def resume(*, series: Series, posts: Iterable[Post], by: Any) -> list[Outcome]:
    """Take the end back: ``posts``, which it put away, are drafts again."""
    require(by, Permission.PLAN_POST, series)
    series.stopped_at = None
    series.save(update_fields=["stopped_at"])
    audit.record("content.series.resumed", series, by=by)

    def run(post: Post) -> str:
        submission.bring_back(post=post, by=by)
        return "A draft again."

    return with_each(posts, run)
