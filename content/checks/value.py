"""Whether the post says what it is for."""

from collections.abc import Iterator

from content.checks.check import Check
from content.checks.sheet import Sheet


def about_value(sheet: Sheet) -> Iterator[Check]:
    post = sheet.post
    if not post.value_kind:
        yield Check("danger", "No added value yet", "Choose emotional or informational.", "value_kind")
    if not post.value_sentence.strip():
        yield Check("danger", "Nobody knows what the reader takes away", "Write it in one sentence.", "value_sentence")
    if post.has_value:
        yield Check("ok", "Added value declared")
