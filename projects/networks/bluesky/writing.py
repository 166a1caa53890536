"""Records as the lexicons want them: https://github.com/bluesky-social/atproto/tree/main/lexicons.

Nothing is linked by itself there: every link, hashtag and mention is a facet with its place in bytes of UTF-8.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import regex
from PIL import Image

from projects.networks import counting
from projects.networks.base import Limits, OutgoingPost, Picture, Video, opened

POST = "app.bsky.feed.post"
GATE = "app.bsky.feed.threadgate"
ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
BEGIN = int(dt.datetime(2024, 1, 1, tzinfo=dt.UTC).timestamp()) * 1_000_000
YEAR = 366 * 24 * 3_600 * 1_000_000
LONGEST_TAG = 64

_FOUND = regex.compile(
    rf"(?P<link>{counting.LINK})|(?P<bare>{counting.BARE_LINK})|(?P<tag>{counting.HASHTAG})"
    r"|(?<![\p{L}\p{N}_/.=])@(?P<name>[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)",
    regex.IGNORECASE,
)


def key_of(idempotency_key: uuid.UUID) -> str:
    """The record's key: the same for the same post, so that a second one is refused. In form it is a moment (a TID),
    as posts must have; which moment, within 2024, has no meaning."""
    micros = BEGIN + idempotency_key.int % YEAR
    number = micros << 10 | (idempotency_key.int >> 64) & 0x3FF
    return "".join(ALPHABET[number >> shift & 31] for shift in range(60, -1, -5))


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def record(text: str, *, did_of: Callable[[str], str], **more: Any) -> dict[str, Any]:
    """A post. ``did_of``: whose handle it is, empty for nobody's. ``facets``: those of the text's end, which win."""
    given = more.pop("facets", [])
    begin = min((facet["index"]["byteStart"] for facet in given), default=counting.weight(text))
    found = [facet for facet in facets_of(text, did_of=did_of) if facet["index"]["byteEnd"] <= begin]
    facets = [*found, *given]
    return {"$type": POST, "text": text, "createdAt": now()} | ({"facets": facets} if facets else {}) | more


def facets_of(text: str, *, did_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """Every link, hashtag and mention of a known account, in their order."""
    return [
        _facet(text, match.start(), match.end(), feature)
        for match in _FOUND.finditer(text)
        if (feature := _feature(match, did_of))
    ]


def _feature(match: Any, did_of: Callable[[str], str]) -> dict[str, str] | None:
    link, bare, tag, name = match.group("link", "bare", "tag", "name")
    if link or bare:
        return {"$type": "app.bsky.richtext.facet#link", "uri": link or f"https://{bare}"}
    if tag:
        fits = len(tag) - 1 <= LONGEST_TAG
        return {"$type": "app.bsky.richtext.facet#tag", "tag": tag[1:]} if fits else None
    did = did_of(name)
    return {"$type": "app.bsky.richtext.facet#mention", "did": did} if did else None


def _facet(text: str, start: int, end: int, feature: dict[str, str]) -> dict[str, Any]:
    begin = counting.weight(text[:start])
    return {
        "index": {"byteStart": begin, "byteEnd": begin + counting.weight(text[start:end])},
        "features": [feature],
    }


def words_of(post: OutgoingPost, limits: Limits) -> tuple[str, list[dict[str, Any]]]:
    """The text, and the facet of a link below it: beside pictures there is no room for its card, so it stands in the
    words, shortened."""
    text = limits.body(post.text, post.link, media=post.media_count)
    if text == post.text:
        return text, []
    start = len(text) - len(limits.link_below(post.link, media=post.media_count))
    return text, [_facet(text, start, len(text), {"$type": "app.bsky.richtext.facet#link", "uri": post.link})]


def embed_of(post: OutgoingPost, upload: Callable[[Picture | Video], dict[str, Any]]) -> dict[str, Any] | None:
    """What is shown below the words: pictures, a video, or the card of the link. ``upload`` gives a file's blob."""
    if post.videos:
        film = post.videos[0]
        shape = {"width": film.width, "height": film.height}
        return {"$type": "app.bsky.embed.video", "video": upload(film), "alt": film.alt, "aspectRatio": shape}
    if post.pictures:
        images = [{"image": upload(one), "alt": one.alt, "aspectRatio": _shape(one)} for one in post.pictures]
        return {"$type": "app.bsky.embed.images", "images": images}
    if post.link:
        title = counting.shown_link(post.link, most=counting.LONGEST_TITLE)
        card = {"uri": post.link, "title": title, "description": ""}
        return {"$type": "app.bsky.embed.external", "external": card}
    return None


def _shape(picture: Picture) -> dict[str, int]:
    with opened(picture) as file, Image.open(file) as image:
        width, height = image.size
    return {"width": width, "height": height}
