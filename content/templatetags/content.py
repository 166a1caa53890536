"""How posts and times are said on pages and in letters."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Collection, Iterable
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import get_text_list

from agency.addresses import address
from agency.templatetags.atoms import icon, nets
from agency.templatetags.calendar import cal_post, cal_slot
from agency.templatetags.words import span
from content.checks import Leaf, Sheet
from content.clock import WEEKDAYS, spoken_day, spoken_there, spoken_zone
from content.forms import AnswerForm
from content.models import Media, Post, Series, Version, details_of
from content.selectors.bands import Band, Bands
from content.selectors.facts import Fact, facts_of
from content.selectors.gaps import Gap
from content.selectors.items import Item
from content.selectors.waits import Figure
from content.templatetags.media import player
from projects.models import Channel, Project

CHANGES = {"ins": "<ins>{}</ins>", "del": "<del>{}</del>"}
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
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"


EVENT_GLYPHS = (
    (("remark", "said_"), "chat-bubble-left"),
    (("approve", "yes_of", "pass_review"), "check"),
    (("return", "ask_", "answer_again", "review_again", "yes_withdrawn"), "arrow-uturn-left"),
    (("submit",), "paper-airplane"),
    (("scheduled", "unscheduled", "held"), "clock"),
)


@register.filter
def event_glyph(verb: str) -> str:
    """What an event of a post looks like in its story; ``verb`` is that of the audit."""
    done = verb.rpartition(".")[2]
    return next((glyph for starts, glyph in EVENT_GLYPHS if done.startswith(starts)), "pencil-square")


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
def crop_url(desk: Any, media: Media, channel: Channel) -> str:
    """What ``channel``'s network gets of a picture on the client's page."""
    return desk.url("picture-as", media.pk, channel.network)


@register.simple_tag
def desk_film(desk: Any, media: Media, alt: str) -> SafeString:
    """A video on the client's page."""
    return player(desk.url("video", media.pk), desk.url("picture", media.pk), media, alt)


@register.simple_tag
def say_url(desk: Any, post: Any) -> str:
    """Where the client's sentence about ``post`` goes."""
    return desk.say(post)


@register.simple_tag
def topics() -> tuple[tuple[str, str], ...]:
    """What a client's wish may be about, as chips."""
    return AnswerForm.ABOUT


@register.filter
def taking_part(snapshot: dict[str, Any]) -> list[Fact]:
    """How people take part in a version: labels and words."""
    return facts_of(snapshot.get("details"))


@register.filter
def details_said(post: Post) -> list[Fact]:
    """The same of the post as it is now."""
    details = details_of(post)
    return facts_of(details.snapshot()) if details else []


@register.filter
def alt_of(card: Any, media: Media) -> str:
    """How the version that is shown describes the picture."""
    pictures = card.version.snapshot["pictures"]
    return next((picture["alt"] for picture in pictures if picture["media"] == media.pk), media.alt)


@register.simple_tag
def error_of(form: Any, name: str) -> SafeString | str:
    """What is wrong with a field, in a place of its own that an autosave can fill and clear."""
    errors = form.errors.get(name) or filter(None, [form.refused.get(name)])
    if not (errors := list(errors)):
        return ""
    return format_html(
        '<p class="error" id="{}_error">{}<span>{}</span></p>',
        form[name].auto_id if name in form.fields else f"id_{name}",
        icon("exclamation-circle", "s"),
        " ".join(str(error) for error in errors),
    )


@register.filter
def split(names: str) -> list[str]:
    return names.split()


@register.filter
def leaf_of(sheet: Sheet, channel: Channel) -> Leaf | None:
    """What ``channel`` would get, if it is chosen."""
    return next((leaf for leaf in sheet.leaves if leaf.channel == channel), None)


@register.filter
def is_off(channel: Channel) -> bool:
    return not channel.is_usable


