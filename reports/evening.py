"""Before sleep: a manager's own projects, at most five things that want a hand, and what is calm."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.permissions import Permission
from content.models import Post
from monitoring.models import MentionDay
from projects.models import Project
from reports.hands import with_hands
from reports.models import EveningCheck
from reports.troubles import Trouble, troubles_of

MOST = 5


class NotEverythingSeen(ValueError):
    """Some project has not been wished good night; the text names it."""


@dataclass
class Card:
    """One project tonight. ``hidden`` counts troubles beyond the five the page shows."""

    project: Any
    troubles: list[Trouble]
    hidden: int
    next_post: Post | None
    warm: int
    cold: int

    @property
    def needs_hand(self) -> bool:
        return bool(self.troubles or self.hidden)


@dataclass
class Evening:
    cards: list[Card]
    signed_at: dt.datetime | None

    @property
    def hands(self) -> int:
        return sum(card.needs_hand for card in self.cards)


def evening_of(user: User) -> Evening:
    """Tonight for ``user``: the projects they may sign off, those that need a hand first."""
    projects: list[Any] = list(_projects(user))
    troubles = troubles_of(projects)
    posts, tones = _next_posts(projects), _tones(projects)
    cards, left = [], MOST
    for project in sorted(projects, key=lambda project: _urgency(troubles.get(project.pk, []))):
        mine = troubles.get(project.pk, [])
        cards.append(
            Card(project, mine[:left], len(mine[left:]), posts.get(project.next_post), *tones.get(project.pk, (0, 0)))
        )
        left -= len(mine[:left])
    check = EveningCheck.objects.filter(user=user, day=_today(user)).first()
    return Evening(cards, check.signed_at if check else None)


def _projects(user: User) -> QuerySet[Project]:
    upcoming = (
        Post.objects.filter(project=OuterRef("pk"), scheduled_at__gt=timezone.now()).kept().order_by("scheduled_at")
    )
    mine = Project.objects.where(user, Permission.SIGN_OFF).active()
    return with_hands(mine, user).annotate(next_post=Subquery(upcoming.values("pk")[:1])).order_by("name")


def _urgency(troubles: list[Trouble]) -> int:
    return troubles[0].kind if troubles else 99


def _next_posts(projects: list[Any]) -> dict[int, Post]:
    return Post.objects.in_bulk([project.next_post for project in projects if project.next_post])


def _tones(projects: list[Any]) -> dict[int, tuple[int, int]]:
    """Project id → warm and cold mentions of its own today."""
    today = {project.pk: timezone.now().astimezone(project.zone).date() for project in projects}
    found = dict.fromkeys(today, (0, 0))
    rows = MentionDay.objects.filter(project__in=today, day__in=set(today.values()))
    for project_id, day, tonality, count in rows.values_list("project_id", "day", "tonality", "count"):
        if day == today[project_id]:
            warm, cold = found[project_id]
            found[project_id] = (warm + count * (tonality == "positive"), cold + count * (tonality == "negative"))
    return found


def _today(user: User) -> dt.date:
    return timezone.now().astimezone(user.zone).date()


@transaction.atomic
def sign_off(*, user: User, seen: set[str]) -> EveningCheck:
    """Good night. ``seen`` holds the slugs wished good night; raises NotEverythingSeen while one is missing.

    Signing twice the same evening keeps the first.
    """
    evening = evening_of(user)
    missing = [card.project.name for card in evening.cards if card.project.slug not in seen]
    if missing:
        raise NotEverythingSeen(f"{', '.join(missing)} first: look, and wish good night.")
    shown = {card.project.slug: [trouble.sentence for trouble in card.troubles] for card in evening.cards}
    check, made = EveningCheck.objects.get_or_create(user=user, day=_today(user), defaults={"seen": shown})
    if made:
        audit.record("reports.evening.signed", check, by=user)
    return check
