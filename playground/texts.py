"""Which texts the network takes. Length is counted as a reader counts: an emoji or an accented letter is one."""

import regex

from playground.refusals import bad_value, too_long

POST_LIMIT = 2_000
COMMENT_LIMIT = 1_000
KEY_LIMIT = 200
URL_LIMIT = 2_000
MEDIA_LIMIT = 10
CODE_POINTS_PER_CHARACTER = 10

_GRAPHEME = regex.compile(r"\X")
_URL = regex.compile(r"https?://[^\s/?#<>\"\\]+[^\s<>\"\\]*", regex.IGNORECASE)


def graphemes(text: str) -> int:
    return sum(1 for _ in _GRAPHEME.finditer(text))


def storable(text: str, *, field: str) -> str:
    """The text as it came, or a refusal: a database column holds neither NUL nor half a surrogate pair."""
    if "\x00" in text:
        raise bad_value(field, "The text holds a NUL character, which no page can show. Remove it and send again.")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise bad_value(field, "The text holds half of a surrogate pair: it was cut inside a character.")
    return text


def limited(text: str, *, field: str, limit: int) -> str:
    """At most ``limit`` graphemes, and no more than ten code points each on average (stacked accents)."""
    storable(text, field=field)
    if len(text) <= limit:
        return text
    length = graphemes(text) if len(text) <= limit * CODE_POINTS_PER_CHARACTER else len(text)
    if length > limit:
        raise too_long(field, limit=limit, length=length)
    return text


def post_text(text: str) -> str:
    return limited(text.strip(), field="text", limit=POST_LIMIT)


def comment_text(text: str) -> str:
    text = limited(text.strip(), field="text", limit=COMMENT_LIMIT)
    if not text:
        raise bad_value("text", "A comment needs words.")
    return text


def web_address(url: str, *, field: str) -> str:
    """An http or https address, or a refusal: nothing else may become a link on a page."""
    storable(url, field=field)
    if len(url) > URL_LIMIT:
        raise too_long(field, limit=URL_LIMIT, length=len(url))
    if url and not _URL.fullmatch(url):
        raise bad_value(field, "This is not a web address. It starts with http:// or https:// and has no spaces.")
    return url


def idempotency_key(key: str | None) -> str | None:
    if not key:
        return None
    storable(key, field="Idempotency-Key")
    if len(key) > KEY_LIMIT:
        raise too_long("Idempotency-Key", limit=KEY_LIMIT, length=len(key))
    return key
