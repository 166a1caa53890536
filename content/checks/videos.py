"""Whether a post that calls itself a video has one."""

from collections.abc import Iterator

from content.checks.check import Check
from content.checks.sheet import Sheet
from content.models import Media, Post


def about_videos(sheet: Sheet) -> Iterator[Check]:
    rows = sheet.post.pictures.all()
    films = [row for row in rows if row.media.is_video]
    if sheet.post.format == Post.Format.VIDEO and not films:
        yield Check("danger", "There is no video yet", "Add one, or choose another way to take part.", "pictures")
    if sheet.post.format == Post.Format.STORY and not rows:
        yield Check("danger", "There is nothing to see yet", "A story needs a picture or a video.", "pictures")
    if any(_is_wide(row.media) for row in films) and sheet.post.format == Post.Format.STORY:
        yield Check("warn", "The video is wide", "A story fills a phone that is held upright.", "pictures")


def _is_wide(media: Media) -> bool:
    return media.width > media.height
