"""What a person gives to connect a page of each network, as data: forms, API and the client's link use it.

The names are the keys of ``channel.credentials``. Read without loading an adapter.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing to give. ``tidied`` makes of what people paste what the adapter takes."""

    name: str
    label: str
    help: str
    is_secret: bool = False
    is_needed: bool = True
    tidied: Callable[[str], str] = str.strip


@dataclass(frozen=True, kw_only=True)
class Door:
    """``about``: one sentence above the form. ``ours``: secrets we make ourselves, agreed with the network later.

    ``lasts``: what is given here works until somebody takes it back.
    """

    about: str
    asks: tuple[Ask, ...]
    ours: tuple[str, ...] = ()
    lasts: bool = False

    def credentials(self, given: Mapping[str, Any], kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What is kept of what was given: only what is asked, tidied, and our own secrets, which outlive a new token.

        ValueError says what is missing, by name.
        """
        said = {ask.name: ask.tidied(str(given.get(ask.name) or "")) for ask in self.asks}
        missing = [ask.name for ask in self.asks if ask.is_needed and not said[ask.name]]
        if missing:
            raise ValueError(missing[0])
        return {name: value for name, value in said.items() if value} | self.own(kept or {})

    def own(self, kept: Mapping[str, Any]) -> dict[str, str]:
        """Our own secrets: those ``kept``, or fresh ones, of letters and numbers, which every network takes."""
        return {name: kept.get(name) or secrets.token_hex(24) for name in self.ours}

    def ask_about(self, *, secret: bool) -> str:
        """The field an error belongs to: of the secret, or of what it is for; empty where nothing is asked."""
        named = next((ask.name for ask in self.asks if ask.is_secret == secret), "")
        return named or (self.asks[0].name if self.asks else "")


def at_name(text: str) -> str:
    """A channel as Telegram's API takes it: ``@name`` or its number, whatever was copied."""
    text = re.sub(r"^(?:https?://)?(?:www\.)?t(?:elegram)?\.me/(?:s/)?", "@", text.strip(), flags=re.IGNORECASE)
    return text.rstrip("/") if re.match(r"@|-?\d", text) or not text else f"@{text}"


def instance(text: str) -> str:
    """The address of a server, whatever of it was pasted: ``mastodon.social`` → ``https://mastodon.social``."""
    text = text.strip().rstrip("/")
    if not text:
        return ""
    host = re.sub(r"^https?://", "", text, flags=re.IGNORECASE).split("/")[0].rpartition("@")[2].lower()
    return f"http://{host}" if text.startswith("http://") else f"https://{host}"


def handle(text: str) -> str:
    """A name on Bluesky without the sign in front or the address around it."""
    return re.sub(r"^(?:https?://bsky\.app/profile/)?@?", "", text.strip()).rstrip("/").lower()


def community(text: str) -> str:
    """A community's name or number on VKontakte, whatever was copied: ``vk.com/club123`` → ``123``."""
    text = re.sub(r"^(?:https?://)?(?:m\.)?vk\.(?:com|ru)/", "", text.strip(), flags=re.IGNORECASE)
    found = re.fullmatch(r"(?:-|club|public|event)?(\d+)", text.split("?")[0].strip("/"))
    return found[1] if found else text.split("?")[0].strip("/").removeprefix("@")


def group_number(text: str) -> str:
    """A group's number on Odnoklassniki out of its address; what has none is left for the adapter to object to."""
    found = re.fullmatch(
        r"(?:(?:https?://)?(?:m\.)?ok\.ru/group/)?(\d+)(?:[/?]\S*)?", text.strip(), flags=re.IGNORECASE
    )
    return found[1] if found else text.strip()


def _token(where: str) -> Ask:
    return Ask(name="token", label="Access token", help=where, is_secret=True)


_DOORS = {
    "playground": Door(
        about="A page of the playground, the small network beside Rapport.",
        asks=(_token("The playground shows it once, when the page is registered."),),
    ),
    "telegram": Door(
        about="A bot of yours publishes in the channel. Make it an administrator there that may post messages.",
        asks=(
            Ask(name="token", label="Bot token", is_secret=True,
                help="Write to @BotFather on Telegram: /newbot for a new bot, /token for one you have."),
            Ask(name="chat", label="Channel", tidied=at_name,
                help="Its @name or its address; a private channel’s number begins with -100."),
        ),
        ours=("secret",),
        lasts=True,
    ),
    "mastodon": Door(
        about="An account on any server of the fediverse that speaks Mastodon’s language.",
        lasts=True,
        asks=(
            Ask(name="instance", label="Server", tidied=instance, help="The part after the second @: mastodon.social."),
            _token("On the server: Preferences, Development, New application, with the scopes read and write."),
        ),
    ),
    "bluesky": Door(
        about="An account on Bluesky, by an app password: it can be taken back there without changing the real one.",
        lasts=True,
        asks=(
            Ask(name="handle", label="Handle", tidied=handle, help="The name of the account: lullaby.bsky.social."),
            Ask(name="password", label="App password", is_secret=True,
                help="On Bluesky: Settings, Privacy and security, App passwords. Not the password you sign in with."),
        ),
    ),
    "vk": Door(
        about="A community on VKontakte, through somebody who manages it.",
        asks=(
            Ask(name="group_id", label="Community", tidied=community,
                help="Its address or number: vk.com/lullaby or 123456."),
            _token("A token of a person who manages the community, with the rights wall, photos, video and groups."),
            Ask(name="refresh_token", label="Refresh token", is_secret=True, is_needed=False,
                help="From VK ID, with the device’s number: the token lasts an hour and is then renewed."),
            Ask(name="device_id", label="Device’s number", is_needed=False, help="VK ID’s device_id."),
        ),
        ours=("secret",),
    ),
    "facebook": Door(
        about="A page on Facebook, through somebody who manages it.",
        asks=(_token("The page’s own token: in Meta Business Suite, Settings, or from the Graph API Explorer."),),
    ),
    "instagram": Door(
        about="A professional account on Instagram that is linked to a page on Facebook.",
        asks=(_token("The token of the Facebook page the account is linked to."),),
    ),
    "odnoklassniki": Door(
        about="A group on Odnoklassniki, through somebody who manages it.",
        asks=(
            Ask(name="group_id", label="Group", tidied=group_number,
                help="Its address or number: ok.ru/group/51234567890."),
            _token("A token of a moderator of the group, with VALUABLE_ACCESS and GROUP_CONTENT, best long-lived."),
            Ask(name="refresh_token", label="Refresh token", is_secret=True, is_needed=False,
                help="Without LONG_ACCESS_TOKEN the token lasts half an hour and is then renewed with this."),
        ),
    ),
}  # fmt: skip


def door_of(network: str) -> Door:
    """What is asked for a ``Network`` value; nothing where nobody has said."""
    return _DOORS.get(network, Door(about="", asks=()))
