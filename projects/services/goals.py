"""The goal: set, changed, worked with tasks and tools."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agency import audit
from agency.models import User
from projects.models import Goal, GoalTask, GoalTool, Project

FACTS = (
    "kind", "title", "why", "audience", "kpi_name", "kpi_unit", "source", "baseline", "target", "starts_on", "due_on",
    "agreed_on",
)  # fmt: skip


@dataclass(frozen=True)
class TaskPlan:
    """One step of a goal: its measure in words, and its tools as (kind, title)."""

    title: str
    measure: str = ""
    tools: Sequence[tuple[str, str]] = ()


@transaction.atomic
def set_goal(*, project: Project, by: User, facts: Mapping[str, Any]) -> Goal:
    """A new goal (:data:`FACTS`); the project's first is its main one. The measure begins at its baseline."""
    check(facts)
    project = Project.objects.select_for_update().get(pk=project.pk)
    is_main = not project.goals.filter(is_main=True).exists()
    goal = Goal.objects.create(project=project, is_main=is_main, current=facts["baseline"], **facts)
    audit.record("projects.goal.set", goal, by=by, shared=True, goal=goal.title, project=project.name)
    return goal


@transaction.atomic
def change_goal(*, goal: Goal, by: User, facts: Mapping[str, Any]) -> Goal:
    """Change what was agreed; names of :data:`FACTS`. A goal nobody counted yet follows its new baseline."""
    check({name: facts.get(name, getattr(goal, name)) for name in ("baseline", "target", "starts_on", "due_on")})
    changed = {name: value for name, value in facts.items() if getattr(goal, name) != value}
    if "baseline" in changed and not goal.readings.exists():
        changed["current"] = changed["baseline"]
    for name, value in changed.items():
        setattr(goal, name, value)
    goal.save(update_fields=list(changed))
    if changed:
        audit.record("projects.goal.change", goal, by=by, shared=True, goal=goal.title, project=goal.project.name)
    return goal


@transaction.atomic
def plan_tasks(*, goal: Goal, by: User, tasks: Sequence[TaskPlan]) -> None:
    """Replace the goal's tasks and tools by ``tasks``, in their order."""
    Goal.objects.select_for_update().get(pk=goal.pk)
    goal.tasks.all().delete()
    for position, plan in enumerate(tasks):
        task = GoalTask.objects.create(goal=goal, title=plan.title, measure=plan.measure, position=position)
        GoalTool.objects.bulk_create(GoalTool(task=task, kind=kind, title=title) for kind, title in plan.tools)
    audit.record("projects.goal.plan", goal, by=by, goal=goal.title, project=goal.project.name, tasks=len(tasks))


def check(facts: Mapping[str, Any]) -> None:
    """Raise ValidationError for a measure that does not move or a goal that ends before it begins."""
    if facts["target"] == facts["baseline"]:
        raise ValidationError({"target": "The measure must move: the target is where it is today."})
    if facts["due_on"] <= facts["starts_on"]:
        raise ValidationError({"due_on": "The goal ends before it begins. Choose a later day."})
