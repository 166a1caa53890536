"""A project is opened, its facts change, and it moves from stage to stage."""

import zlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count

from agency import audit
from agency.models import User
from agency.permissions import TEAM_ROLES
from agency.transitions import move
from projects.gate import tool_ideas
from projects.models import Client, Goal, GoalTask, GoalTool, Lead, Project, Seat
from projects.services.clients import add_client
from projects.services.slugs import free_slug

FACTS = ("name", "about", "size", "tile", "hue", "time_zone", "language", "emotional_target", "starts_on")


@transaction.atomic
def open_project(*, client: Client, by: User, **facts: Any) -> Project:
    """A planned project with three empty seats; ``facts`` are of :data:`FACTS`, ``name`` among them."""
    look = {"tile": _rarest_tile(), "hue": zlib.crc32(facts["name"].encode()) % 360, "time_zone": client.time_zone}
    if client.languages:
        look["language"] = client.languages[0]
    try:
        with transaction.atomic():
            project = Project.objects.create(client=client, slug=free_slug(facts["name"]), **look | facts)
    except IntegrityError as error:
        raise ValidationError({"name": "Somebody opened a project of this name just now. Try once more."}) from error
    Seat.objects.bulk_create(Seat(project=project, role=role) for role in TEAM_ROLES)
    audit.record("projects.project.open", project, by=by, project=project.name, client=client.name)
    return project


def open_from_lead(*, lead: Lead, client: Client | None, by: User) -> Project:
    """What a yes begins: the client, the planned project, and the four answers as its main goal."""
    client = client or add_client(
        by=by, name=lead.company, about=lead.about, contact_name=lead.contact_name, contact_email=lead.contact_email
    )
    project = open_project(client=client, by=by, name=lead.company, about=lead.about[:200])
    _goal_from(lead, project)
    return project


def change_project(*, project: Project, by: User, facts: Mapping[str, Any]) -> Project:
    """Change what is said of the project; names of :data:`FACTS`."""
    changed = {name: value for name, value in facts.items() if getattr(project, name) != value}
    for name, value in changed.items():
        setattr(project, name, value)
    with transaction.atomic():
        project.save(update_fields=list(changed))
        if changed:
            audit.record("projects.project.change", project, by=by, project=project.name, what=_named(changed))
    return project


def launch(*, project: Project, by: User) -> None:
    """Raises NotReady, naming what is missing, while the gate is shut."""
    if project.starts_on is None:
        project.starts_on = project.today
    move(project, "launch", by=by, fields=["starts_on"], shared=True, project=project.name)


def pause(*, project: Project, by: User) -> None:
    """Nothing is sent until it is launched again."""
    move(project, "pause", by=by, shared=True, project=project.name)


def finish(*, project: Project, by: User) -> None:
    move(project, "finish", by=by, shared=True, project=project.name)


def _goal_from(lead: Lead, project: Project) -> None:
    """Only of a lead whose gate is open: then nothing of the measure is empty."""
    measure: dict[str, Any] = {"baseline": lead.kpi_baseline, "target": lead.kpi_target, "due_on": lead.kpi_due_on}
    goal = Goal.objects.create(
        project=project, kind=lead.goal_kind, title=_first_sentence(lead.why), why=lead.why, audience=lead.audience,
        kpi_name=lead.kpi_name, current=measure["baseline"], starts_on=project.today, **measure,
    )  # fmt: skip
    task = GoalTask.objects.create(goal=goal, title=f"Move the measure: {lead.kpi_name}")
    titles = dict(tool_ideas(lead.goal_kind))
    GoalTool.objects.bulk_create(GoalTool(task=task, kind=kind, title=titles[kind]) for kind in lead.tools)


def _first_sentence(text: str) -> str:
    first = text.strip().split("\n")[0].split(". ")[0].rstrip(".")
    return first if len(first) <= 200 else first[:199] + "…"


def _rarest_tile() -> str:
    used = dict(Project.objects.order_by().values_list("tile").annotate(times=Count("pk")))
    return min(Project.Tile.values, key=lambda tile: used.get(tile, 0))


def _named(changed: Mapping[str, Any]) -> str:
    return ", ".join(name.replace("_", " ") for name in changed)
