"""What a server tells, as Rapport knows it. Statuses come as HTML from other people's servers: only text is kept."""

import datetime as dt
import html
import re
from typing import Any

import httpx
from django.utils.dateparse import parse_datetime

from projects.networks.base import PollLimits, RemoteComment

LONGEST = 50_000  # characters of a status as HTML; where texts are long they have some 5 000
_FAR = re.compile(r"(@\w+)@[\w.-]+\w")
# Goes over every character about once and never back (``*+``), however broken the HTML is.
_MARKUP = re.compile(r"""<(?:[!?]|(/?)([a-z][a-z0-9-]*+))(?:[^<>"']|"[^"]*+"|'[^']*+')*+>""", re.IGNORECASE | re.ASCII)
_SILENT = {"script", "style", "template"}
_GAPS = {"br": "\n"} | dict.fromkeys(("p", "li", "blockquote", "pre"), "\n\n")


def text_of(markup: str) -> str:
    """The words of a status. Paragraphs stay apart, links show where they lead as Mastodon writes them.

    What is no HTML is text, and what is longer than any status is cut.
    """
    first, *rest = _MARKUP.split(markup[:LONGEST])
    found, silent = [_unescaped(first)], ""
    for end, name, words in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        tag = (name or "").lower()
        if silent:
            silent = "" if end and tag == silent else silent
        elif tag in _SILENT and not end:
            silent = tag
        found += [] if silent else ["" if end else _GAPS.get(tag, ""), _unescaped(words)]
    return re.sub(r"\n{3,}", "\n\n", "".join(found)).strip()


def _unescaped(words: str) -> str:
    try:
        return html.unescape(words)
    except ValueError:  # a character whose number has thousands of digits
        return words


def squeezed(text: str) -> str:
    """What stays the same between what was sent and what is shown: no spaces, no servers behind names."""
    return "".join(_FAR.sub(r"\1", text).split())


def said_to(me: str, text: str) -> str:
    """``text`` without the name it begins with when that is ours: so Mastodon addresses an answer."""
    name, _, rest = text.partition(" ")
    return rest.lstrip() if name.casefold() == f"@{me}".casefold() and rest.strip() else text


def moment(value: Any) -> dt.datetime | None:
    """An instant in ISO form; None for anything else."""
    try:
        found = parse_datetime(str(value))
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or dt.UTC) if found else None


def count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def host_of(url: str) -> str:
    """The host of a web address as it is written in one, with its port if that is unusual; empty for anything else."""
    try:
        found = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError):
        return ""
    return found.netloc.decode() if found.scheme in ("http", "https") else ""


def comment(status: dict[str, Any], *, root: str, me: str) -> RemoteComment:
    """``root``: the post the talk began with; ``me``: our name on the server."""
    who = status.get("account") or {}
    parent = str(status.get("in_reply_to_id") or "")
    return RemoteComment(
        external_id=str(status["id"]),
        text=said_to(me, text_of(str(status.get("content") or ""))),
        published_at=moment(status.get("created_at")) or dt.datetime.now(dt.UTC),
        author_id=str(who.get("id", "")),
        author_name=str(who.get("display_name") or who.get("acct", "")),
        author_url=str(who.get("url") or ""),
        author_followers=count(who.get("followers_count")),
        url=str(status.get("url") or status.get("uri") or ""),
        parent_id="" if parent == root else parent,
        post_id=root,
        is_own=str(who.get("acct", "")).casefold() == me.casefold(),
    )


def what_it_takes(instance: dict[str, Any]) -> dict[str, Any]:
    """The numbers a server publishes about itself, under the names ``with_its_own`` reads; wrong ones are left out."""
    described = _room(instance, "configuration")
    places = {
        "text": ("statuses", "max_characters"),
        "pictures": ("statuses", "max_media_attachments"),
        "link_length": ("statuses", "characters_reserved_per_url"),
        "picture_bytes": ("media_attachments", "image_size_limit"),
        "video_bytes": ("media_attachments", "video_size_limit"),
        "poll_options": ("polls", "max_options"),
        "poll_option": ("polls", "max_characters_per_option"),
    }
    found = {name: count(_room(described, room).get(key)) for name, (room, key) in places.items()}
    return {name: value for name, value in found.items() if value}


def _room(described: dict[str, Any], name: str) -> dict[str, Any]:
    """What stands under ``name``; nothing where a server says something of another shape."""
    found = described.get(name)
    return found if isinstance(found, dict) else {}


def question_of(*, text: str, question: str) -> str:
    """A poll has no question of its own there: it stands in the text."""
    return text if squeezed(question) in squeezed(text) else f"{text.rstrip()}\n\n{question}".strip()


def seconds_open(limits: PollLimits, closes_at: dt.datetime | None) -> int:
    """How long a poll stays open, within what a server takes: five minutes to a month, the month unless said."""
    longest = (limits.longest or dt.timedelta(days=30)).total_seconds()
    wanted = (closes_at - dt.datetime.now(dt.UTC)).total_seconds() if closes_at else longest
    return int(min(max(wanted, 300), longest))
