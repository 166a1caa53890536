"""What the shell around every page shows: navigation with what waits, and the person's projects."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from agency.models import Notification, User
from agency.permissions import Permission
from projects.access import may_somewhere
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


Row = tuple[str, str, str, str, str]

# label, icon, URL name, name of the count, the permission without which nobody is led there
AGENCY = (
    ("The picture", "squares-2x2", "reports:picture", "", Permission.SEE_PICTURE),
    ("Calendar", "calendar-days", "content:calendar", "", Permission.VIEW_POST),
    ("Review", "document-check", "content:review-queue", "to_review", Permission.VIEW_INSIDE),
    ("Inbox", "inbox", "moderation:inbox", "waiting", Permission.VIEW_CASE),
    ("Monitoring", "chart-bar", "monitoring:mentions", "", Permission.VIEW_MENTION),
    ("Publishing", "paper-airplane", "content:publications", "", Permission.VIEW_INSIDE),
    ("Projects", "rectangle-stack", "projects:projects", "", ""),
    ("Clients", "building-office", "projects:clients", "", Permission.ADD_CLIENT),
    ("Teams", "users", "projects:teams", "", ""),
    ("Intake", "funnel", "projects:leads", "leads", Permission.DECIDE_LEAD),
    ("Reports", "document-chart-bar", "reports:reports", "", Permission.VIEW_REPORT),
    ("Before sleep", "moon", "reports:evening", "", Permission.SIGN_OFF),
)
CLIENT = (
    ("For your yes", "check", "content:approvals", "with_client", Permission.APPROVE_POST),
    ("Calendar", "calendar-days", "content:calendar", "", Permission.VIEW_POST),
    ("Projects", "squares-2x2", "projects:projects", "", ""),
    ("Questions", "question-mark-circle", "moderation:facts", "", Permission.ANSWER_FACT),
    ("Reports", "document-chart-bar", "reports:reports", "", Permission.VIEW_REPORT),
)
ROOMS = {"content:publications": ("content:channels", "content:pauses")}  # further addresses of a place
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


def _rows(user: User) -> list[Row]:
    """What this person can do something with."""
    rows = AGENCY if user.is_agency else CLIENT
    return [row for row in rows if not row[-1] or may_somewhere(user, row[-1])]


def _counts(user: User, projects: list[Any]) -> dict[str, int]:
    names = ("to_review", "waiting", "with_client")
    counts = {name: sum(getattr(project, name) for project in projects) for name in names}
    if user.has_perm(Permission.DECIDE_LEAD):
        counts["leads"] = Lead.objects.filter(status=Lead.Status.WAITING).count()
    return counts


def _item(row: Row, counts: dict[str, int], path: str) -> NavItem:
    """A project's own page is marked among the projects, not here as well."""
    label, icon, name, count, _ = row
    url = reverse(name)
    inside = path.startswith((url, *map(reverse, ROOMS.get(name, ()))))
    current = path == url or (inside and name != "projects:projects")
    return NavItem(label, icon, url, counts.get(count, 0), current)


def _for_side(projects: list[Any]) -> list[Any]:
    """Running main projects first, those that need a hand on top."""
    running = [project for project in projects if project.stage == Project.Stage.ACTIVE]
    return sorted(running, key=lambda project: (project.size, not project.needs_hand, project.name))[:SIDE_PROJECTS]


def _side_project(project: Any, path: str) -> SideProject:
    url = project.get_absolute_url()
    return SideProject(project.name, url, project.tile, project.hue, project.needs_hand, path.startswith(url))
