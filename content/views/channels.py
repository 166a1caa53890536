"""Channels of a project and of the agency, as publishing sees them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from content.selectors.channels import channels_of
from projects.access import project_or_404
from projects.models import Project


@require_safe
def all_of_them(request: HttpRequest) -> HttpResponse:
    """Not for the client's people."""
    if not request.user.is_agency:
        raise PermissionDenied(Permission.VIEW_INSIDE)
    return _list(request)


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    return _list(request, project_or_404(request, slug, Permission.VIEW_INSIDE))


def _list(request: HttpRequest, project: Project | None = None) -> HttpResponse:
    page = keyset_page(channels_of(request.user, project), by=("id",), after=request.GET.get("after"))
    part = "#rows" if request.htmx and request.GET.get("after") else ""
    return render(request, f"content/channels.html{part}", {"page": page, "project": project})
