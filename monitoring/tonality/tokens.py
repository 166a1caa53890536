"""Cuts a text into words, links, emoticons and signs, the same way for training and for labelling."""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

LONGEST = 4_000
"""Characters read of one text. Its tone is clear long before; the cap keeps one novel from holding up a batch."""

LONGEST_WORD = 32

LINK, HANDLE, NUMBER = "<link>", "<at>", "<0>"

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@])[\w-]+(?:\.[\w-]+)*\.(?:com|ru|ua|net|org|me|io|by|kz)\b(?:/\S*)?"
)
_TOKEN = re.compile(
    r"""
    <link>
  | [@#]?\w+(?:['-]\w+)*                          # a word, a #tag, a @handle, a number
  | (?<!\d)[:;=]'?[-o]?[][()/\\|*dp3]+ | \^_*\^ | <3 | -_+-     # faces
  | [!?]+ | \(+ | \)+                             # runs keep their length: ))) is a broad smile
  | [^\w\s\u200b-\u200f\ufe00-\ufe0f\ufeff]
    """,
    re.VERBOSE,
)
_ELONGATED = re.compile(r"(.)\1{2,}")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "ё": "е"})


def tokens(text: str) -> list[str]:
    """Small-letter words and signs of `text` in order; links, handles and numbers stand as `<link>`, `<at>`, `<0>`."""
    small = unicodedata.normalize("NFKC", text[:LONGEST]).lower()
    return list(chain.from_iterable(map(_cut_remembered, small.split())))


def _cut_remembered(chunk: str) -> tuple[str, ...]:
    return _cut(chunk) if len(chunk) <= LONGEST_WORD else _cut.__wrapped__(chunk)


@lru_cache(maxsize=2**15)
def _cut(chunk: str) -> tuple[str, ...]:
    """The tokens of one stretch without blanks. Remembered, because people repeat each other's words."""
    chunk = chunk.translate(_APOSTROPHES)
    if chunk.isalpha():
        return (_plain(chunk),)
    spelled = _LINK.sub(f" {LINK} ", chunk)
    return tuple(map(_plain, _TOKEN.findall(spelled)))


def _plain(token: str) -> str:
    """One spelling for what differs by length, number or name only: "суууупер" is "суупер", "@anna" is "<at>"."""
    if token[0] == "@" and len(token) > 1:
        return HANDLE
    return NUMBER if token[0].isdigit() else _ELONGATED.sub(r"\1\1", token)[:LONGEST_WORD]
