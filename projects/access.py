"""The only gate: who is this user around this project, and which rows may they see.

Every view and every API queryset starts from ``Project.objects.visible_to(user)``. Not visible: 404. Visible without
the right: 403.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from agency.permissions import Role, roles_that_may

if TYPE_CHECKING:
    from projects.models import Project


class ClientQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ClientQuerySet":
        """All for the head; for others the clients of the projects they see."""
        if not user.is_authenticated:
            return self.none()
        if user.role == Role.HEAD:
            return self
        return self.filter(
            Q(members__user=user) | Q(projects__seats__user=user) | Q(projects__seats__delegations__in=_covering(user))
        ).distinct()


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> "ProjectQuerySet":
        """All for the head, their own for the team and for those who cover somebody, the client's for its people."""
        if not user.is_authenticated:
            return self.none()
        if user.role == Role.HEAD:
            return self
        seat, member = apps.get_model("projects.Seat"), apps.get_model("projects.ClientMember")
        seats = seat.objects.filter(Q(user=user) | Q(delegations__in=_covering(user)))
        clients = member.objects.filter(user=user)
        return self.filter(Q(pk__in=seats.values("project_id")) | Q(client_id__in=clients.values("client_id")))

    def where(self, user: Any, permission: str) -> "ProjectQuerySet":
        """The visible projects in which ``user`` has ``permission``: same table of permissions, in SQL."""
        roles = roles_that_may(permission)
        if not user.is_authenticated:
            return self.none()
        if user.role in roles:
            return self.visible_to(user)
        seat, member = apps.get_model("projects.Seat"), apps.get_model("projects.ClientMember")
        seats = seat.objects.filter(Q(user=user) | Q(delegations__in=_covering(user)), role__in=roles)
        clients = member.objects.filter(user=user, role__in=roles)
        return self.filter(Q(pk__in=seats.values("project_id")) | Q(client_id__in=clients.values("client_id")))

    def active(self) -> "ProjectQuerySet":
        return self.filter(stage="active")


def _covering(user: Any) -> models.QuerySet[Any]:
    """Delegations by which ``user`` sits in for somebody today."""
    today = dt.datetime.now(dt.UTC).date()
    return apps.get_model("projects.Delegation").objects.filter(to=user, starts_on__lte=today, ends_on__gte=today)


def _hats(user: Any) -> dict[str, dict[int, set[str]]]:
    """Every role of ``user`` by project and by client, read once per user object (three queries at most)."""
    if not hasattr(user, "_hats"):
        seat, member = apps.get_model("projects.Seat"), apps.get_model("projects.ClientMember")
        seats = seat.objects.filter(Q(user=user) | Q(delegations__in=_covering(user)))
        hats: dict[str, dict[int, set[str]]] = {"projects": {}, "clients": {}}
        for project_id, role in seats.values_list("project_id", "role"):
            hats["projects"].setdefault(project_id, set()).add(role)
        if not user.is_agency:
            for client_id, role in member.objects.filter(user=user).values_list("client_id", "role"):
                hats["clients"].setdefault(client_id, set()).add(role)
        user._hats = hats
    return user._hats


def client_roles_of(user: Any, client_id: int) -> frozenset[str]:
    """The hats ``user`` wears at a client: the head's, and the client's own."""
    if not user.is_authenticated:
        return frozenset()
    agency = {user.role} if user.role else set()
    return frozenset(agency | _hats(user)["clients"].get(client_id, set()))


def roles_of(user: Any, project: "Project") -> frozenset[str]:
    """The hats ``user`` wears in ``project``: agency role, team seats (own or covered), roles at the client."""
    if not user.is_authenticated:
        return frozenset()
    return client_roles_of(user, project.client_id) | frozenset(_hats(user)["projects"].get(project.pk, set()))


def project_or_404(request: HttpRequest, slug: str, permission: str) -> "Project":
    """First line of a project's view: 404 for a stranger, 403 for a member without ``permission``."""
    projects = apps.get_model("projects.Project").objects.visible_to(request.user).select_related("client")
    project = get_object_or_404(projects, slug=slug)
    require(request.user, permission, project)
    return project


def require(user: Any, permission: str, obj: Any = None) -> None:
    """Raise PermissionDenied unless ``user`` has ``permission`` around ``obj``."""
    if not user.has_perm(permission, obj):
        raise PermissionDenied(permission)
