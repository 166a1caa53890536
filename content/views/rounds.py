"""Who says yes to a project's posts: the rule, and the people where each of several must."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from content import rounds as yeses
from content.forms import ApproverForm, RoundsForm
from content.models import Approver, ProjectRules
from content.refusal import Refusal
from content.services import rounds
from projects.access import project_or_404, require
from projects.models import Project


def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.EDIT_PROJECT)
    rules = ProjectRules.of(project)
    form = RoundsForm(request.POST or None, initial={"rounds": rules.rounds})
    if form.is_bound and form.is_valid():
        rounds.set_rounds(project=project, rounds=form.cleaned_data["rounds"], by=request.user)
        messages.success(request, "Written down. Posts that wait follow the new rule.")
        return redirect("content:rounds", project.slug)
    return _page(request, project, form, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest, project: Project, form: RoundsForm, *, status: int = 200, adding: Any = None
) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "adding": adding or ApproverForm(project=project),
        "named": project.approvers.select_related("user"),
        "people": yeses.people(project),
        "rule": ProjectRules.Rounds(ProjectRules.rounds_of(project)),
    }
    return render(request, "content/rounds.html", context, status=status)


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.EDIT_PROJECT)
    form = ApproverForm(request.POST, project=project)
    if form.is_valid():
        try:
            named = rounds.name_approver(project=project, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            messages.success(request, f"{named} is on the list.")
            return redirect("content:rounds", project.slug)
    rule = RoundsForm(initial={"rounds": ProjectRules.of(project).rounds})
    return _page(request, project, rule, adding=form, status=422)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    approvers = Approver.objects.visible_to(request.user).select_related("project__client")
    approver = get_object_or_404(approvers, pk=pk)
    require(request.user, Permission.EDIT_PROJECT, approver)
    rounds.remove_approver(approver=approver, by=request.user)
    messages.success(request, f"The yes of {approver} is not needed any more.")
    return redirect("content:rounds", approver.project.slug)
