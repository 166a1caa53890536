"""Whom to tell that a promotion ends tomorrow, a survey has ended, a result is missing. Once for each."""

import datetime as dt
from typing import Any

from django.utils import timezone

from agency.models import User
from agency.notifications import notify
from agency.permissions import Role
from content.models import Activity, Post, Promotion, Publication, Survey
from projects.people import answerable_for, seated

SOON = dt.timedelta(hours=24)
MISSED = dt.timedelta(hours=12)
FORGOTTEN = dt.timedelta(days=14)  # older ends are nobody's news
AT_ONCE = 200


def remind() -> int:
    """Tell about everything that wants it now; how many things that were. Telling twice is telling once."""
    now = timezone.now()
    return _closing(now) + _closed(now) + _undrawn(now) + _uncounted(now)


def people_of(post: Post) -> list[User]:
    """The copywriters and the manager, whoever covers them, and whoever wrote it."""
    return [*seated(post.project, Role.COPYWRITER), *answerable_for(post.project), post.author]


def _out(details: Any) -> Any:
    """Those whose post is out somewhere and was not put away."""
    out = Publication.objects.filter(status=Publication.Status.PUBLISHED).values("post")
    rows = details.objects.filter(post__in=out).exclude(post__status=Post.Status.ARCHIVED)
    return rows.select_related("post__project", "post__author")


def _closing(now: dt.datetime) -> int:
    ending = _out(Promotion).filter(post__format="promotion", closes_at__gt=now, closes_at__lte=now + SOON)
    return _tell(ending, "promotion_closing", "“{post}” ends {end}", "Then draw the winners.")


def _closed(now: dt.datetime) -> int:
    ended = _out(Survey).filter(post__format="survey", closes_at__lte=now, closes_at__gt=now - FORGOTTEN)
    return _tell(ended, "survey_closed", "“{post}” is closed", "See how people answered.")


def _undrawn(now: dt.datetime) -> int:
    late = {"closes_at__lte": now - MISSED, "closes_at__gt": now - FORGOTTEN, "post__draws": None}
    waiting = _out(Promotion).filter(post__format="promotion", **late)
    return _tell(waiting, "result_missing", "“{post}” has ended and nobody has drawn", "People wait for the winners.")


def _uncounted(now: dt.datetime) -> int:
    """Activities that are over: by their end, or by their beginning where no end was said."""
    over = _out(Activity).filter(post__format="offline", came=None, opens_at__lte=now - MISSED,
                                 opens_at__gt=now - FORGOTTEN)  # fmt: skip
    done = over.exclude(closes_at__gt=now - MISSED)
    return _tell(done, "result_missing", "How many people came to “{post}”?", "Note it while somebody remembers.")


def _tell(rows: Any, kind: str, title: str, body: str) -> int:
    found = list(rows[:AT_ONCE])
    for details in found:
        post, end = details.post, details.closes_at or details.opens_at
        local = end.astimezone(post.project.zone)
        notify(people_of(post), kind, key=f"post:{post.pk}:{kind}:{end.timestamp():.0f}", body=body,
               title=title.format(post=post, end=f"{local:%A %H:%M}"), url=post.get_absolute_url(),
               project=post.project)  # fmt: skip
    return len(found)
