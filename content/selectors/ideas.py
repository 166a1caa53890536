"""The tray of ideas as pages show it."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from agency.pages import Page, keyset_page
from content.models import Idea, Interest
from projects.models import Project

IN_TRAY = 8


def ideas_of(project: Project, user: Any, *, status: str = "", after: str | None = None) -> Page:
    """The ideas of a project that ``user`` may read, newest first, with who is interested."""
    ideas = Idea.objects.visible_to(user).filter(project=project)
    return keyset_page(_told(ideas.filter(status=status) if status else ideas, user), by=Idea.ORDER, after=after)


def tray(user: Any, projects: QuerySet[Project]) -> list[Idea]:
    """What waits to be written, what most would like to see first."""
    waiting = Idea.objects.visible_to(user).waiting().filter(project__in=projects)
    return list(_told(waiting, user).order_by("-interest", "-id")[:IN_TRAY])


def _told(ideas: QuerySet[Idea], user: Any) -> Any:
    """With ``interest``, how many would like it written, and ``is_mine``, whether ``user`` is one of them."""
    mine = Interest.objects.filter(idea=OuterRef("pk"), user=user)
    return ideas.select_related("project", "by", "post").annotate(
        interest=Count("interests"), is_mine=Exists(mine)
    )  # fmt: skip
