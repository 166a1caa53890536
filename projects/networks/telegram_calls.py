"""Telegram's calls: one address about a bot, in the place of being asked with ``getUpdates``.

What waited there is kept, whichever way it comes: a comment is known by its number, so nothing is heard twice.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from projects.networks.base import Rejected

Ask = Callable[..., Any]
RECENTLY = dt.timedelta(hours=1)


def begin(ask: Ask, *, address: str, secret: str, updates: Sequence[str], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Tell the bot's address, unless another program listens to the bot or Telegram cannot reach us."""
    if not secret:
        raise Rejected("No secret was agreed for the calls. Connect the channel again.")
    now = ask("getWebhookInfo", changes=False)
    if now.get("url") not in (None, "", address, kept.get("address")):
        host = urlsplit(str(now["url"])).hostname or "another address"
        raise Rejected(f"Another program listens to this bot, at {host}. Give the channel a bot of its own.")
    if kept and now.get("url") == address and _fails(now):
        end(ask, {"address": address})
        raise Rejected(f"Telegram could not reach Rapport: {str(now.get('last_error_message', 'no answer'))[:150]}.")
    ask(
        "setWebhook", changes=False, url=address, secret_token=secret, allowed_updates=list(updates),
        drop_pending_updates=False,
    )  # fmt: skip
    return {"address": address}


def end(ask: Ask, kept: Mapping[str, Any]) -> None:
    """Take our address back, so that the bot can be asked again; another program's stays."""
    if kept.get("address") and ask("getWebhookInfo", changes=False).get("url") == kept["address"]:
        ask("deleteWebhook", changes=False, drop_pending_updates=False)


def _fails(now: Mapping[str, Any]) -> bool:
    """Something waits to be told, and telling it went wrong not long ago."""
    at = dt.datetime.fromtimestamp(now.get("last_error_date") or 0, dt.UTC)
    return bool(now.get("pending_update_count")) and dt.datetime.now(dt.UTC) - at < RECENTLY
