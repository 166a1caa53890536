"""What is stopped around somebody: the banner above their pages. Asked on every page, so it is kept for a moment."""

import redis
from django.core.cache import cache

from agency.models import User
from projects.models import Pause, Project

KEPT = 15  # seconds; whoever stops or resumes forgets it at once
KEY = "pauses:active"


def banners(user: User, project: Project | None) -> list[Pause]:
    """The running pauses over the page: the wide ones on every page of the agency's people, others where they reach."""
    if not getattr(user, "is_agency", False):
        return []
    return [pause for pause in _active() if pause.is_active and _reaches(pause, project)]


def forget() -> None:
    """Something was stopped or goes on."""
    try:
        cache.delete(KEY)
    except redis.RedisError:
        return  # what is kept is forgotten by itself in a moment


def _active() -> list[Pause]:
    try:
        return cache.get_or_set(KEY, _read, KEPT) or []
    except redis.RedisError:
        return _read()


def _read() -> list[Pause]:
    return list(Pause.objects.active().select_related("client", "project", "by").order_by("-id")[:50])


def _reaches(pause: Pause, project: Project | None) -> bool:
    match pause.scope:
        case Pause.Scope.PROJECT:
            return project is not None and pause.project_id == project.pk
        case Pause.Scope.CLIENT:
            return project is not None and pause.client_id == project.client_id
    return True
