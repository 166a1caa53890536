"""Folders of a project's media."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from content.forms.media import FolderForm
from content.models import Folder
from content.refusal import Refusal
from content.services import folders
from content.views import library
from projects.access import project_or_404, require


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.KEEP_LIBRARY)
    form = FolderForm(request.POST, project=project)
    if form.is_valid():
        try:
            return _to(folders.add(project=project, by=request.user, **form.cleaned_data))
        except Refusal as refusal:
            form.refuse(refusal.errors)
    return library.show(request, project, folder_form=form, status=422)


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    folder = _folder_or_404(request, pk)
    form = FolderForm(request.POST, project=folder.project, folder=folder, auto_id="change_%s")
    if form.is_valid():
        try:
            return _to(folders.change(folder=folder, by=request.user, **form.cleaned_data))
        except Refusal as refusal:
            form.refuse(refusal.errors)
    return _inside(request, folder, change_form=form)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    folder = _folder_or_404(request, pk)
    try:
        folders.remove(folder=folder, by=request.user)
    except Refusal as refusal:
        return _inside(request, folder, wrong=[str(refusal)])
    messages.success(request, f"The folder “{folder}” is gone.")
    return redirect("content:library", folder.project.slug)


def _folder_or_404(request: HttpRequest, pk: int) -> Folder:
    folder: Folder = get_object_or_404(Folder.objects.visible_to(request.user).select_related("project__client"), pk=pk)
    require(request.user, Permission.KEEP_LIBRARY, folder)
    return folder


def _inside(request: HttpRequest, folder: Folder, **more: Any) -> HttpResponse:
    """The library at this folder, with what was refused."""
    request.GET = QueryDict(f"folder={folder.pk}")  # type: ignore[assignment]
    return library.show(request, folder.project, status=422, **more)


def _to(folder: Folder) -> HttpResponse:
    return redirect(f"{reverse('content:library', args=[folder.project.slug])}?folder={folder.pk}")
