"""The numbers of a project against its goal, for us and for the client."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from projects.access import project_or_404
from projects.models import Project
from reports.goal_report import report_of

MOST = 50


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The projects whose report this person may read."""
    projects = Project.objects.where(request.user, Permission.VIEW_REPORT).exclude(stage=Project.Stage.PLANNED)
    rows = projects.select_related("client").order_by("stage", "name")[:MOST]
    return render(request, "reports/reports.html", {"projects": rows})


@require_safe
def project_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Thirty days against the goal, with what we do not know."""
    project = project_or_404(request, slug, Permission.VIEW_REPORT)
    return render(request, "reports/project_report.html", {"project": project, "report": report_of(project)})
