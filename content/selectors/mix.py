"""How much of what went out was for the heart and how much for the head."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from content.models import Post, ProjectRules, Publication
from projects.models import Project

WINDOW = dt.timedelta(days=30)
ENOUGH = 5


@dataclass(frozen=True)
class Mix:
    """Posts that went out in the window, by added value."""

    emotional: int = 0
    informational: int = 0

    @property
    def total(self) -> int:
        return self.emotional + self.informational

    def __add__(self, other: "Mix") -> "Mix":
        return Mix(self.emotional + other.emotional, self.informational + other.informational)

    @property
    def share(self) -> int | None:
        """Emotional ones, in %; None when nothing went out."""
        return round(100 * self.emotional / self.total) if self.total else None

    @property
    def rest(self) -> int | None:
        """Informational ones, in %, so that both make a hundred."""
        return None if self.share is None else 100 - self.share


@dataclass(frozen=True)
class Balance:
    """A project's mix beside the one it aims at."""

    mix: Mix
    target: int
    slack: int

    @property
    def is_off(self) -> bool:
        """Whether it is further from the target than the project's rules allow; fewer than five posts say nothing."""
        share = self.mix.share
        return self.mix.total >= ENOUGH and share is not None and abs(share - self.target) > self.slack

    @property
    def wants(self) -> str:
        """What is missing when it is off: ``emotional`` or ``informational``."""
        return Post.Value.EMOTIONAL if (self.mix.share or 0) < self.target else Post.Value.INFORMATIONAL


def balance_of(project: Project) -> Balance:
    """Where the project stands: two queries."""
    mix = value_mix([project]).get(project.pk, Mix())
    return Balance(mix, project.emotional_target, ProjectRules.of(project).mix_slack)


def value_mix(projects: Any, *, window: dt.timedelta = WINDOW) -> dict[int, Mix]:
    """Project id → its mix of the last 30 days, in one query. A post counts once, on however many pages it is."""
    since = timezone.now() - window
    out = Publication.objects.filter(project__in=projects, published_at__gte=since).values("post_id")
    rows = Post.objects.filter(pk__in=out, project__in=projects).order_by().values("project_id")
    counted = rows.annotate(
        emotional=Count("pk", filter=Q(value_kind=Post.Value.EMOTIONAL)),
        informational=Count("pk", filter=Q(value_kind=Post.Value.INFORMATIONAL)),
    )
    return {row["project_id"]: Mix(row["emotional"], row["informational"]) for row in counted}
