"""How a post looks on each network, as far as it decides what a reader sees: an approximation, said to be one.

A feed cuts by height, so ``cut`` is what usually fits; measured by eye on each network's own pages, not promised by
any documentation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from projects.networks import counting

_DOTTED_MENTION = r"(?<![\p{L}\p{N}_/.=])@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+"
_PAGE_MENTION = r"\[(?:club|public|id)\d+\|[^\]\n]+\]|\*[a-z][a-z0-9_.]+ \([^)\n]+\)"
_EVERY_LINK = f"{counting.LINK}|{counting.BARE_LINK}"


class Run(NamedTuple):
    """A piece of text; ``is_linked`` when the network makes it a link."""

    text: str
    is_linked: bool


@dataclass(frozen=True, kw_only=True)
class Look:
    """``cut`` and ``lines``: what the feed shows before ``more`` (None: everything).

    ``linked``: what it makes links of, as a pattern for Python and the browser; empty for nothing. ``card``: a link
    without pictures gets a card, ``card_with_pictures`` beside them too. ``card_title``: the network fetches the linked
    page's title and picture for it; otherwise Rapport makes it, of the address. ``shown``: pictures laid out at most;
    ``carousel``: one at a time.
    """

    linked: str = f"{counting.LINK}|{counting.HASHTAG}"
    cut: int | None = None
    lines: int | None = None
    more: str = "Show more"
    card: bool = True
    card_with_pictures: bool = False
    card_title: bool = True
    shown: int = 4
    carousel: bool = False
    first_comment: bool = True
    actions: tuple[str, ...] = ("like", "comment", "share")

    def runs(self, text: str) -> Iterator[Run]:
        """``text`` in pieces, linked and not."""
        at = 0
        for found in _compiled(self.linked).finditer(text) if self.linked else ():
            if found.start() > at:
                yield Run(text[at : found.start()], False)
            yield Run(found[0], True)
            at = found.end()
        if at < len(text):
            yield Run(text[at:], False)

    def fold(self, text: str) -> int:
        """Where in ``text`` the feed stops, in code points; its length when everything is shown. Between two words."""
        ends = [len(text)]
        if self.cut and len(text) > self.cut:
            ends.append(max(text.rfind(" ", 0, self.cut), text.rfind("\n", 0, self.cut), self.cut // 2))
        if self.lines and text.count("\n") >= self.lines:
            ends.append(_end_of_line(text, self.lines))
        return min(ends)


def _end_of_line(text: str, number: int) -> int:
    at = -1
    for _ in range(number):
        at = text.find("\n", at + 1)
    return at


@lru_cache(16)
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE)


_LOOKS = {
    "vk": Look(linked=f"{_EVERY_LINK}|{counting.HASHTAG}(?:@[a-z0-9_]+)?|{_PAGE_MENTION}|{counting.MENTION}",
               cut=280, lines=8, shown=10),
    "facebook": Look(linked=f"{_EVERY_LINK}|{counting.HASHTAG}", cut=477, lines=5, more="See more", shown=5),
    "instagram": Look(linked=f"{counting.HASHTAG}|{counting.MENTION}", cut=125, lines=2, more="more", card=False,
                      shown=1, carousel=True, actions=("like", "comment", "send", "save")),
    "odnoklassniki": Look(linked=f"{_EVERY_LINK}|{counting.HASHTAG}", cut=250, lines=7, more="more", shown=6,
                          actions=("comment", "share", "like")),
    "telegram": Look(linked=f"{_EVERY_LINK}|{counting.HASHTAG}|{counting.MENTION}", shown=10, first_comment=False,
                     actions=("views", "comment")),
    "mastodon": Look(linked=f"{counting.LINK}|{counting.HASHTAG}|{counting.FAR_MENTION}|{counting.MENTION}",
                     actions=("reply", "boost", "favourite", "bookmark")),
    "bluesky": Look(linked=f"{_EVERY_LINK}|{counting.HASHTAG}|{_DOTTED_MENTION}", shown=4, card_title=False,
                    actions=("reply", "repost", "like")),
    "playground": Look(linked="", card=False, shown=10),
}  # fmt: skip


PLAIN = Look()  # of no network in particular


def look_of(network: str) -> Look:
    """The look of a ``Network`` value; a plain one where there is none."""
    return _LOOKS.get(network, PLAIN)
