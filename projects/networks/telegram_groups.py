"""Which groups a Telegram bot hears, and what was said there.

Anybody may put a bot into a group of theirs, so only the group linked to a channel of ours is heard, and each by the
channel it belongs to. Telegram tells everything a bot hears once, whoever asks: it is laid down here for every channel
of that bot, and each reads on from its own place. What nobody reads is kept for a day, as Telegram does.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache

ASKED_EVERY = 300  # seconds for which a channel's group is known without asking
KEPT = 86_400
MOST = 2_000  # messages of a group from which somebody reads on


def linked_to(chat: str, *, bot: str, ask: Callable[[], dict[str, Any]]) -> str:
    """The number of the group linked to the channel ``chat``, empty where there is none; ``ask`` is its ``getChat``."""
    key = f"telegram-group:{bot}:{chat}"
    group: str | None = cache.get(key)
    if group is None:
        group = str(ask().get("linked_chat_id") or "")
        cache.set(key, group, ASKED_EVERY)
        if group:
            cache.set(_ours(bot, group), True, KEPT)
    return group


def group_of(update: dict[str, Any]) -> str:
    """The number of the chat ``update`` was heard in; empty where it is about something else."""
    message = update.get("message") or update.get("edited_message") or {}
    return str((message.get("chat") or {}).get("id", ""))


def lay_down(updates: Iterable[dict[str, Any]], *, bot: str) -> None:
    """Keep what was heard in groups of our channels, once; groups of strangers leave nothing behind."""
    heard = [(group_of(update), update) for update in updates]
    ours = cache.get_many({_ours(bot, group) for group, _ in heard})
    for group, update in heard:
        if _ours(bot, group) in ours and cache.add(f"telegram-heard:{bot}:{update['update_id']}", True, KEPT):
            cache.add(_count(bot, group), 0, timeout=None)
            cache.set(_place(bot, group, cache.incr(_count(bot, group))), update, KEPT)


def read_on(group: str, *, bot: str, place: int, most: int) -> tuple[list[dict[str, Any]], int, bool]:
    """At most ``most`` updates of ``group`` after ``place`` (0: the beginning), the next place, whether more wait."""
    last = cache.get(_count(bot, group), 0)
    begin = max(place if place <= last else 0, last - MOST)
    end = min(begin + most, last)
    keys = [_place(bot, group, number) for number in range(begin + 1, end + 1)]
    found = cache.get_many(keys)
    return [found[key] for key in keys if key in found], end, end < last


def _ours(bot: str, group: str) -> str:
    return f"telegram-ours:{bot}:{group}"


def _count(bot: str, group: str) -> str:
    return f"telegram-said:{bot}:{group}"


def _place(bot: str, group: str, number: int) -> str:
    return f"telegram-said:{bot}:{group}:{number}"
