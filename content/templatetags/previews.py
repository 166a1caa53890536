"""A post as a network shows it: cut where the feed cuts, its links marked. ``previews.js`` draws the same."""

import json
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from agency.templatetags.atoms import icon
from projects.networks import limits_of, look_of
from projects.networks.counting import FAR_MENTION, HASHTAG, LINK, LONGEST_TITLE, MENTION, shown_link
from projects.networks.looks import Look, Run

register = template.Library()
ACTIONS = {
    "like": ("heart", "Like"),
    "comment": ("chat-bubble-left", "Comment"),
    "share": ("share", "Share"),
    "send": ("paper-airplane", "Send"),
    "save": ("bookmark", "Save"),
    "views": ("eye", "Views"),
    "reply": ("chat-bubble-left", "Reply"),
    "boost": ("arrow-path", "Boost"),
    "repost": ("arrow-path", "Repost"),
    "favourite": ("star", "Favourite"),
    "bookmark": ("bookmark", "Bookmark"),
}
register.filter("look_of", lambda channel: look_of(channel.network if channel else ""))


@register.filter
def as_shown(text: str, look: Look) -> SafeString:
    """``text`` with its links marked; what the feed hides stands in ``.preview-rest``."""
    at = look.fold(text)
    shown = _marked(look, text[:at])
    return (
        format_html('{}<span class="preview-rest">{}</span>', shown, _marked(look, text[at:])) if text[at:] else shown
    )


def _marked(look: Look, text: str) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in look.runs(text)))


def _run(run: Run) -> Any:
    return format_html('<span class="preview-mark">{}</span>', run.text) if run.is_linked else run.text


@register.filter
def drawn_by(look: Look) -> str:
    """What ``previews.js`` needs to draw the text while it is typed."""
    return json.dumps({"linked": look.linked, "cut": look.cut, "lines": look.lines})


@register.simple_tag
def link_below(channel: Any, link: str, media: int) -> str:
    """The link as it stands below the words there; empty where it has another place."""
    return limits_of(channel).link_below(link, media=media) if channel and link else ""


@register.filter
def has_card(look: Look, pictures: int) -> bool:
    """Whether a link gets a card of its own beside so many pictures."""
    return look.card and (not pictures or look.card_with_pictures)


@register.filter
def host_of(link: str) -> str:
    """Where a link leads, as cards say it."""
    return urlsplit(link).netloc or link


@register.filter
def as_title(link: str) -> str:
    """Where a link leads, as the title of a card that Rapport makes itself."""
    return shown_link(link, most=LONGEST_TITLE)


@register.filter
def sub(number: int, less: int) -> int:
    return number - less


@register.simple_tag
def actions_of(look: Look) -> SafeString:
    """What a reader may do with the post there."""
    shown = (ACTIONS[name] for name in look.actions)
    return format_html_join("", "<span>{}{}</span>", ((icon(name, "s"), word) for name, word in shown))


@register.simple_tag
def patterns() -> str:
    """What the page's counters look for, written once for all of them."""
    return json.dumps({"link": LINK, "far": FAR_MENTION, "hashtag": HASHTAG, "mention": MENTION})
