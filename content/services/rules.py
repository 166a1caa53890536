"""The rules of a project's content."""

from typing import Any

from django.db import transaction

from agency import audit
from agency.permissions import Permission
from content.models import ProjectRules
from content.refusal import Refusal
from projects.access import require
from projects.models import Project


@transaction.atomic
def set_mix(*, project: Project, target: int, slack: int, by: Any) -> ProjectRules:
    """Aim at ``target``% emotional posts, give or take ``slack`` points. Raises Refusal(target=…, slack=…)."""
    require(by, Permission.EDIT_PROJECT, project)
    wrong = {
        name: "Between 0 and 100." for name, value in (("target", target), ("slack", slack)) if not 0 <= value <= 100
    }
    if wrong:
        raise Refusal(**wrong)
    rules, _ = ProjectRules.objects.update_or_create(project=project, defaults={"mix_slack": slack})
    project.emotional_target = target
    project.save(update_fields=["emotional_target"])
    audit.record("content.rules.changed", project, by=by, name=project.name)
    return rules
