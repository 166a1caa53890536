"""What stands in a day of the calendar: a month holds hundreds of them, so they are plain functions."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from agency.templatetags.atoms import icon, net, pill, tile
from agency.templatetags.glyphs import PILLS

CLOSE = "exclamation-triangle"
MOVABLE = '<div class="cal-item" data-carried>{}<a class="move-to" href="{}">Move to…</a></div>'


def cal_post(url: str, title: Any, status: str, time: str = "", **look: Any) -> SafeString:
    """A post in a day: ``{% cal_post url post.title post.status "18:00" networks=… project=… lang="uk" value=… %}``.

    ``move_url=`` makes it movable (drag, or M and arrows; a PATCH with the day's values); ``small=True`` leaves the
    project's tile out where all posts are of one project; ``id=`` lets it keep the focus over a swap; ``is_close=True``
    warns of another post within an hour on the same page; ``move_page=`` is where fingers choose another day.
    """
    glyph = PILLS[status]
    project = look.get("project")
    aloud = f"{glyph.word}, {project.name}, " if project else f"{glyph.word} "
    post = format_html(
        '<a class="cal-post"{} href="{}" data-status="{}"{}>'
        '<span class="meta">{}<span class="sr">{}</span>{}{}{}{}</span><span class="title"{}>{}</span>{}</a>',
        format_html(' id="{}"', look["id"]) if look.get("id") else "",
        url,
        glyph.value,
        _movable(look.get("move_url")),
        icon(glyph.icon, "s", "fg"),
        aloud,
        format_html("<time>{}</time>", time) if time else "",
        _close(look.get("is_close")),
        _networks(look.get("networks")),
        tile(project, 7) if project and not look.get("small") else "",
        _lang(look.get("lang")),
        title,
        pill(look["value"], word=False) if look.get("value") else "",
    )
    page = look.get("move_page")
    return format_html(MOVABLE, post, page) if page else post


def _close(is_close: bool | None) -> SafeString | str:
    if not is_close:
        return ""
    return format_html(
        '{}<span class="sr">within an hour of another on its page, </span>', icon(CLOSE, "s", "is-close")
    )


def _movable(move_url: str | None) -> SafeString | str:
    if not move_url:
        return ""
    return format_html(' draggable="true" data-drag data-move-url="{}" aria-keyshortcuts="M"', move_url)


def _networks(keys: Iterable[str] | None) -> SafeString | str:
    """Without the hover text of ``nets``: it would be a fifth of the page."""
    if not keys:
        return ""
    return format_html(
        '<span class="nets">{}</span>', format_html_join("", "{}", ((net(key, hover=False),) for key in keys))
    )


def _lang(code: str | None) -> SafeString | str:
    return format_html(' lang="{}"', code) if code else ""


def cal_slot(url: str, time: str, value: str = "", project: Any = None) -> SafeString:
    """An empty place in the plan: ``{% cal_slot url "12:00" "inf" project %}``."""
    return format_html(
        '<a class="cal-slot" href="{}">{}<time>{}</time>{}{}<span class="sr">empty slot</span></a>',
        url,
        icon("plus", "s"),
        time,
        pill(value, word=False) if value else "",
        tile(project, 7) if project else mark_safe(""),
    )
