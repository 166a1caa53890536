"""A page is connected, breaks, is connected again, or let go. What is scheduled for it stays scheduled."""

from django.db import transaction

from agency.transitions import move
from projects.models import Channel


@transaction.atomic
def mark_broken(channel: Channel, text: str) -> None:
    """The network no longer takes the token: ``text`` is what it said."""
    kept = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    if kept.is_usable:
        kept.trouble = text[:300]
        move(
            kept,
            "break_down",
            by=None,
            fields=["trouble"],
            check_permission=False,
            channel=kept.name,
            text=kept.trouble,
        )
