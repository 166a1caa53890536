"""Keeping a project's media: described, tagged, moved, removed while nobody uses them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agency import audit
from agency.permissions import Permission
from content.models import Folder, Media, Post, Version
from content.refusal import Refusal
from projects.access import require
from projects.models import Project

DESCRIBED = ("original_name", "alt", "tags", "focus_x", "focus_y", "folder")
MOST_TAGS = 20


@transaction.atomic
def describe(*, media: Media, by: Any, **changes: Any) -> Media:
    """Change name, description, tags, spot or folder; posts that have it keep their own description and spot."""
    require(by, Permission.KEEP_LIBRARY, media)
    unknown = changes.keys() - set(DESCRIBED)
    if unknown:
        raise TypeError(f"Not a description: {', '.join(sorted(unknown))}")
    if "folder" in changes:
        _fit(changes["folder"], media.project)
    if "tags" in changes:
        changes["tags"] = _tidy(changes["tags"])
    for name, value in changes.items():
        setattr(media, name, value)
    media.save(update_fields=list(changes))
    return media


def _tidy(tags: Iterable[str]) -> list[str]:
    """Each once, in small letters, without a hash."""
    said = dict.fromkeys(" ".join(tag.lower().lstrip("#").split())[:40] for tag in tags)
    found = [tag for tag in said if tag]
    if len(found) > MOST_TAGS:
        raise Refusal(tags=f"{MOST_TAGS} tags are the most.")
    return found


def _fit(folder: Folder | None, project: Project) -> None:
    if folder and folder.project_id != project.pk:
        raise Refusal(folder="This folder belongs to another project.")


@transaction.atomic
def move(*, project: Project, media: Iterable[int], folder: Folder | None, by: Any) -> int:
    """Put these media of the project into ``folder``, or out of every folder; how many there were."""
    require(by, Permission.KEEP_LIBRARY, project)
    _fit(folder, project)
    count = project.media.kept().filter(pk__in=list(media)).update(folder=folder)
    if count:
        audit.record("content.media.moved", project, by=by, count=count, folder=str(folder or "the library"))
    return count


def posts_with(media: Media) -> Any:
    """Posts that have it now or in a version somebody was shown, newest first."""
    shown = Version.objects.filter(
        post__project=media.project_id, snapshot__pictures__contains=[{"media": media.pk}]
    ).values("post")
    return Post.objects.filter(Q(pictures__media=media) | Q(pk__in=shown)).distinct().order_by("-id")


@transaction.atomic
def remove(*, media: Media, by: Any) -> Media:
    """Take an unused one out of the library; it can come back for a day. Raises Refusal that says where it is used."""
    require(by, Permission.KEEP_LIBRARY, media)
    media = Media.objects.select_for_update(of=("self",)).select_related("project__client").get(pk=media.pk)
    used = list(posts_with(media)[:4])
    if used:
        names = ", ".join(f"“{post}”" for post in used[:3]) + (" and others" if len(used) > 3 else "")
        raise Refusal(media=f"It is used in {names}. Take it out there first.")
    media.removed_at = timezone.now()
    media.save(update_fields=["removed_at"])
    audit.record("content.media.removed", media, by=by, name=str(media))
    return media


@transaction.atomic
def bring_back(*, media: Media, by: Any) -> Media:
    """Undo a removal."""
    require(by, Permission.KEEP_LIBRARY, media)
    media.removed_at = None
    media.save(update_fields=["removed_at"])
    audit.record("content.media.brought_back", media, by=by, name=str(media))
    return media
