"""Hiding a comment on the page, and showing it again."""

from django.db import transaction

from agency import audit
from agency.models import User
from agency.permissions import Permission
from moderation.models import Case
from monitoring.models import Mention
from projects.access import require
from projects.networks import adapter_for


def hide(*, case: Case, hidden: bool, by: User) -> None:
    """Ask the network first; only what it did is written down. Raises NetworkError with words for the user."""
    require(by, Permission.ANSWER_CASE, case)
    mention = case.mention
    adapter_for(mention.source.channel).hide(comment_id=mention.external_id, hidden=hidden)
    with transaction.atomic():
        Mention.objects.filter(pk=mention.pk).update(is_hidden=hidden)
        audit.record("moderation.case.hidden" if hidden else "moderation.case.shown", case, by=by)
