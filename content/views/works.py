"""Which kind of post works in a project, and the mix it aims at."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms.rules import MixForm
from content.selectors.mix import balance_of
from content.selectors.works import what_works
from content.services import rules
from projects.access import project_or_404


def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    """Engagement by kind, format, day and hour beside the mix; who runs the project sets what the mix aims at."""
    asked = Permission.EDIT_PROJECT if request.method == "POST" else Permission.VIEW_INSIDE
    project = project_or_404(request, slug, asked)
    balance = balance_of(project)
    form = MixForm(request.POST or None, initial={"target": balance.target, "slack": balance.slack})
    if form.is_bound and form.is_valid():
        rules.set_mix(project=project, by=request.user, **form.cleaned_data)
        messages.success(request, "The mix has a new aim.")
        return redirect("content:what-works", slug)
    context = {"project": project, "form": form, "balance": balance, "works": what_works(project)}
    context["may_edit"] = request.user.has_perm(Permission.EDIT_PROJECT, project)
    return render(request, "content/what_works.html", context, status=422 if form.is_bound else 200)
