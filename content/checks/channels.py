"""Whether there is somewhere to go."""

from collections.abc import Iterator

from content.checks.check import Check
from content.checks.sheet import Sheet
from content.models import Post
from projects.networks import why_by_hand


def about_channels(sheet: Sheet) -> Iterator[Check]:
    if not sheet.leaves:
        yield Check("danger", "Nowhere to go yet", "Choose at least one page.", "channels")
    for leaf in sheet.leaves:
        if not leaf.channel.is_usable:
            hint = "It will wait until the page is connected again."
            yield Check("warn", f"{leaf.channel}: {leaf.channel.get_state_display().lower()}", hint, "channels")
        elif why_by_hand(leaf.channel, leaf.outgoing, is_story=sheet.post.format == Post.Format.STORY):
            hint = "At its time somebody is asked, with the words and the files at hand."
            yield Check("ok", f"{leaf.channel}: people publish it", hint, "channels")
