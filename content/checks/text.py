"""Whether there are words, and whether each network takes them."""

from collections.abc import Iterator

from content.checks.check import Check, counted
from content.checks.sheet import Leaf, Sheet
from content.models import Post, details_of
from projects.networks import objections


def about_text(sheet: Sheet) -> Iterator[Check]:
    if not sheet.post.text.strip():
        yield Check("danger", "There is no text yet", "Write what goes out.", "text")
        return
    if sheet.post.format == Post.Format.QUESTION and not _asks(sheet.post):
        yield Check("warn", "Nothing to answer", "A question usually has a question mark.", "text")
    wrong = [check for leaf in sheet.leaves for check in _objections(leaf)]
    yield from wrong
    if sheet.leaves and not wrong:
        yield Check("ok", f"Fits {counted(len(sheet.leaves), 'page')}")


def _asks(post: Post) -> bool:
    """Whether there is a question: in the text, or as the question of the day."""
    return "?" in post.text or bool(getattr(details_of(post), "asked", ""))


def _objections(leaf: Leaf) -> Iterator[Check]:
    for sentence in objections(leaf.outgoing, leaf.limits):
        yield Check("danger", f"{leaf.channel}: {sentence.rstrip('.')}", field=leaf.text_field)
