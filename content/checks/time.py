"""Whether the hour is free."""

from collections.abc import Iterator

from django.utils import timezone

from content.checks.check import Check
from content.checks.sheet import Sheet


def about_time(sheet: Sheet) -> Iterator[Check]:
    post = sheet.post
    if post.scheduled_at is None:
        yield Check("warn", "No time yet", "It can be chosen after the yes as well.", "day")
    elif post.scheduled_at < timezone.now():
        yield Check("danger", "The time has gone by", "Choose a later one.", "day")
    elif sheet.neighbours:
        other = sheet.neighbours[0]
        local = other.scheduled_at.astimezone(post.zone) if other.scheduled_at else post.scheduled_at
        yield Check("warn", f"Another post is close: “{other}” at {local:%H:%M}", "Same page, within an hour.", "day")
    else:
        yield Check("ok", "Slot is free")
