"""The goal: what was agreed, its tasks and tools, and readings by hand."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from projects.access import project_or_404
from projects.forms.base import add_errors
from projects.forms.projects import GoalForm, ReadingForm, TaskFormSet, tasks_as_typed
from projects.models import Goal
from projects.services import goals as services
from projects.services.readings import record_reading
from projects.views.projects import show


def new_goal(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.EDIT_PROJECT)
    form = GoalForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        goal = services.set_goal(project=project, by=request.user, facts=form.cleaned_data)
        messages.success(request, "The goal is set. Now its tasks and tools.")
        return redirect("projects:goal-tasks", project.slug, goal.pk)
    context = {"project": project, "form": form}
    return render(request, "projects/goals/form.html", context, status=422 if form.errors else 200)


def edit_goal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.EDIT_PROJECT)
    goal = get_object_or_404(project.goals, pk=pk)
    form = GoalForm(request.POST or None, instance=goal)
    if request.method == "POST" and form.is_valid():
        services.change_goal(goal=goal, by=request.user, facts=form.cleaned_data)
        messages.success(request, "The goal is as you wrote.")
        return redirect(project)
    context = {"project": project, "goal": goal, "form": form}
    return render(request, "projects/goals/form.html", context, status=422 if form.errors else 200)


def tasks(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    project = project_or_404(request, slug, Permission.EDIT_PROJECT)
    goal = get_object_or_404(project.goals.prefetch_related("tasks__tools"), pk=pk)
    formset = TaskFormSet(request.POST or None, initial=tasks_as_typed(goal))
    if request.method == "POST" and formset.is_valid():
        services.plan_tasks(goal=goal, by=request.user, tasks=formset.plans())
        again = "more" in request.POST
        return redirect("projects:goal-tasks", project.slug, goal.pk) if again else redirect(project)
    is_refused = formset.is_bound and not formset.is_valid()
    context = {"project": project, "goal": goal, "formset": formset}
    return render(request, "projects/goals/tasks.html", context, status=422 if is_refused else 200)


@require_POST
def read(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The measure counted by hand."""
    project = project_or_404(request, slug, Permission.EDIT_PROJECT)
    goal = get_object_or_404(project.goals, pk=pk)
    form = ReadingForm(request.POST)
    if form.is_valid():
        try:
            record_reading(goal=goal, source=Goal.Source.MANUAL, by=request.user, **form.cleaned_data)
            messages.success(request, f"Counted: {goal.kpi_name}.")
            return redirect(project)
        except ValidationError as error:
            add_errors(form, error)
    return show(request, project, reading=form, reading_of=goal.pk)
