"""Why the client is on a network at all, and how we know."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from projects import access
from projects.kinds import GoalKind, ToolKind
from projects.models.project import Project


class Goal(models.Model):
    """One written why and one KPI with baseline, target and date."""

    class Source(models.TextChoices):
        """Where ``current`` comes from; the page says which."""

        MANUAL = "manual", "Counted by hand"
        FOLLOWERS = "followers", "Followers of the channels"
        POSITIVE_SHARE = "positive_share", "Share of positive mentions"
        SOLVED_SHARE = "solved_share", "Cases solved in the channel"
        ANSWERED_IN_TIME = "answered_in_time", "First answers in time"

    project = models.ForeignKey(Project, models.CASCADE, related_name="goals")
    kind = models.CharField(max_length=12, choices=GoalKind)
    title = models.CharField(max_length=200, help_text="Be the first place young mothers come to ask")
    why = models.TextField(help_text="The client's own words")
    audience = models.TextField()
    kpi_name = models.CharField(max_length=120)
    kpi_unit = models.CharField(max_length=20, blank=True, help_text="%, ₴, or nothing for a count")
    source = models.CharField(max_length=20, choices=Source, default=Source.MANUAL)
    baseline = models.DecimalField(max_digits=14, decimal_places=2)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    current = models.DecimalField(max_digits=14, decimal_places=2)
    starts_on = models.DateField()
    due_on = models.DateField()
    agreed_on = models.DateField(null=True, blank=True)
    is_main = models.BooleanField(default=True)

    objects = access.OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ("-is_main", "due_on")
        constraints = (
            models.UniqueConstraint(fields=["project"], condition=models.Q(is_main=True), name="goal_one_main"),
            models.CheckConstraint(condition=models.Q(due_on__gt=models.F("starts_on")), name="goal_dates_forward"),
            models.CheckConstraint(condition=~models.Q(target=models.F("baseline")), name="goal_target_moves"),
        )

    def __str__(self) -> str:
        return self.title

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    def pace(self, day: dt.date) -> Decimal:
        """Where the KPI should stand on ``day`` if it moved evenly from baseline to target, in the KPI's unit."""
        span = (self.due_on - self.starts_on).days
        gone = min(max((day - self.starts_on).days, 0), span)
        return self.baseline + (self.target - self.baseline) * gone / span

    def is_behind(self, day: dt.date) -> bool:
        """More than a tenth of the way short of the even pace."""
        return self.share_of_way(self.current) - self.share_of_way(self.pace(day)) < Decimal("-0.1")

    def share_of_way(self, value: Decimal) -> Decimal:
        """How far ``value`` is between baseline (0) and target (1); also for a KPI that should fall."""
        return (value - self.baseline) / (self.target - self.baseline)

    @property
    def lacks(self) -> list[str]:
        """What keeps the goal from being complete, in words; nothing once it is."""
        written = {"a why": self.why, "an audience": self.audience, "a measure": self.kpi_name}
        missing = [what for what, text in written.items() if not text.strip()]
        tasks = self.tasks.all()
        if not tasks:
            missing.append("a task")
        elif not any(task.tools.all() for task in tasks):
            missing.append("a tool")
        return missing


class GoalTask(models.Model):
    """A step of the goal, with its own small measure in words."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=200)
    measure = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title


class GoalTool(models.Model):
    """What a task is worked with."""

    task = models.ForeignKey(GoalTask, models.CASCADE, related_name="tools")
    kind = models.CharField(max_length=12, choices=ToolKind)
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class KpiReading(models.Model):
    """The KPI on a day, and where the number came from."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="readings")
    day = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=20, choices=Goal.Source)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-day",)
        constraints = (models.UniqueConstraint(fields=["goal", "day"], name="kpi_reading_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.goal}: {self.value} on {self.day}"
