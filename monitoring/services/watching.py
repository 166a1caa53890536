"""Raising the alarm: negative spikes and sources that went silent."""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.notifications import notify
from monitoring.models import Alert, Mention, MentionHour, Source
from monitoring.models.mention import Tonality
from projects.models import Project
from projects.people import answerable_for

DAYS = 14
LEAST = 5  # fewer than this is never a spike, however quiet the page usually is
CALM_AFTER = dt.timedelta(hours=3)


def threshold(counts: Sequence[int]) -> float:
    """Median + 4 × the median absolute deviation of the same hour of the days before, never under ``LEAST``."""
    usual = statistics.median(counts)
    spread = statistics.median(abs(count - usual) for count in counts)
    return max(LEAST, usual + 4 * max(spread, 1))


def watch() -> int:
    """Look at every running project once; return how many alarms were raised."""
    return sum([_watch_negatives(), _watch_silence()])


def _watch_negatives() -> int:
    now = timezone.now().astimezone(dt.UTC)
    history = _same_hours(now)
    raised = 0
    for project in Project.objects.active():
        today, before = history[project.pk]
        if today > threshold(before):
            raised += _raise(project, Alert.Kind.NEGATIVE_SPIKE, count=today, usual=statistics.median(before))
        else:
            _calm_down(project, now)
    return raised


def _same_hours(now: dt.datetime) -> dict[int, tuple[int, list[int]]]:
    """Project id → negatives of this hour, and of the same hour of each of the days before."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    hours = [hour - dt.timedelta(days=days) for days in range(DAYS + 1)]
    counts: dict[int, dict[dt.datetime, int]] = defaultdict(dict)
    rows = MentionHour.objects.filter(hour__in=hours, tonality=Tonality.NEGATIVE).values_list("project", "hour")
    for project, at, count in rows.annotate(total=Sum("count")):
        counts[project][at] = count
    empty: tuple[int, list[int]] = (0, [0] * DAYS)
    found = {
        project: (by_hour.get(hour, 0), [by_hour.get(at, 0) for at in hours[1:]]) for project, by_hour in counts.items()
    }
    return defaultdict(lambda: empty, found)


def _watch_silence() -> int:
    """A source that used to speak and does not: an alarm, not good news."""
    raised = 0
    speaking = Source.objects.filter(is_on=True, heard_at__isnull=False, project__stage=Project.Stage.ACTIVE)
    for source in speaking.select_related("project", "channel"):
        if source.is_silent:
            raised += _raise(source.project, Alert.Kind.SILENT_SOURCE, source=source)
        else:
            Alert.objects.open().filter(source=source).update(closed_at=timezone.now())
    return raised


def _raise(
    project: Project, kind: Alert.Kind, *, count: int = 0, usual: float = 0, source: Source | None = None
) -> int:
    """Open the alarm unless it is open already, in which case its count is refreshed."""
    if Alert.objects.open().filter(project=project, kind=kind, source=source).update(count=count, usual=usual):
        return 0
    author, phrase = _loudest(project) if kind == Alert.Kind.NEGATIVE_SPIKE else ("", "")
    try:
        with transaction.atomic():
            alert = Alert.objects.create(
                project=project,
                kind=kind,
                source=source,
                count=count,
                usual=usual,
                top_author=author,
                top_phrase=phrase,
            )
            audit.record("monitoring.alert.opened", alert, count=count, usual=f"{usual:g}")
            _tell(alert)
    except IntegrityError:  # another watcher was faster; the database kept one
        return 0
    return 1


def _loudest(project: Project) -> tuple[str, str]:
    """Who said most of the negative things in the last hour, and the words most repeated to the letter."""
    recent = Mention.objects.organic().filter(
        project=project, tonality=Tonality.NEGATIVE, published_at__gte=timezone.now() - dt.timedelta(hours=1)
    )
    author = recent.values("author__name").annotate(said=Count("pk")).order_by("-said", "author__name").first()
    phrase = recent.values("text").annotate(said=Count("pk")).order_by("-said", "text").first()
    return (author["author__name"] if author else "", phrase["text"][:200] if phrase else "")


def _tell(alert: Alert) -> None:
    spike = alert.kind == Alert.Kind.NEGATIVE_SPIKE
    title = (
        f"{alert.project}: {alert.count} negative mentions this hour, {alert.usual:g} is usual"
        if spike
        else f"{alert.project}: {alert.source} has gone silent"
    )
    notify(
        answerable_for(alert.project),
        "negative_spike" if spike else "source_silent",
        key=f"alert:{alert.pk}",
        title=title,
        url=f"/monitoring/?project={alert.project.slug}",
        project=alert.project,
    )


def _calm_down(project: Project, now: dt.datetime) -> None:
    """A spike that has been over for a while closes itself; the event of its opening stays."""
    Alert.objects.open().filter(project=project, kind=Alert.Kind.NEGATIVE_SPIKE, opened_at__lt=now - CALM_AFTER).update(
        closed_at=now
    )


@transaction.atomic
def close(*, alert: Alert, by: User) -> None:
    """A person has seen to it."""
    if Alert.objects.open().filter(pk=alert.pk).update(closed_at=timezone.now(), closed_by=by):
        audit.record("monitoring.alert.closed", alert, by=by)
