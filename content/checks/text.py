"""Whether there are words, and whether each network takes them."""

from collections.abc import Iterator

from content.checks.check import Check, counted
from content.checks.sheet import Leaf, Sheet
from content.models import Post, details_of
from content.phrasing import places_left
from projects.networks import look_of, objections


def about_text(sheet: Sheet) -> Iterator[Check]:
    if not sheet.post.text.strip():
        yield Check("danger", "There is no text yet", "Write what goes out.", "text")
        return
    if sheet.post.format == Post.Format.QUESTION and not _asks(sheet.post):
        yield Check("warn", "Nothing to answer", "A question usually has a question mark.", "text")
    yield from _places_left(sheet)
    yield from _first_comments(sheet)
    wrong = [check for leaf in sheet.leaves for check in _objections(leaf)]
    yield from wrong
    if sheet.leaves and not wrong:
        yield Check("ok", f"Fits {counted(len(sheet.leaves), 'page')}")


def _asks(post: Post) -> bool:
    """Whether there is a question: in the text, or as the question of the day."""
    return "?" in post.text or bool(getattr(details_of(post), "asked", ""))


def _places_left(sheet: Sheet) -> Iterator[Check]:
    """What a template left for the writer."""
    for field, text in {leaf.text_field: leaf.outgoing.text for leaf in sheet.leaves}.items():
        for place in places_left(text)[:3]:
            yield Check("warn", f"Still to be filled: {{{place}}}", "The template left it for you.", field)


def _first_comments(sheet: Sheet) -> Iterator[Check]:
    for leaf in sheet.leaves:
        if leaf.outgoing.first_comment.strip() and not look_of(leaf.channel.network).first_comment:
            hint = "The first comment would not go out. Put its words into the text."
            yield Check("warn", f"{leaf.channel}: no first comment there", hint, f"target-{leaf.channel.pk}-comment")


def _objections(leaf: Leaf) -> Iterator[Check]:
    for sentence in objections(leaf.outgoing, leaf.limits):
        yield Check("danger", f"{leaf.channel}: {sentence.rstrip('.')}", field=leaf.text_field)
