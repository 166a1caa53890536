"""Climbing the loyalty ladder, each step with its evidence."""

from agency import audit
from agency.models import User
from moderation.models import Case, Relationship
from moderation.models.relationship import Rung


def climb(*, case: Case, to: Rung, by: User | None) -> None:
    """Bring the case's author up to ``to``; the case is the evidence. Nobody ever steps down."""
    moved = Relationship.objects.filter(author=case.mention.author, rung__lt=to).update(rung=to)
    if moved:
        audit.record("moderation.case.climbed", case, by=by, author=case.mention.author.name, rung=to.label)
