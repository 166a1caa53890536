"""What the shell around every page shows: navigation with what waits, and the person's projects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from agency.models import Notification, User
from agency.permissions import Permission, Role
from projects.models import Lead, Project
from reports.hands import hands_of


@dataclass
class NavItem:
    label: str
    icon: str
    url: str
    count: int = 0
    current: bool = False


@dataclass
class SideProject:
    name: str
    url: str
    tile: str
    hue: int
    needs_hand: bool
    current: bool


@dataclass
class Shell:
    nav: list[NavItem] = field(default_factory=list)
    tabs: list[NavItem] = field(default_factory=list)
    more: list[NavItem] = field(default_factory=list)
    projects: list[SideProject] = field(default_factory=list)
    projects_title: str = ""
    unread: int = 0


# label, icon, URL name, name of the count; one table a kind of person
HEAD = (
    ("The picture", "squares-2x2", "reports:picture", ""),
    ("Calendar", "calendar-days", "content:calendar", ""),
    ("Review", "document-check", "content:review-queue", "to_review"),
    ("Inbox", "inbox", "moderation:inbox", "waiting"),
    ("Monitoring", "chart-bar", "monitoring:mentions", ""),
    ("Projects", "rectangle-stack", "projects:projects", ""),
    ("Clients", "building-office", "projects:clients", ""),
    ("Teams", "users", "projects:teams", ""),
    ("Intake", "funnel", "projects:leads", "leads"),
    ("Reports", "document-chart-bar", "reports:reports", ""),
    ("Before sleep", "moon", "reports:evening", ""),
)
STAFF = tuple(row for row in HEAD if row[0] not in ("The picture", "Intake", "Clients"))
CLIENT = (
    ("For your yes", "check", "content:approvals", "with_client"),
    ("Projects", "squares-2x2", "projects:projects", ""),
    ("Questions", "question-mark-circle", "moderation:facts", ""),
    ("Reports", "document-chart-bar", "reports:reports", ""),
)
TABS = 4
SIDE_PROJECTS = 14


def shell(request: HttpRequest) -> dict[str, Any]:
    """Lazy: a fragment that shows no shell costs no query."""
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def _shell(request: HttpRequest) -> Shell:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Shell()
    projects = hands_of(request)
    counts = _counts(user, projects)
    nav = [_item(row, counts, request.path) for row in _rows(user)]
    return Shell(
        nav=nav,
        tabs=nav[:TABS],
        more=nav[TABS:],
        projects=[_side_project(project, request.path) for project in _for_side(projects)],
        projects_title="Main projects" if user.is_head else "My projects",
        unread=Notification.objects.filter(user=user).unread().count(),
    )


def _rows(user: User) -> Sequence[tuple[str, str, str, str]]:
    if user.role == Role.HEAD:
        return HEAD
    return STAFF if user.is_agency else CLIENT


def _counts(user: User, projects: list[Any]) -> dict[str, int]:
    names = ("to_review", "waiting", "with_client")
    counts = {name: sum(getattr(project, name) for project in projects) for name in names}
    if user.has_perm(Permission.DECIDE_LEAD):
        counts["leads"] = Lead.objects.filter(status=Lead.Status.WAITING).count()
    return counts


def _item(row: tuple[str, str, str, str], counts: dict[str, int], path: str) -> NavItem:
    """A project's own page is marked among the projects, not here as well."""
    label, icon, name, count = row
    url = reverse(name)
    current = path == url or (path.startswith(url) and name != "projects:projects")
    return NavItem(label, icon, url, counts.get(count, 0), current)


def _for_side(projects: list[Any]) -> list[Any]:
    """Running main projects first, those that need a hand on top."""
    running = [project for project in projects if project.stage == Project.Stage.ACTIVE]
    return sorted(running, key=lambda project: (project.size, not project.needs_hand, project.name))[:SIDE_PROJECTS]


def _side_project(project: Any, path: str) -> SideProject:
    url = project.get_absolute_url()
    return SideProject(project.name, url, project.tile, project.hue, project.needs_hand, path.startswith(url))
