"""The tray of ideas: a project's page, the aside of the calendar, and what can be done with an idea."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile
from content.forms.ideas import IdeaForm
from content.models import Idea
from content.refusal import Refusal
from content.selectors.ideas import ideas_of, tray
from content.services import ideas
from projects.access import project_or_404
from projects.models import Project


def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    """Every idea of a project one may read; POST puts one in, also from the pages of other floors."""
    project = project_or_404(request, slug, Permission.VIEW_PROJECT)
    if not ideas.may_add(request.user, project):
        raise PermissionDenied(Permission.WRITE_POST)
    form = IdeaForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            idea = ideas.add(project=project, by=request.user, **form.said)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            return _added(request, idea)
    status = request.GET.get("status", "")
    wanted = status if status in Idea.Status.values else ""
    context = {
        "project": project,
        "form": form,
        "page": ideas_of(project, request.user, status=wanted, after=request.GET.get("after")),
        "status": wanted,
        "statuses": Idea.Status.choices,
        "may_write": request.user.is_agency and request.user.has_perm(Permission.WRITE_POST, project),
        "inside": request.user.has_perm(Permission.VIEW_INSIDE, project),
    }
    return render(request, "content/ideas/page.html", context, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, idea: Idea) -> HttpResponse:
    """From a page of another floor the answer is one word in place of the button; here it is the list."""
    if request.htmx:
        return render(request, "content/ideas/added.html", {"idea": idea})
    messages.success(request, "In the tray.")
    return redirect("content:ideas", idea.project.slug)


@require_safe
def unscheduled(request: HttpRequest) -> HttpResponse:
    """The ideas that wait, for the aside of the calendar: of one project, or of all one works in."""
    projects = Project.objects.where(request.user, Permission.VIEW_POST)
    if slug := request.GET.get("project", ""):
        projects = projects.filter(slug=slug)
    context = {
        "ideas": tray(request.user, projects),
        "project": projects.first() if slug else None,
        "writable": set(Project.objects.where(request.user, Permission.WRITE_POST).values_list("pk", flat=True)),
    }
    return render(request, "content/ideas/tray.html", context)


BACK = {"set-aside": "bring-back"}
MOVES: dict[str, tuple[Callable[..., Any], str]] = {
    "set-aside": (ideas.set_aside, "Set aside."),
    "bring-back": (ideas.bring_back, "Back in the tray."),
    "interest": (ideas.toggle_interest, ""),
}


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Make a draft of an idea, set it aside, bring it back, or say that one would like to see it written."""
    idea: Idea = get_object_or_404(
        Idea.objects.visible_to(request.user).select_related("project__client"), pk=pk
    )  # fmt: skip
    if verb == "take":
        return redirect(_take(request, idea))
    if verb not in MOVES:
        raise Http404
    run, said = MOVES[verb]
    run(idea=idea, by=request.user)
    if said:
        back = reverse("content:idea-move", args=[pk, BACK[verb]]) if verb in BACK else ""
        messages.success(request, said, extra_tags=back)
    return redirect("content:ideas", idea.project.slug)


def _take(request: HttpRequest, idea: Idea) -> Any:
    try:
        return ideas.take(idea=idea, by=request.user)
    except MovedMeanwhile as error:
        messages.warning(request, str(error))
        return idea.post or idea
