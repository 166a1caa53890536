"""Whether the link leads anywhere."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from content.checks.check import Check
from content.checks.sheet import Sheet


def about_link(sheet: Sheet) -> Iterator[Check]:
    if not sheet.post.link:
        return
    parts = urlsplit(sheet.post.link)
    if parts.scheme in ("http", "https") and parts.netloc:
        yield Check("ok", f"Link leads to {parts.netloc}")
    else:
        yield Check("danger", "The link is not an address", "It starts with https://.", "link")
