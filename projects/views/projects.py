"""Projects: the list, the page, the facts, the stages, the story."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from agency.http import HttpRequest
from agency.models import Event
from agency.pages import keyset_page
from agency.permissions import Permission
from projects.access import project_or_404, require
from projects.forms.base import add_errors
from projects.forms.projects import NewProjectForm, ProjectForm, ReadingForm
from projects.launch import NotReady
from projects.models import Client, Project
from projects.selectors.project import load_all, project_page, row_of, stages_in_words
from projects.selectors.story import told
from projects.services import projects as services

STAGES = (("", "All"), *Project.Stage.choices)


@require_GET
def projects(request: HttpRequest) -> HttpResponse:
    rows = Project.objects.visible_to(request.user).select_related("client")
    stage = request.GET.get("stage", "")
    if stage in Project.Stage.values:
        rows = rows.filter(stage=stage)
    page = keyset_page(rows, by=("name", "id"), after=request.GET.get("after"))
    context = {
        "page": page,
        "rows": [(project, row_of(project)) for project in load_all(page.rows)],
        "stage": stage,
        "stages": STAGES,
        "title": stages_in_words(Project.objects.visible_to(request.user)),
        "may_add": request.user.has_perm(Permission.ADD_CLIENT),
    }
    part = "#rows" if request.htmx and "after" in request.GET else ""
    return render(request, f"projects/list.html{part}", context)


def new_project(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.ADD_CLIENT)
    clients = Client.objects.visible_to(request.user)
    form = NewProjectForm(request.POST or None, clients=clients, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(services.open_project(by=request.user, **form.cleaned_data))
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "projects/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def project(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, project_or_404(request, slug, Permission.VIEW_PROJECT))


def edit_project(request: HttpRequest, slug: str) -> HttpResponse:
    found = project_or_404(request, slug, Permission.EDIT_PROJECT)
    form = ProjectForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        services.change_project(project=found, by=request.user, facts=form.cleaned_data)
        messages.success(request, f"{found} is as you wrote.")
        return redirect(found)
    context = {"form": form, "project": found}
    return render(request, "projects/edit.html", context, status=422 if form.errors else 200)


@require_POST
def stage(request: HttpRequest, slug: str, move: str) -> HttpResponse:
    """Launch, pause or finish; a shut gate is answered with the page that names what is missing."""
    found = project_or_404(request, slug, Permission.LAUNCH_PROJECT)
    try:
        MOVES[move](project=found, by=request.user)
    except NotReady as error:
        return show(request, project_or_404(request, slug, Permission.LAUNCH_PROJECT), problem=str(error.message))
    messages.success(request, f"{found} is {found.get_stage_display().lower()}.")
    return redirect(found)


@require_GET
def story(request: HttpRequest, slug: str) -> HttpResponse:
    found = project_or_404(request, slug, Permission.VIEW_PROJECT)
    events = Event.objects.of_project(found.pk)
    if not request.user.has_perm(Permission.VIEW_INSIDE, found):
        events = events.for_client()
    page = keyset_page(events, by=("-id",), after=request.GET.get("after"))
    part = "#rows" if request.htmx and "after" in request.GET else ""
    return render(request, f"projects/story.html{part}", {"project": found, "page": page, "events": told(page.rows)})


MOVES: dict[str, Callable[..., None]] = {
    "launch": services.launch,
    "pause": services.pause,
    "finish": services.finish,
}


def show(
    request: HttpRequest,
    project: Project,
    *,
    problem: str = "",
    reading: ReadingForm | None = None,
    reading_of: int = 0,
) -> HttpResponse:
    """The project's page, with what a form on it was refused for (422)."""
    context = {
        "project": project,
        "page": project_page(project, request.user),
        "problem": problem,
        "reading": reading or ReadingForm(),
        "reading_of": reading_of,
        "may_edit": request.user.has_perm(Permission.EDIT_PROJECT, project),
        "may_connect": request.user.has_perm(Permission.CONNECT_CHANNEL, project),
        "may_seat": request.user.has_perm(Permission.FILL_TEAM, project),
        "may_see_posts": request.user.has_perm(Permission.VIEW_POST, project),
        "may_write": request.user.has_perm(Permission.WRITE_POST, project),
    }
    return render(request, "projects/project.html", context, status=422 if problem or reading else 200)
