"""A table of posts: sent, looked at, made into drafts, undone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from agency.transitions import open_to
from content.exchange.columns import COLUMNS
from content.forms import ColumnsForm, TableForm
from content.models import PostImport
from content.refusal import Refusal
from content.selectors.importing import progress, remarked, samples
from content.services import imports
from projects.access import project_or_404, require

SHOWN, ROWS = 20, 50


@require_http_methods(["GET", "POST"])
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a table, and see what became of the ones before."""
    project = project_or_404(request, slug, Permission.WRITE_POST)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(imports.start(project=project, file=form.cleaned_data["file"], by=request.user))
        except Refusal as refusal:
            form.refuse(refusal.errors)
    earlier = PostImport.objects.visible_to(request.user).filter(project=project).select_related("by")
    context = {"project": project, "form": form, "imports": earlier[:SHOWN], "columns": COLUMNS}
    status = 422 if request.method == "POST" else 200
    return render(request, "content/exchange/import_new.html", context, status=status)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The import as it is now; while a worker has it in hand the page asks again every two seconds."""
    return _page(request, _import_or_404(request, pk))


def _page(request: HttpRequest, job: PostImport, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "job": job,
        "project": job.project,
        "progress": progress(job),
        "moves": [move["name"] for move in open_to(job, request.user)],
        "page": keyset_page(remarked(job), by=("number",), after=request.GET.get("after"), size=ROWS),
        **_naming(job),
        **more,
    }
    return render(request, "content/exchange/import.html", context, status=status)


def _naming(job: PostImport) -> dict[str, Any]:
    """The form that names the columns."""
    if job.status not in (PostImport.Status.UNMAPPED, PostImport.Status.READY):
        return {}
    return {"form": ColumnsForm(job=job, samples=samples(job))}


@require_safe
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """More of the rows with remarks."""
    job = _import_or_404(request, pk)
    page = keyset_page(remarked(job), by=("number",), after=request.GET.get("after"), size=ROWS)
    return render(request, "content/exchange/import_rows.html", {"job": job, "page": page})


@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    job = _import_or_404(request, pk)
    form = ColumnsForm(request.POST, job=job, samples=samples(job))
    if form.is_valid():
        try:
            return redirect(imports.map_columns(postimport=job, keys=form.keys, by=request.user))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _page(request, job, status=422, form=form)


VERBS: dict[str, Callable[..., PostImport]] = {"cancel": imports.cancel, "undo": imports.undo}


@require_POST
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Confirm, cancel or undo."""
    job = _import_or_404(request, pk)
    try:
        if verb == "confirm":
            said = {"partly": "partly" in request.POST, "twins_too": "twins_too" in request.POST}
            return redirect(imports.confirm(postimport=job, by=request.user, **said))
        if verb not in VERBS:
            raise Http404
        return redirect(VERBS[verb](postimport=job, by=request.user))
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect(job)


def _import_or_404(request: HttpRequest, pk: int) -> PostImport:
    jobs = PostImport.objects.visible_to(request.user).select_related("project__client", "by")
    job: PostImport = get_object_or_404(jobs, pk=pk)
    require(request.user, Permission.WRITE_POST, job)
    return job
