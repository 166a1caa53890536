"""Whether the pictures and videos can be seen, and heard."""

from collections.abc import Iterator

from content.checks.check import Check, counted
from content.checks.sheet import Sheet
from content.models import PostMedia


def about_pictures(sheet: Sheet) -> Iterator[Check]:
    rows = list(sheet.post.pictures.all())
    silent = [row for row in rows if not row.alt.strip()]
    if silent:
        hint = "Some people hear it instead of seeing it."
        yield Check("warn", f"{_counted(silent)} without a description", hint, "pictures")
    elif rows:
        yield Check("ok", f"{_counted(rows)} described")


def _counted(rows: list[PostMedia]) -> str:
    """2 pictures; 1 picture and 1 video."""
    videos = sum(row.media.is_video for row in rows)
    kinds = ((len(rows) - videos, "picture"), (videos, "video"))
    return " and ".join(counted(number, noun) for number, noun in kinds if number)
