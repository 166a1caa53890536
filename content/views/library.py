"""A project's media: found again, described, moved, taken out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms.media import FolderForm, MediaForm, MoveForm, ticked
from content.models import Media
from content.refusal import Refusal
from content.selectors.library import Asked, shelf, used_in
from content.services import library, uploads
from projects.access import project_or_404, require
from projects.models import Project

MOST_AT_ONCE = 30


@require_safe
def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.WRITE_POST)
    return show(request, project)


def show(request: HttpRequest, project: Project, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page, or for htmx its shelf alone; ``more``: a form that was refused, what went wrong."""
    found = shelf(project, request.user, Asked.of(request.GET))
    context = {"project": project, "shelf": found, "folder_form": FolderForm(project=project)}
    if found.folder:
        said = {"name": found.folder.name, "parent": found.folder.parent_id}
        context["change_form"] = FolderForm(initial=said, project=project, folder=found.folder, auto_id="change_%s")
    part = "#shelf" if request.htmx and not request.htmx.boosted else ""
    return render(request, f"content/library.html{part}", context | more, status=status)


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Take several files in; what cannot be used is named, the rest is kept."""
    project = project_or_404(request, slug, Permission.WRITE_POST)
    found = shelf(project, request.user, Asked.of(request.GET), size=1)
    wrong = take(request, project, folder=found.folder)[1]
    if request.htmx or wrong:
        return show(request, project, wrong=wrong, status=422 if wrong else 200)
    return redirect(f"{reverse('content:library', args=[slug])}?{request.GET.urlencode()}")


def take(request: HttpRequest, project: Project, **kwargs: Any) -> tuple[list[Media], list[str]]:
    """The media of a request's files, and a sentence for every file that is none."""
    files = request.FILES.getlist("file")
    taken, wrong = [], [] if files else ["Choose a photo or a video first."]
    for file in files[:MOST_AT_ONCE]:
        try:
            taken.append(uploads.upload(project=project, file=file, by=request.user, **kwargs))
        except Refusal as refusal:
            wrong.append(f"{file.name}: {refusal}" if len(files) > 1 else str(refusal))
    if len(files) > MOST_AT_ONCE:
        wrong.append(f"{MOST_AT_ONCE} files at once are the most. Send the rest again.")
    return taken, wrong


@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.KEEP_LIBRARY)
    form = MoveForm(request.POST, project=project)
    chosen = ticked(request.POST)
    if not form.is_valid() or not chosen:
        return show(request, project, wrong=["Choose what is to be moved, and where to."], status=422)
    folder = form.cleaned_data["folder"]
    count = library.move(project=project, media=chosen, folder=folder, by=request.user)
    messages.success(request, f"Moved {count} to {f'“{folder}”' if folder else 'the first level'}.")
    return redirect(f"{reverse('content:library', args=[slug])}?folder={folder.pk if folder else 'none'}")


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One picture or video: who brought it, where it is used, what is said about it."""
    media = _media_or_404(request, pk, Permission.KEEP_LIBRARY if request.method == "POST" else Permission.WRITE_POST)
    form = MediaForm(request.POST or None, instance=media)
    if form.is_bound and form.is_valid():
        try:
            library.describe(media=media, by=request.user, **form.changes)
        except Refusal as refusal:
            form.refuse(refusal.errors)
        else:
            messages.success(request, "Saved. Posts that have it keep their own words.")
            return redirect(media)
    return _page(request, media, form, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, media: Media, form: MediaForm, *, status: int, error: str = "") -> HttpResponse:
    context = {
        "media": media,
        "project": media.project,
        "form": form,
        "used": used_in(media, request.user),
        "may_keep": request.user.has_perm(Permission.KEEP_LIBRARY, media),
        "error": error,
    }
    return render(request, "content/library/media.html", context, status=status)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    media = _media_or_404(request, pk, Permission.KEEP_LIBRARY)
    try:
        library.remove(media=media, by=request.user)
    except Refusal as refusal:
        return _page(request, media, MediaForm(instance=media), status=422, error=str(refusal))
    undo = reverse("content:media-bring-back", args=[media.pk])
    messages.success(request, f"“{media}” is out of the library.", extra_tags=undo)
    return redirect("content:library", media.project.slug)


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    media = _media_or_404(request, pk, Permission.KEEP_LIBRARY)
    library.bring_back(media=media, by=request.user)
    return redirect(media)


def _media_or_404(request: HttpRequest, pk: int, permission: str) -> Media:
    rows = Media.objects.visible_to(request.user).select_related("project__client", "uploaded_by", "folder")
    media: Media = get_object_or_404(rows, pk=pk)
    require(request.user, permission, media)
    return media
