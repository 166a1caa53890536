"""What the library page and the composer's choice show: media of a project by folder, kind and words."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from agency.pages import Page, keyset_page
from agency.permissions import Permission
from agency.text import storable
from content.models import Folder, Media, Post, PostMedia
from content.services.library import posts_with
from projects.models import Project

SIZE = 24
MOST_POSTS = 20
MOST_FOLDERS = 200


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. ``folder``: an id, "none" for what lies in no folder, empty for everywhere."""

    words: str = ""
    kind: str = ""
    folder: str = ""
    after: str = ""

    @classmethod
    def of(cls, query: Any) -> "Asked":
        return cls(*(storable(query.get(name, ""))[:200].strip() for name in ("q", "kind", "folder", "after")))

    @property
    def is_anything(self) -> bool:
        return not (self.words or self.kind or self.folder)


@dataclass(frozen=True)
class Shelf:
    """A page of media, and the folders beside it: the project's in their order, those within one right after it."""

    asked: Asked
    page: Page
    folders: list[Folder]
    folder: Folder | None
    pictures: int
    videos: int
    may_keep: bool


def shelf(project: Project, user: Any, asked: Asked, *, size: int = SIZE) -> Shelf:
    """Four queries, however many media there are."""
    may_keep = user.has_perm(Permission.KEEP_LIBRARY, project)
    seen = Media.objects.visible_to(user).filter(project=project).kept()
    folders = _in_order(project) if may_keep else []
    folder = next((folder for folder in folders if str(folder.pk) == asked.folder), None)
    counts = seen.aggregate(all=Count("pk"), videos=Count("pk", filter=Q(kind=Media.Kind.VIDEO)))
    rows = _with_uses(_asked_for(seen, asked, folder).select_related("uploaded_by", "folder"))
    page = keyset_page(rows, by=("-id",), after=asked.after, size=size)
    return Shelf(asked, page, folders, folder, counts["all"] - counts["videos"], counts["videos"], may_keep)


def _in_order(project: Project) -> list[Folder]:
    kept = Count("media", filter=Q(media__removed_at=None))
    rows = list(project.folders.annotate(count=kept)[:MOST_FOLDERS])
    inner: dict[int | None, list[Folder]] = {}
    for row in rows:
        inner.setdefault(row.parent_id, []).append(row)
    return [folder for outer in inner.get(None, []) for folder in (outer, *inner.get(outer.pk, []))]


def _asked_for(rows: Any, asked: Asked, folder: Folder | None) -> Any:
    if asked.kind in Media.Kind.values:
        rows = rows.filter(kind=asked.kind)
    if folder:
        rows = rows.filter(Q(folder=folder) | Q(folder__parent=folder))
    elif asked.folder == "none":
        rows = rows.filter(folder=None)
    for word in asked.words.split()[:8]:
        tag = word.lstrip("#").lower()
        rows = rows.filter(Q(original_name__icontains=word) | Q(alt__icontains=word) | Q(tags__contains=[tag]))
    return rows


def _with_uses(rows: Any) -> Any:
    uses = PostMedia.objects.filter(media=OuterRef("pk")).order_by().values("media").annotate(count=Count("pk"))
    return rows.annotate(used=Coalesce(Subquery(uses.values("count"), output_field=IntegerField()), 0))


def used_in(media: Media, user: Any) -> list[Post]:
    """The posts this person may see that have it, newest first."""
    return list(posts_with(media).filter(pk__in=Post.objects.visible_to(user))[:MOST_POSTS])
