"""The only gate: who is this user around this project, and which rows may they see.

Every view and every API queryset starts from ``Project.objects.visible_to(user)``. Not visible: 404. Visible without
the right: 403.
"""

from collections import defaultdict
from dataclasses import dataclass, field
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
        return self._of(_seats_of(user), _memberships_of(user))

    def where(self, user: Any, permission: str) -> "ClientQuerySet":
        """The visible clients around which ``user`` has ``permission``."""
        roles = roles_that_may(permission)
        if not user.is_authenticated:
            return self.none()
        if user.role in roles:
            return self.visible_to(user)
        return self._of(_seats_of(user).filter(role__in=roles), _memberships_of(user).filter(role__in=roles))

    def _of(self, seats: models.QuerySet[Any], members: models.QuerySet[Any]) -> "ClientQuerySet":
        return self.filter(Q(pk__in=seats.values("project__client_id")) | Q(pk__in=members.values("client_id")))


class OfClientQuerySet(models.QuerySet[Any]):
    """Rows that belong to a client: whoever sees the client sees them."""

    def visible_to(self, user: Any) -> "OfClientQuerySet":
        return self.filter(client__in=apps.get_model("projects.Client").objects.visible_to(user))

    def where(self, user: Any, permission: str) -> "OfClientQuerySet":
        return self.filter(client__in=apps.get_model("projects.Client").objects.where(user, permission))


class OfProjectQuerySet(models.QuerySet[Any]):
    """Rows that belong to a project: whoever sees the project sees them."""

    def visible_to(self, user: Any) -> "OfProjectQuerySet":
        return self.filter(project__in=apps.get_model("projects.Project").objects.visible_to(user))

    def where(self, user: Any, permission: str) -> "OfProjectQuerySet":
        return self.filter(project__in=apps.get_model("projects.Project").objects.where(user, permission))


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> "ProjectQuerySet":
        """All for the head, their own for the team and for those who cover somebody, the client's for its people."""
        if not user.is_authenticated:
            return self.none()
        if user.role == Role.HEAD:
            return self
        return self._of(_seats_of(user), _memberships_of(user))

    def where(self, user: Any, permission: str) -> "ProjectQuerySet":
        """The visible projects in which ``user`` has ``permission``: same table of permissions, in SQL."""
        roles = roles_that_may(permission)
        if not user.is_authenticated:
            return self.none()
        if user.role in roles:
            return self.visible_to(user)
        return self._of(_seats_of(user).filter(role__in=roles), _memberships_of(user).filter(role__in=roles))

    def _of(self, seats: models.QuerySet[Any], members: models.QuerySet[Any]) -> "ProjectQuerySet":
        return self.filter(Q(pk__in=seats.values("project_id")) | Q(client_id__in=members.values("client_id")))

    def active(self) -> "ProjectQuerySet":
        return self.filter(stage="active")


def _covering(user: Any) -> models.QuerySet[Any]:
    """Delegations by which ``user`` sits in for somebody today."""
    return apps.get_model("projects.Delegation").objects.running().filter(to=user)


def _seats_of(user: Any) -> models.QuerySet[Any]:
    """The seats ``user`` sits in or covers today."""
    return apps.get_model("projects.Seat").objects.filter(Q(user=user) | Q(delegations__in=_covering(user)))


def _memberships_of(user: Any) -> models.QuerySet[Any]:
    return apps.get_model("projects.ClientMember").objects.filter(user=user)


@dataclass
class _Hats:
    """Every role of a user: by project, by client as one of its people, by client through the team."""

    projects: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    clients: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    teams: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


def _hats(user: Any) -> _Hats:
    """Read once per user object (two queries at most)."""
    if not hasattr(user, "_hats"):
        hats = _Hats()
        for project_id, client_id, role in _seats_of(user).values_list("project_id", "project__client_id", "role"):
            hats.projects[project_id].add(role)
            hats.teams[client_id].add(role)
        if not user.is_agency:
            for client_id, role in _memberships_of(user).values_list("client_id", "role"):
                hats.clients[client_id].add(role)
        user._hats = hats
    return user._hats


def client_roles_of(user: Any, client_id: int) -> frozenset[str]:
    """The hats ``user`` wears at a client: the head's, the client's own, and those of its projects' teams."""
    if not user.is_authenticated:
        return frozenset()
    return _own_roles(user, client_id) | frozenset(_hats(user).teams.get(client_id, ()))


def _own_roles(user: Any, client_id: int) -> frozenset[str]:
    agency = {user.role} if user.role else set()
    return frozenset(agency | _hats(user).clients.get(client_id, set()))


def roles_of(user: Any, project: "Project") -> frozenset[str]:
    """The hats ``user`` wears in ``project``: agency role, team seats (own or covered), roles at the client."""
    if not user.is_authenticated:
        return frozenset()
    return _own_roles(user, project.client_id) | frozenset(_hats(user).projects.get(project.pk, ()))


def project_or_404(request: HttpRequest, slug: str, permission: str) -> "Project":
    """First line of a project's view: 404 for a stranger, 403 for a member without ``permission``."""
    projects = apps.get_model("projects.Project").objects.visible_to(request.user).select_related("client__agreement")
    project = get_object_or_404(projects, slug=slug)
    require(request.user, permission, project)
    return project


def require(user: Any, permission: str, obj: Any = None) -> None:
    """Raise PermissionDenied unless ``user`` has ``permission`` around ``obj``."""
    if not user.has_perm(permission, obj):
        raise PermissionDenied(permission)
