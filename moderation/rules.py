"""What wants an answer, why, and how soon."""

from moderation.models import Case
from moderation.models.relationship import Rung
from monitoring.models import Mention
from monitoring.models.mention import Category, Tonality

COMPLAINTS = {Category.QUALITY, Category.DELIVERY, Category.SERVICE}
LOUD = 5_000  # followers from which many will read it


def reason_of(mention: Mention) -> Case.Reason:
    """A negative is a negative also when it ends with a question mark."""
    return Case.Reason.NEGATIVE if mention.tonality == Tonality.NEGATIVE else Case.Reason.QUESTION


def priority_of(mention: Mention, rung: int) -> int:
    """0 at once, 1 soon, 2 in turn: complaints and loud voices first, then people who stood by the brand."""
    if mention.tonality != Tonality.NEGATIVE:
        return 1 if rung >= Rung.SOLVED else 2
    loud = (mention.author.followers or 0) >= LOUD
    return 0 if loud or mention.category in COMPLAINTS else 1