@register.simple_tag
def cal_row(row: Item | Gap, zone: str, project: Project | None = None, movable: Collection[int] = ()) -> SafeString:
    """A post or an empty slot in a day.

    ``zone`` is the reader's, ``project`` the only one shown, ``movable`` the projects whose posts the reader may move.
    """
    if isinstance(row, Gap):
        place: dict[str, Any] = {"project": row.project.slug, "slot": row.slot.pk, "day": row.day.isoformat()}
        url = f"{reverse('content:post-new')}?{urlencode(place)}"
        return cal_slot(url, f"{row.time:%H:%M}", row.value_kind, None if project else row.project)
    is_movable = row.may_move and row.project.pk in movable
    return cal_post(
        address("content:post", row.post.pk),
        row.post.title,
        row.standing,
        spoken_hour(row, zone),
        id=f"post-{row.post.pk}",
        networks=row.networks,
        project=row.project,
        small=bool(project),
        lang=row.post.language,
        is_close=row.is_close and bool(movable),
        move_url=address("content:post-plan", row.post.pk) if is_movable else None,
        move_page=address("content:post-move-to", row.post.pk) if is_movable else None,
    )


@register.filter
def spoken_hour(item: Item, zone: str) -> str:
    """The hour where the post goes out; its place, and the reader's own hour, when they live by another clock."""
    if item.time is None:
        return ""
    post, said = item.post, f"{item.time:%H:%M}"
    if post.time_zone == zone:
        return said
    said = f"{said} {spoken_zone(post.time_zone)}"
    if post.scheduled_at is None:
        return said
    return f"{said}, {spoken_there(post.scheduled_at, post.day, zoneinfo.ZoneInfo(zone))} yours"


@register.filter
def spoken_rule(series: Series) -> str:
    """``Every 2 weeks on Tuesday and Thursday at 09:00 Kyiv time, 12 times``."""
    unit = series.unit if series.every == 1 else f"{series.every} {series.unit}s"
    days = [WEEKDAYS[day] for day in series.weekdays or [series.starts_on.weekday()]]
    on = f"on day {series.starts_on.day}" if series.unit == Series.Unit.MONTH else f"on {get_text_list(days, 'and')}"
    ends = f"{series.count} times" if series.count else f"until {spoken_day(series.until or series.starts_on)}"
    return f"Every {unit} {on} at {series.time:%H:%M} {spoken_zone(series.time_zone)} time, {ends}"


@register.filter
def chosen(query: QueryDict, name: str) -> list[str]:
    """All values a parameter of the address has."""
    return query.getlist(name)


@register.filter
def bands_of(bands: Bands, day: dt.date) -> list[Band]:
    """The campaigns drawn on a day."""
    return bands.by_day.get(day, [])


@register.filter
def aloud_share(share: Any) -> str:
    """What a bar of engagement says to those who do not see it."""
    return f"{share}% of the followers"


@register.filter
def waited(since: dt.datetime) -> str:
    """How long somebody waits: ``waits 3 h``."""
    return f"waits {span(timezone.now() - since)}"


@register.filter
def waits_headline(figures: Iterable[Figure]) -> str:
    """What is typical, as the answer the page gives: ``The client’s yes takes 9 h, our review 2 h``."""
    said = [f"{figure.kind.label} takes {span(figure.median)}" for figure in figures if figure.median is not None]
    if not said:
        return "Nobody has waited to the end yet"
    first, *rest = reversed(said)
    sentence = ", ".join([first, *(words[0].lower() + words[1:].replace(" takes", "") for words in rest)])
    return re.sub(r"(?<=\d) (?=h|min|days)", "\N{NO-BREAK SPACE}", sentence)


@register.filter
def as_changed(piece: Any) -> str:
    """A piece of a text between two versions: put in, taken out, or as it was. No space around it that is not its."""
    return format_html(CHANGES[piece.op], piece.text) if piece.op in CHANGES else piece.text


@register.filter
def weekday(number: int) -> str:
    return WEEKDAYS[number]
