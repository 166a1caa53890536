"""How posts and times are said on pages and in letters."""

import datetime as dt
import zoneinfo

from django import template

from content.clock import spoken_day, spoken_zone
from content.models import Version

register = template.Library()


@register.filter
def reading_minutes(posts: int) -> int:
    """How long so many posts take on a phone, in minutes."""
    return max(1, round(posts * 0.6))


@register.filter
def in_zone(moment: dt.datetime, zone: str) -> str:
    """``Friday 16 October, 18:00, Kyiv time``."""
    local = moment.astimezone(zoneinfo.ZoneInfo(zone))
    return f"{spoken_day(local.date())}, {local:%H:%M}, {spoken_zone(zone)} time"


@register.filter
def planned_words(version: Version) -> str:
    """When a version is to go out: ``Friday 16 October, 18:00``, or that nobody has said yet."""
    day, time = version.snapshot["day"], version.snapshot["time"]
    if not day:
        return "No day yet"
    said = spoken_day(dt.date.fromisoformat(day))
    return f"{said}, {time[:5]}" if time else said
