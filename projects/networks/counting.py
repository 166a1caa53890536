"""What a network calls a link, a hashtag, a mention and a character.

The patterns are read by Python (``regex``) here and by the browser (flags ``giu``) while somebody types, so they keep
to what both understand; ``tests/networks/counting.json`` is fed to both. Sources: Mastodon's and Telegram's rules as
their documentation states them, the lexicon of Bluesky, otherwise how the network's page behaves.
"""

from enum import Enum
from urllib.parse import unquote

import regex

WORD = r"[\p{L}\p{M}\p{N}_]"
LINK = (
    r"https?://(?:[^\s<>()\x22]|\([^\s<>()\x22]*\))*"
    r"(?:[^\s<>()\x22'.,:;!?\u2026\u00bb\u201d\u2019]|\([^\s<>()\x22]*\))"  # what ends a sentence is not of the link
)
BARE_LINK = (
    r"(?<![\p{L}\p{N}_@./-])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:/[^\s<>()\x22]*[^\s<>()\x22'.,:;!?])?(?![\p{L}\p{N}@])"
)
HASHTAG = rf"(?<![\p{{L}}\p{{M}}\p{{N}}_&/])#{WORD}*[\p{{L}}_]{WORD}*"
MENTION = r"(?<![\p{L}\p{N}_/.=])@[a-zA-Z0-9_](?:[a-zA-Z0-9_.]*[a-zA-Z0-9_])?"
FAR_MENTION = (
    r"(?<![\p{L}\p{N}_/=])(@[a-zA-Z0-9_]+(?:[a-zA-Z0-9_.-]+[a-zA-Z0-9_]+)?)@[\p{L}\p{N}_]+(?:[.-][\p{L}\p{N}_]+)*"
)

SHOWN, LONGEST_TITLE = 40, 300  # characters of a link that is shortened, or is a title

_ADDRESS = regex.compile(r"[a-z][a-z0-9+.-]*://(?:[^/?#]*@)?([^/?#]*)([^?#]*)", regex.IGNORECASE)
_UNREADABLE = regex.compile(r"[\s\p{C}]")
_GRAPHEME = regex.compile(r"\X")
_LINK, _HASHTAG, _MENTION, _FAR = (
    regex.compile(pattern, regex.IGNORECASE) for pattern in (LINK, HASHTAG, MENTION, FAR_MENTION)
)


class Counting(Enum):
    """What a network calls one character."""

    GRAPHEMES = "graphemes"
    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"


def length(text: str, *, counting: Counting, link_length: int | None = None) -> int:
    """How long ``text`` is. With ``link_length`` every link weighs that much, and of a name on another server only
    the part before the server counts."""
    if link_length is not None:
        text = _FAR.sub(r"\1", _LINK.sub("x" * link_length, text))
    match counting:
        case Counting.GRAPHEMES:
            return sum(1 for _ in _GRAPHEME.finditer(text))
        case Counting.UTF16:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case Counting.CODE_POINTS:
            return len(text)


def shown_link(link: str, *, most: int = SHOWN) -> str:
    """A link as people read it: where it leads, without what machines want to know, in at most so many characters."""
    found = _ADDRESS.match(link)
    shown = found[1] + _readable(found[2].rstrip("/")) if found and found[1] else link
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def _readable(path: str) -> str:
    try:
        plain = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path
    return path if _UNREADABLE.search(plain) else plain


def weight(text: str) -> int:
    """Its bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def hashtags(text: str) -> list[str]:
    """Every hashtag in its order; what stands in a link is none."""
    return _HASHTAG.findall(_LINK.sub(" ", text))


def mentions(text: str) -> list[str]:
    """Every ``@name`` in its order; an address of mail or of the web holds none."""
    return _MENTION.findall(_LINK.sub(" ", text))
