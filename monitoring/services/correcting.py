"""A person's word over the machine's."""

from django.db import transaction

from agency import audit
from agency.models import User
from monitoring.models import Correction, Mention
from monitoring.rollup import Cell, add_to_rollups, take_from_rollups


@transaction.atomic
def correct(*, mention: Mention, tonality: str, category: str, by: User) -> Mention:
    """Set tone and category by hand, keep the lesson, and move the counts. Nothing happens when nothing changes."""
    locked = Mention.objects.select_for_update().select_related("project").get(pk=mention.pk)
    before = (locked.tonality, locked.category)
    if before == (tonality, category):
        return locked
    _move_counts(locked, tonality)
    locked.tonality, locked.category, locked.labelled_by, locked.confidence = tonality, category, by, 1.0
    locked.save(update_fields=["tonality", "category", "labelled_by", "confidence"])
    Correction.objects.create(
        mention=locked,
        tonality_before=before[0],
        tonality_after=tonality,
        category_before=before[1],
        category_after=category,
        by=by,
    )
    audit.record("monitoring.mention.corrected", locked, by=by, before=before[0], after=tonality)
    return locked


def _move_counts(mention: Mention, tonality: str) -> None:
    if mention.is_promo or mention.tonality == tonality:
        return
    take_from_rollups(mention.project, Cell(mention.published_at, mention.media_type, mention.tonality))
    add_to_rollups(mention.project, {Cell(mention.published_at, mention.media_type, tonality): 1})
