"""Formats of taking part: what each needs beside the text. ``DETAILS``: ``Post.Format`` → its table."""

from content.models.formats.activity import Activity
from content.models.formats.answer import Answer, Gathering, Tally
from content.models.formats.details import Details
from content.models.formats.draw import Draw, Winner
from content.models.formats.interactive import Interactive, Question
from content.models.formats.promotion import Promotion
from content.models.formats.survey import Survey
from content.models.post import Post

DETAILS: dict[str, type[Details]] = {
    Post.Format.PROMOTION: Promotion,
    Post.Format.SURVEY: Survey,
    Post.Format.INTERACTIVE: Interactive,
    Post.Format.QUESTION: Question,
    Post.Format.OFFLINE: Activity,
}


def details_of(post: Post) -> Details | None:
    """The details of the post's own format, read once for everybody who asks this very object."""
    kept = post.__dict__.get("_details")
    if kept is None or kept[0] != post.format:
        model = DETAILS.get(post.format)
        kept = (post.format, model.objects.filter(post=post).first() if model and post.pk else None)
        post.__dict__["_details"] = kept
    found: Details | None = kept[1]
    return found


__all__ = [
    "DETAILS",
    "Activity",
    "Answer",
    "Details",
    "Draw",
    "Gathering",
    "Interactive",
    "Promotion",
    "Question",
    "Survey",
    "Tally",
    "Winner",
    "details_of",
]
