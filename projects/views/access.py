"""Until when Rapport may speak for the pages, of the agency and of a project."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from projects.access import project_or_404
from projects.models import Project
from projects.selectors.access import SHOWN_DAYS, access_of, calendar_of
from projects.selectors.lost_access import LATELY, lost_lately


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """Not for the client's people."""
    if not request.user.is_agency:
        raise PermissionDenied(Permission.VIEW_INSIDE)
    return _calendar(request)


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    return _calendar(request, project_or_404(request, slug, Permission.VIEW_INSIDE))


def _calendar(request: HttpRequest, project: Project | None = None) -> HttpResponse:
    page = keyset_page(calendar_of(request.user, project), by=("ends", "id"), after=request.GET.get("after"))
    lost = lost_lately(page.rows)
    rows = [(channel, access_of(channel), lost.get(channel.pk)) for channel in page.rows]
    part = "#rows" if request.htmx and request.GET.get("after") else ""
    context = {"page": page, "rows": rows, "project": project, "days": SHOWN_DAYS, "looked_back": LATELY}
    return render(request, f"projects/channels/access.html{part}", context)
