"""What wants a hand tonight, worst first, each with its one way out. The picture and the evening page both read it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import Count, F, IntegerField, Min, QuerySet, Value
from django.db.models.fields import CharField, DateTimeField
from django.db.models.functions import Cast, Now
from django.urls import reverse
from django.utils import timezone

from content.models import Post, Publication
from moderation.models import Case
from monitoring.models import Alert
from projects.models import Channel, Project, Seat

SOON = dt.timedelta(hours=36)


class Kind(IntEnum):
    """In the order in which they hurt."""

    NEGATIVE_SPIKE = 1
    LATE_ANSWERS = 2
    BROKEN_CHANNEL = 3
    FAILED_POST = 4
    UNCONFIRMED_POST = 5
    NOT_APPROVED = 6
    SILENT_SOURCE = 7
    SPIKE = 8
    EMPTY_SEAT = 9


@dataclass(frozen=True)
class Trouble:
    """``kind`` decides colour and glyph, ``sentence`` says it, ``action`` and ``url`` are the way out."""

    kind: Kind
    project_id: int
    sentence: str
    action: str
    url: str

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def is_danger(self) -> bool:
        """Red: it hurts now. Otherwise amber: it will."""
        return self.kind <= Kind.UNCONFIRMED_POST


ICONS = {
    Kind.NEGATIVE_SPIKE: "bolt",
    Kind.LATE_ANSWERS: "clock",
    Kind.BROKEN_CHANNEL: "key",
    Kind.FAILED_POST: "exclamation-triangle",
    Kind.UNCONFIRMED_POST: "exclamation-triangle",
    Kind.NOT_APPROVED: "paper-airplane",
    Kind.SILENT_SOURCE: "speaker-x-mark",
    Kind.SPIKE: "bolt",
    Kind.EMPTY_SEAT: "user-plus",
}


def troubles_of(projects: Iterable[Project]) -> dict[int, list[Trouble]]:
    """Project id → its troubles, worst first; one query however many projects and troubles."""
    by_id = {project.pk: project for project in projects}
    rows = _union(list(_sources(list(by_id))))
    found: dict[int, list[Trouble]] = defaultdict(list)
    for row in rows:
        found[row["project_id"]].append(_trouble(row, by_id[row["project_id"]]))
    return {project_id: sorted(troubles, key=lambda trouble: trouble.kind) for project_id, troubles in found.items()}


def _union(sources: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    return sources[0].union(*sources[1:], all=True)


def _sources(ids: list[int]) -> Iterable[QuerySet[Any, Any]]:
    """Each as (project_id, what, ref, label, amount, moment)."""
    mine = {"project__in": ids}
    active = mine | {"project__stage": Project.Stage.ACTIVE}
    now = timezone.now()
    alerts = Alert.objects.filter(**mine).open()
    for kind, name in (
        (Kind.NEGATIVE_SPIKE, Alert.Kind.NEGATIVE_SPIKE),
        (Kind.SPIKE, Alert.Kind.SPIKE),
        (Kind.SILENT_SOURCE, Alert.Kind.SILENT_SOURCE),
    ):
        yield _shape(alerts.filter(kind=name), kind, label="top_phrase", amount=F("count"), at="opened_at")
    late = Case.objects.filter(**mine).waiting().filter(answer_due_at__lt=now)
    yield _shape_groups(late, Kind.LATE_ANSWERS, at=Min("answer_due_at"))
    broken = Channel.objects.filter(**active, state=Channel.State.BROKEN)
    yield _shape(broken, Kind.BROKEN_CHANNEL, label="name", at="connected_at")
    publications = Publication.objects.filter(**mine)
    for kind, status in ((Kind.FAILED_POST, "failed"), (Kind.UNCONFIRMED_POST, "unconfirmed")):
        yield _shape(publications.filter(status=status), kind, label="post__title", at="scheduled_for")
    unapproved = Post.objects.filter(**active, scheduled_at__gte=now, scheduled_at__lt=now + SOON).exclude(
        status__in=[Post.Status.APPROVED, Post.Status.ARCHIVED]
    )
    yield _shape(unapproved, Kind.NOT_APPROVED, label="title", at="scheduled_at")
    yield _shape(Seat.objects.filter(**active, user=None), Kind.EMPTY_SEAT, label="role")


def _shape(
    rows: QuerySet[Any, Any], kind: Kind, *, label: str, amount: Any = None, at: str | None = None
) -> QuerySet[Any, Any]:
    return (
        rows.order_by()
        .annotate(
            what=Value(int(kind), IntegerField()),
            ref=F("pk"),
            label=Cast(F(label), CharField()),
            amount=Cast(amount if amount is not None else Value(1), IntegerField()),
            moment=Cast(F(at) if at else Now(), DateTimeField()),
        )
        .values("project_id", "what", "ref", "label", "amount", "moment")
    )


def _shape_groups(rows: QuerySet[Any, Any], kind: Kind, *, at: Any) -> QuerySet[Any, Any]:
    """One row a project instead of one a case."""
    return (
        rows.order_by()
        .values("project_id")
        .annotate(
            what=Value(int(kind), IntegerField()),
            ref=Cast(Min("pk"), IntegerField()),
            label=Value("", CharField()),
            amount=Cast(Count("pk"), IntegerField()),
            moment=at,
        )
        .values("project_id", "what", "ref", "label", "amount", "moment")
    )


def _trouble(row: dict[str, Any], project: Project) -> Trouble:
    kind = Kind(row["what"])
    sentence, action, url = _WORDS[kind](row, project)
    return Trouble(kind, project.pk, sentence, action, url)


def _queue(project: Project) -> str:
    return f"{reverse('moderation:inbox')}?project={project.slug}"


def _spike(row: dict[str, Any], project: Project) -> tuple[str, str, str]:
    topic = f" Most repeated: “{row['label'][:60]}”." if row["label"] else ""
    return f"Negative spike: {row['amount']} mentions within the hour.{topic}", "Look at them", _mentions(project)


def _mentions(project: Project) -> str:
    return f"{reverse('monitoring:mentions')}?project={project.slug}"


def _late(row: dict[str, Any], project: Project) -> tuple[str, str, str]:
    people = "One person has" if row["amount"] == 1 else f"{row['amount']} people have"
    return f"{people} waited longer than agreed.", "Answer them", _queue(project)


def _broken(row: dict[str, Any], project: Project) -> tuple[str, str, str]:
    sentence = f"Access to {row['label']} has expired. Nothing goes out there until it is connected again."
    return sentence, "Reconnect", f"{project.get_absolute_url()}#channels"


def _failed(row: dict[str, Any], project: Project) -> tuple[str, str, str]:
    return f"“{row['label']}” did not go out.", "See why and retry", reverse("content:publications")


def _unconfirmed(row: dict[str, Any], project: Project) -> tuple[str, str, str]:
    sentence = f"The network took “{row['label']}” and did not confirm it. It will not be sent twice."
    return sentence, "Decide", reverse("content:publications")


def _not_approved(row: dict[str, Any], project: Project) -> tuple[str, str, str]:
    at = row["moment"].astimezone(project.zone)
    day = "Tomorrow’s" if at.date() > timezone.now().astimezone(project.zone).date() else "Today’s"
    return (
        f"{day} {at:%H:%M} post “{row['label']}” is not approved yet.",
        "Open it",
        reverse("content:post", args=[row["ref"]]),
    )


def _silent(row: dict[str, Any], project: Project) -> tuple[str, str, str]:
    return "A source has gone silent. That is not good news.", "Check it", _mentions(project)


def _empty_seat(row: dict[str, Any], project: Project) -> tuple[str, str, str]:
    return (
        f"No {row['label']}. Somebody does this work on top of their own.",
        f"Pick a {row['label']}",
        reverse("projects:teams"),
    )


_WORDS = {
    Kind.NEGATIVE_SPIKE: _spike,
    Kind.SPIKE: _spike,
    Kind.LATE_ANSWERS: _late,
    Kind.BROKEN_CHANNEL: _broken,
    Kind.FAILED_POST: _failed,
    Kind.UNCONFIRMED_POST: _unconfirmed,
    Kind.NOT_APPROVED: _not_approved,
    Kind.SILENT_SOURCE: _silent,
    Kind.EMPTY_SEAT: _empty_seat,
}
