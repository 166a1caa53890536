"""What people say, as the monitoring page shows it: counts from the roll-ups, mentions by keyset."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from agency.pages import keyset_page
from agency.permissions import Permission
from monitoring.models import Alert, Mention, MentionDay, Source
from projects.models import Project

PAGE = 25
DAYS = 30
MOST_SOURCES = 60


@dataclass
class Listening:
    """``days`` pairs positive and negative counts, oldest first; ``after`` is the key of the next page or empty."""

    mentions: list[Mention]
    after: str
    total: int
    tones: Counter[str]
    days: list[tuple[int, int]]
    alerts: list[Alert]
    sources: list[Source]
    silent: int

    @property
    def positive_share(self) -> int | None:
        return round(100 * self.tones["positive"] / self.total) if self.total else None

    @property
    def shares(self) -> tuple[int, int, int]:
        whole = self.total or 1
        positive, negative = (round(100 * self.tones[tone] / whole) for tone in ("positive", "negative"))
        return positive, 100 - positive - negative, negative


def projects_heard(user: Any) -> QuerySet[Project]:
    return Project.objects.where(user, Permission.VIEW_MENTION)


def mentions_of(projects: QuerySet[Project], wanted: dict[str, Any]) -> QuerySet[Mention]:
    """Mentions narrowed by what was asked: tone, category, language and words."""
    rows = Mention.objects.filter(project__in=projects, is_deleted=False)
    exact = {name: wanted[name] for name in ("tonality", "category", "language") if wanted.get(name)}
    rows = rows.filter(**exact)
    return rows.filter(text__icontains=wanted["words"]) if wanted.get("words") else rows


def listening(projects: QuerySet[Project], wanted: dict[str, Any], after: str = "") -> Listening:
    """The whole page; five queries."""
    heard = mentions_of(projects, wanted).select_related("project", "author")
    page = keyset_page(heard, by=("-published_at", "-id"), after=after, size=PAGE)
    tones, days = _counted(projects)
    sources = list(Source.objects.filter(project__in=projects).select_related("channel", "project")[:MOST_SOURCES])
    open_alerts = Alert.objects.open().filter(project__in=projects)
    return Listening(
        mentions=page.rows,
        after=page.next,
        total=sum(tones.values()),
        tones=tones,
        days=days,
        alerts=list(open_alerts.select_related("project", "source__channel")[:10]),
        sources=sources,
        silent=sum(source.is_silent or bool(source.failures) for source in sources),
    )


def _counted(projects: QuerySet[Project]) -> tuple[Counter[str], list[tuple[int, int]]]:
    """Thirty days from the roll-up: by tone, and positive with negative by day."""
    today = timezone.localdate()
    days = [today - dt.timedelta(days=ago) for ago in reversed(range(DAYS))]
    rows = (
        MentionDay.objects.filter(project__in=projects, day__gte=days[0])
        .values_list("day", "tonality")
        .annotate(said=Sum("count"))
        .order_by()
    )
    tones: Counter[str] = Counter()
    by_day: Counter[tuple[dt.date, str]] = Counter()
    for day, tonality, said in rows:
        tones[tonality] += said
        by_day[day, tonality] += said
    return tones, [(by_day[day, "positive"], by_day[day, "negative"]) for day in days]
