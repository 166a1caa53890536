"""How posts and times are said on pages and in letters."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from agency.templatetags.atoms import nets
from content.clock import spoken_day, spoken_zone
from content.forms import AnswerForm
from content.models import Media, Version
from projects.models import Channel

register = template.Library()
register.filter("zone_name", spoken_zone)


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


@register.filter
def spoken_plan(card: Any) -> str:
    """The day a client's card is for."""
    return spoken_day(card.day) if card.day else "On a day we choose together"


@register.filter
def greeting(desk: Any) -> str:
    """By the hour where the reader is."""
    hour = timezone.localtime().hour
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


@register.filter
def first_name(desk: Any) -> str:
    return desk.voice.name.split()[0] if desk.voice.name.split() else desk.voice.name


@register.simple_tag
def networks(channels: Iterable[Channel]) -> SafeString:
    """The marks of the pages' networks, each once."""
    return nets(dict.fromkeys(channel.network for channel in channels))


@register.simple_tag
def picture_url(desk: Any, media: Media) -> str:
    return desk.url("picture", media.pk)


@register.simple_tag
def topics() -> tuple[tuple[str, str], ...]:
    """What a client's wish may be about, as chips."""
    return AnswerForm.ABOUT


@register.filter
def alt_of(card: Any, media: Media) -> str:
    """How the version that is shown describes the picture."""
    pictures = card.version.snapshot["pictures"]
    return next((picture["alt"] for picture in pictures if picture["media"] == media.pk), media.alt)
