"""Whether the link leads anywhere, says where a visit came from, and can be pressed."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from content.checks.check import Check
from content.checks.sheet import Sheet


def about_link(sheet: Sheet) -> Iterator[Check]:
    if not sheet.post.link:
        return
    parts = urlsplit(sheet.post.link)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        yield Check("danger", "The link is not an address", "It starts with https://.", "link")
        return
    tags = ", tags in place" if sheet.tagged else ""
    yield Check("ok", f"Link leads to {parts.netloc}{tags}")
    for leaf in sheet.leaves:
        if not leaf.limits.links:
            hint = "Say in the text where to find it, for example in the profile."
            yield Check("warn", f"{leaf.channel}: nobody can press a link there", hint, leaf.text_field)
