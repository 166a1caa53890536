"""Folders of a project's media: a folder may lie in another one, and no deeper."""

from typing import Any

from django.db import IntegrityError, transaction

from agency import audit
from agency.permissions import Permission
from content.models import Folder
from content.refusal import Refusal
from projects.access import require
from projects.models import Project

TAKEN = "There is a folder with this name here already."


@transaction.atomic
def add(*, project: Project, name: str, by: Any, parent: Folder | None = None) -> Folder:
    """A new folder, in another one or not. Raises Refusal (``name``, ``parent``)."""
    require(by, Permission.KEEP_LIBRARY, project)
    folder = Folder(project=project, name=_said(name), parent=_fit_parent(project, parent))
    _save(folder)
    audit.record("content.folder.added", folder, by=by, name=folder.name)
    return folder


@transaction.atomic
def change(*, folder: Folder, name: str, parent: Folder | None, by: Any) -> Folder:
    """Rename it, put it somewhere else, or both. Raises Refusal (``name``, ``parent``)."""
    require(by, Permission.KEEP_LIBRARY, folder)
    folder = _held(folder)
    before = folder.name
    if parent and (parent.pk == folder.pk or folder.folders.exists()):
        raise Refusal(parent="A folder that holds folders stays on the first level.")
    folder.name, folder.parent = _said(name), _fit_parent(folder.project, parent)
    _save(folder)
    audit.record("content.folder.changed", folder, by=by, before=before, name=folder.name)
    return folder


@transaction.atomic
def remove(*, folder: Folder, by: Any) -> None:
    """Throw an empty folder away. Raises Refusal for one that holds something."""
    require(by, Permission.KEEP_LIBRARY, folder)
    folder = _held(folder)
    if folder.folders.exists() or folder.media.kept().exists():
        raise Refusal(name=f"“{folder}” is not empty. Move what is in it first.")
    folder.media.update(folder=None)  # removed ones, which may still come back
    audit.record("content.folder.removed", folder, by=by, name=folder.name)
    folder.delete()


def _held(folder: Folder) -> Folder:
    return Folder.objects.select_for_update(of=("self",)).select_related("project__client").get(pk=folder.pk)


def _said(name: str) -> str:
    name = " ".join(name.split())[:80]
    if not name:
        raise Refusal(name="A folder needs a name.")
    return name


def _fit_parent(project: Project, parent: Folder | None) -> Folder | None:
    if parent and parent.project_id != project.pk:
        raise Refusal(parent="This folder belongs to another project.")
    if parent and _held(parent).parent_id:
        raise Refusal(parent="Folders go one level deep.")
    return parent


def _save(folder: Folder) -> None:
    try:
        with transaction.atomic():
            folder.save()
    except IntegrityError as error:
        raise Refusal(name=TAKEN) from error
