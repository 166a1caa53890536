"""Thirty days of a project against its goal. Every number says how it was made, and what is not known is said too."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from agency.templatetags.words import words
from content.models import Metric, Post, Publication
from content.models.metric import ACTIONS
from content.selectors.counts import without_counts
from moderation.models import Case
from monitoring.models import MentionDay, Source
from projects.models import Channel, Goal, KpiReading, Project
from projects.networks import is_by_hand

DAYS = 30


@dataclass
class Figure:
    """A number with its formula and inputs in words."""

    name: str
    value: str
    formula: str


@dataclass
class Report:
    project: Project
    since: dt.date
    until: dt.date
    goal: Goal | None
    pace: Any
    readings: list[KpiReading]
    figures: list[Figure]
    unknown: list[str]


def report_of(project: Project, *, days: int = DAYS) -> Report:
    """The report of the last ``days`` days on the project's own calendar; twelve queries at most."""
    until = timezone.now().astimezone(project.zone).date()
    since = until - dt.timedelta(days=days)
    goal = project.goals.filter(is_main=True).first()
    return Report(
        project=project,
        since=since,
        until=until,
        goal=goal,
        pace=goal.pace(until) if goal else None,
        readings=list(goal.readings.order_by("-day")[:12])[::-1] if goal else [],
        figures=[
            _published(project, since),
            _engagement(project, since),
            _tone(project, since),
            *_answers(project, since),
        ],
        unknown=_unknown(project),
    )


def _published(project: Project, since: dt.date) -> Figure:
    posts = project.publications.filter(status=Publication.Status.PUBLISHED, published_at__date__gte=since)
    kinds = posts.aggregate(
        all=Count("post", distinct=True),
        emotional=Count("post", distinct=True, filter=Q(post__value_kind=Post.Value.EMOTIONAL)),
    )
    formula = f"{kinds['emotional']} emotional, {kinds['all'] - kinds['emotional']} informational"
    return Figure("Posts published", str(kinds["all"]), formula)


def _engagement(project: Project, since: dt.date) -> Figure:
    """Actions ÷ followers, averaged over posts, each by its newest count, collected or by hand."""
    newest = Metric.objects.filter(publication=OuterRef("publication")).order_by("-at").values("pk")[:1]
    rows = Metric.objects.filter(
        publication__project=project, publication__published_at__date__gte=since, pk=Subquery(newest), followers__gt=0
    ).annotate(actions_sum=sum((Coalesce(F(name), 0) for name in ACTIONS), Value(0)))
    found = rows.aggregate(
        posts=Count("pk"),
        by_hand=Count("pk", filter=Q(source=Metric.Source.BY_HAND)),
        rate=Avg(F("actions_sum") * 1.0 / F("followers")),
        actions=Sum("actions_sum"),
    )
    if not found["posts"]:
        return Figure("Engagement rate", "–", "No post of these days has been counted yet")
    formula = f"actions ÷ followers, mean of {found['posts']} posts with {found['actions']} actions"
    by_hand = f"; {found['by_hand']} counted by hand" if found["by_hand"] else ""
    return Figure("Engagement rate", f"{(found['rate'] or 0) * 100:.1f}%", f"{formula}{by_hand}")


def _tone(project: Project, since: dt.date) -> Figure:
    rows = MentionDay.objects.filter(project=project, day__gte=since)
    found = rows.aggregate(all=Sum("count"), positive=Sum("count", filter=Q(tonality="positive")))
    if not found["all"]:
        return Figure("Positive mentions", "–", "Nothing was said in these days")
    positive = found["positive"] or 0
    formula = f"{positive} positive of {found['all']} organic mentions"
    return Figure("Positive mentions", f"{100 * positive / found['all']:.0f}%", formula)


def _answers(project: Project, since: dt.date) -> list[Figure]:
    cases = Case.objects.filter(project=project, mention__published_at__date__gte=since)
    found = cases.aggregate(
        all=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        in_time=Count("pk", filter=Q(answered_at__lte=F("answer_due_at"))),
        solved=Count("pk", filter=Q(status=Case.Status.RESOLVED)),
    )
    if not found["all"]:
        return [Figure("First answers in time", "–", "Nobody asked or complained in these days")]
    in_time = f"{100 * found['in_time'] / found['all']:.0f}%"
    return [
        Figure("First answers in time", in_time, f"{found['in_time']} of {found['all']} within the agreed time"),
        Figure("Solved", str(found["solved"]), f"of {found['all']} people who asked or complained"),
    ]


def _unknown(project: Project) -> list[str]:
    """What these numbers do not cover."""
    unknown = [
        f"{source}: nothing could be collected lately. {source.trouble}".strip()
        for source in Source.objects.filter(project=project, is_on=True, failures__gt=0).select_related("channel")
    ]
    broken = project.channels.filter(state__in=[Channel.State.BROKEN, Channel.State.DISCONNECTED])
    unknown += [
        f"{channel} is not connected: its followers and comments are as of the last good day." for channel in broken
    ]
    if deaf := [channel.name for channel in project.channels.usable() if is_by_hand(channel.network)]:
        unknown.append(f"What people say on {', '.join(deaf)} is not collected: we publish there by hand.")
    if uncounted := without_counts(project, window=dt.timedelta(days=DAYS), old_enough=dt.timedelta(days=1)).count():
        unknown.append(f"{words(uncounted, 'publication has,publications have')} no counts yet.")
    unchecked = project.mentions.filter(labelled_by=None, confidence__lt=0.6, published_at__gte=_month_ago()).count()
    if unchecked:
        unknown.append(f"{unchecked} mentions have an uncertain tone that nobody has checked.")
    return unknown


def _month_ago() -> dt.datetime:
    return timezone.now() - dt.timedelta(days=DAYS)
