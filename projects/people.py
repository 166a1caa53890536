"""Who is to be told about a project."""

import datetime as dt

from django.db.models import Q

from agency.models import User
from agency.permissions import Role
from projects.models import Project


def seated(project: Project, *roles: str) -> list[User]:
    """The people who sit in ``roles`` of ``project``, and those who cover them today."""
    today = dt.datetime.now(dt.UTC).date()
    covering = Q(
        delegations__seat__project=project,
        delegations__seat__role__in=roles,
        delegations__starts_on__lte=today,
        delegations__ends_on__gte=today,
    )
    sitting = Q(seats__project=project, seats__role__in=roles)
    return list(User.objects.filter(covering | sitting, is_active=True).order_by("pk").distinct())


def answerable_for(project: Project) -> list[User]:
    """The manager and whoever covers; the heads where there is no manager."""
    return seated(project, Role.MANAGER) or list(User.objects.filter(role=Role.HEAD, is_active=True).order_by("pk"))
