"""The only gate: who is this user around this project, and which rows may they see.

Every view and every API queryset starts from ``Project.objects.visible_to(user)``. Not visible: 404. Visible without
the right: 403.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from agency.permissions import Role, allowed, roles_that_may

if TYPE_CHECKING:
    from projects.models import Project


class Reachable(models.QuerySet[Any]):
    """Rows reached through a seat in a team or as one of the client's people. A subclass names the two ways."""

    seat_path: ClassVar[str]
    """From a seat to what it reaches."""
    client_path: ClassVar[str]
    """From a row to its client."""

    def visible_to(self, user: Any) -> Self:
        """All for the head, their own for the team and for those who cover somebody, the client's for its people."""
        if not user.is_authenticated:
            return self.none()
        return self if user.role == Role.HEAD else self._through(_seats_of(user), _memberships_of(user))

    def where(self, user: Any, permission: str) -> Self:
        """The visible rows around which ``user`` has ``permission``: same table of permissions, in SQL."""
        if not user.is_authenticated:
            return self.none()
        roles = roles_that_may(permission)
        if user.role in roles:
            return self.visible_to(user)
        return self._through(_seats_of(user).filter(role__in=roles), _memberships_of(user).filter(role__in=roles))

    def _through(self, seats: models.QuerySet[Any], members: models.QuerySet[Any]) -> Self:
        by_seat = Q(pk__in=seats.values(self.seat_path))
        return self.filter(by_seat | Q(**{f"{self.client_path}__in": members.values("client_id")}))


class ClientQuerySet(Reachable):
    seat_path, client_path = "project__client_id", "pk"


class ProjectQuerySet(Reachable):
    seat_path, client_path = "project_id", "client_id"

    def active(self) -> Self:
        return self.filter(stage="active")


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows that belong to a project or a client: whoever sees the owner sees them."""

    owner: ClassVar = "projects.Project"
    to_owner: ClassVar = "project"

    def visible_to(self, user: Any) -> Self:
        return self.filter(**{f"{self.to_owner}__in": self._owners().visible_to(user)})

    def where(self, user: Any, permission: str) -> Self:
        """Rows of the owners around which ``user`` has ``permission``."""
        return self.filter(**{f"{self.to_owner}__in": self._owners().where(user, permission)})

    def _owners(self) -> Any:
        return apps.get_model(self.owner).objects.all()


class OfProjectQuerySet(OwnedQuerySet):
    """Rows of a project."""


class OfClientQuerySet(OwnedQuerySet):
    """Rows of a client."""

    owner, to_owner = "projects.Client", "client"


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


def may_somewhere(user: Any, permission: str) -> bool:
    """Whether ``user`` has ``permission`` in the agency or around any project or client."""
    if not user.is_authenticated:
        return False
    if allowed({user.role} - {""}, permission):
        return True
    hats = _hats(user)
    return any(allowed(roles, permission) for roles in (*hats.projects.values(), *hats.clients.values()))


def require_somewhere(user: Any, permission: str) -> None:
    """First line of a page over several projects: PermissionDenied for those who have nothing to do there."""
    if not may_somewhere(user, permission):
        raise PermissionDenied(permission)
