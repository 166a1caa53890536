"""Whether people can take part in what asks them to, and whether that is fair and possible."""

from collections.abc import Callable, Iterator
from typing import Any

from content.checks.check import Check, counted
from content.checks.sheet import Sheet
from content.models import DETAILS, Activity, Details, Interactive, Post, Promotion, Question, Survey, details_of
from content.models.formats.survey import FEWEST, MOST


def about_taking_part(sheet: Sheet) -> Iterator[Check]:
    """Nothing for a format that has no details of its own."""
    post = sheet.post
    if post.format not in DETAILS:
        return
    details = details_of(post) or DETAILS[post.format](post=post)
    lines = [*_ROOMS[type(details)](details), *_time(post, details)]
    yield from lines
    if not any(line.kind == "danger" for line in lines):
        yield Check("ok", f"{post.get_format_display()}: people know how to take part")


def _missing(post: Post, field: str, text: str, hint: str) -> Check:
    return Check("danger", text, hint, f"{post.format}-{field}")


def _promotion(promotion: Any) -> Iterator[Check]:
    post = promotion.post
    if not promotion.rules.strip():
        yield _missing(post, "rules", "A promotion without rules", "Say who may take part, how, and what is won.")
    if not promotion.prizes:
        yield _missing(post, "prizes", "Nothing to be won yet", "Name at least one prize.")
    if promotion.closes_at is None:
        yield _missing(post, "closes_on", "Nobody knows when the promotion ends", "Choose its last day.")


def _survey(survey: Any) -> Iterator[Check]:
    post = survey.post
    if not survey.question.strip():
        yield _missing(post, "question", "The survey asks nothing yet", "Write its question.")
    if not FEWEST <= len(survey.options) <= MOST:
        said = f"The survey has {counted(len(survey.options), 'answer')}"
        yield _missing(post, "options", said, f"Give {FEWEST} to {MOST}, each on a line of its own.")


def _interactive(interactive: Any) -> Iterator[Check]:
    post = interactive.post
    if not interactive.asked.strip():
        yield _missing(post, "asked", "Nobody is asked to do anything yet", "Say what people shall do.")
    if interactive.counting == Interactive.Counting.WORD and not interactive.word.strip():
        yield _missing(post, "word", "Nobody knows what to count", "Give the word or the hashtag.")


def _question(question: Any) -> Iterator[Check]:
    """The text may ask it."""
    if not question.asked.strip() and "?" not in question.post.text:
        yield _missing(question.post, "asked", "The question of the day is missing", "Write what you ask.")


def _activity(activity: Any) -> Iterator[Check]:
    post = activity.post
    if not (activity.place.strip() or activity.address.strip()):
        yield _missing(post, "place", "Nobody knows where it is", "Name the place or its address.")
    if activity.opens_at is None:
        yield _missing(post, "opens_on", "Nobody knows when it begins", "Choose its day and hour.")


def _time(post: Post, details: Details) -> Iterator[Check]:
    """An end before the post goes out leaves nobody any time."""
    if details.is_over:
        yield _missing(post, "closes_on", "Its end has gone by", "Choose a later one.")
    elif details.closes_at and post.scheduled_at and details.closes_at <= post.scheduled_at:
        yield _missing(post, "closes_on", "It ends before the post goes out", "Choose a later end or an earlier post.")


_ROOMS: dict[type[Details], Callable[[Any], Iterator[Check]]] = {
    Promotion: _promotion,
    Survey: _survey,
    Interactive: _interactive,
    Question: _question,
    Activity: _activity,
}
