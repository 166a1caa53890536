"""The queue and one conversation of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from moderation.inbox import queue
from moderation.models import Case
from moderation.views.cases import case_or_404, show_inbox, show_thread
from projects.access import project_or_404, require_somewhere


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The queue with its most urgent case open; further pages come as rows only."""
    require_somewhere(request.user, Permission.VIEW_CASE)
    if request.htmx and request.GET.get("after"):
        found = queue(
            request.user,
            tab=request.GET.get("tab", ""),
            project=request.GET.get("project", ""),
            after=request.GET["after"],
        )
        context = {"queue": found, "case": None, "tab": found.tab, "project": request.GET.get("project", "")}
        return render(request, "moderation/inbox.html#rows", context)
    return show_inbox(request, None)


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    found = case_or_404(request, pk)
    if request.htmx and not request.htmx.boosted:
        return show_thread(request, found)
    return show_inbox(request, found)


@require_safe
def project_waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """How many wait in one project: a panel of the project page."""
    project = project_or_404(request, slug, Permission.VIEW_CASE)
    waiting = Case.objects.filter(project=project).waiting()
    context = {"project": project, "oldest": waiting.order_by("answer_due_at").first(), "count": waiting.count()}
    return render(request, "moderation/_project_waiting.html", context)
