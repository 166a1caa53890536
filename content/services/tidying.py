"""Files nobody needs: of media removed a while ago, of uploads that were undone, derivatives without a picture."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage
from django.db.models import ProtectedError
from django.utils import timezone

from content import derivatives
from content.models import Media
from content.models.media import KEPT_AFTER_REMOVAL

UPLOADED = "media"
GRACE = dt.timedelta(days=1)  # a file is written before its row is
AT_ONCE = 500


def tidy_media() -> int:
    """Delete removed media whose day is over, then files without a row; how many files went. May run at any time."""
    _forget_removed()
    return sum(_delete(batch) for batch in _old_files(UPLOADED)) + _delete_derivatives()


def _forget_removed() -> None:
    for media in Media.objects.filter(removed_at__lt=timezone.now() - KEPT_AFTER_REMOVAL)[:AT_ONCE]:
        try:
            media.delete()
        except ProtectedError:  # somebody put it into a post while it was on its way out
            Media.objects.filter(pk=media.pk).update(removed_at=None)


def _old_files(folder: str) -> Iterator[list[Path]]:
    """Files older than the grace period, some at a time."""
    root, batch = Path(default_storage.path(folder)), []
    line = (timezone.now() - GRACE).timestamp()
    for path in root.rglob("*") if root.is_dir() else ():
        if path.is_file() and path.stat().st_mtime < line:
            batch.append(path)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    yield batch


def _delete(paths: list[Path]) -> int:
    """Those that no row names."""
    root = Path(default_storage.path(""))
    names = {path.relative_to(root).as_posix(): path for path in paths}
    for field in ("file", "small", "poster"):
        for known in Media.objects.filter(**{f"{field}__in": list(names)}).values_list(field, flat=True):
            names.pop(known, None)
    for path in names.values():
        path.unlink(missing_ok=True)
    return len(names)


def _delete_derivatives() -> int:
    """Those of pictures that no project has any more."""
    gone = 0
    for batch in _old_files(derivatives.FOLDER):
        marks = {path: path.name.partition("-")[0] for path in batch}
        known = Media.objects.marked(set(marks.values()))
        for path in (path for path, mark in marks.items() if mark not in known):
            path.unlink(missing_ok=True)
            gone += 1
    return gone
