"""Every check of a draft in one list: one room gives one kind of line."""

from collections.abc import Callable, Iterator

from content.checks.channels import about_channels
from content.checks.check import Check
from content.checks.formats import about_taking_part
from content.checks.likeness import about_likeness
from content.checks.link import about_link
from content.checks.pictures import about_pictures
from content.checks.sheet import Sheet
from content.checks.text import about_text
from content.checks.time import about_time
from content.checks.value import about_value
from content.checks.videos import about_videos

KINDS = ("danger", "warn", "ok")
ROOMS: tuple[Callable[[Sheet], Iterator[Check]], ...] = (
    about_value,
    about_text,
    about_likeness,
    about_taking_part,
    about_channels,
    about_pictures,
    about_videos,
    about_link,
    about_time,
)


def checks_of(sheet: Sheet) -> list[Check]:
    """Every line of the list, what is wrong first."""
    found = [check for room in ROOMS for check in room(sheet)]
    return sorted(found, key=lambda check: KINDS.index(check.kind))


def obstacles(sheet: Sheet) -> dict[str, str]:
    """What refuses submission: field → sentence; empty when the draft may go to review."""
    wrong: dict[str, str] = {}
    for check in checks_of(sheet):
        if check.kind == "danger":
            wrong[check.field] = " ".join(filter(None, (wrong.get(check.field), f"{check.text}.", check.hint)))
    return wrong
