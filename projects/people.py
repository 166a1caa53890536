"""Who is to be told about a project."""

from django.db.models import Q

from agency.models import User
from agency.permissions import Role
from projects.models import Delegation, Project


def seated(project: Project, *roles: str) -> list[User]:
    """The people who sit in ``roles`` of ``project``, and those who cover them today."""
    covers = Delegation.objects.running().filter(seat__project=project, seat__role__in=roles)
    covering = Q(pk__in=covers.values("to"))
    sitting = Q(seats__project=project, seats__role__in=roles)
    return list(User.objects.filter(covering | sitting, is_active=True).order_by("pk").distinct())


def answerable_for(project: Project) -> list[User]:
    """The manager and whoever covers; the heads where there is no manager."""
    return seated(project, Role.MANAGER) or list(User.objects.filter(role=Role.HEAD, is_active=True).order_by("pk"))
