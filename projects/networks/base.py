"""What every network's adapter takes, returns and raises.

An adapter translates; it decides nothing. Retry policy, state and audit live in ``projects.delivery``.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

import regex

from agency.text import storable

_GRAPHEME = regex.compile(r"\X")
_LINK = regex.compile(r"https?://\S+", regex.IGNORECASE)


class NetworkError(Exception):
    """A network did not do what was asked. ``str(error)`` is fit to show to a user and to be stored."""

    kind = "network"

    def __init__(self, text: str) -> None:
        super().__init__(storable(text))


class Rejected(NetworkError):
    """The network refuses this content or target for good; repeating is pointless."""

    kind = "rejected"


class NotConnected(Rejected):
    """Rapport has no way to this network yet: nothing was sent, nothing is pretended."""

    kind = "not_connected"


class CredentialsExpired(NetworkError):
    """The token is no longer good; nothing can be sent through the channel until it is reconnected."""

    kind = "credentials"


class RateLimited(NetworkError):
    """Not now. ``retry_after`` is in seconds, None when the network did not say."""

    kind = "rate_limited"

    def __init__(self, text: str, *, retry_after: float | None = None) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class Unavailable(NetworkError):
    """The request certainly was not carried out; repeating is safe."""

    kind = "unavailable"


class Unconfirmed(NetworkError):
    """The request may have been carried out, the answer was lost; never repeat blindly, look first."""

    kind = "unconfirmed"


class Counting(Enum):
    """What a network calls one character."""

    GRAPHEMES = "graphemes"
    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the network takes. Lengths are in what it counts; None where it has no such limit."""

    text: int
    comment: int
    pictures: int
    picture_bytes: int = 10_000_000
    pictures_needed: int = 0
    text_with_pictures: int | None = None
    text_bytes: int | None = None
    hashtags: int | None = None
    link_length: int | None = None
    links: bool = True
    counting: Counting = Counting.GRAPHEMES

    def length(self, text: str) -> int:
        """How long the network thinks ``text`` is; every link weighs ``link_length`` where the network says so."""
        if self.link_length is not None:
            text = _LINK.sub("x" * self.link_length, text)
        match self.counting:
            case Counting.GRAPHEMES:
                return sum(1 for _ in _GRAPHEME.finditer(text))
            case Counting.UTF16:
                return len(text.encode("utf-16-le", "surrogatepass")) // 2
            case Counting.CODE_POINTS:
                return len(text)

    def text_limit(self, *, pictures: int) -> int:
        """How long a post's text may be when it comes with so many pictures."""
        return self.text_with_pictures if pictures and self.text_with_pictures else self.text


@dataclass(frozen=True, kw_only=True)
class Picture:
    path: Path
    mime: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class OutgoingPost:
    """A post as one channel shall have it."""

    idempotency_key: uuid.UUID
    text: str
    link: str = ""
    first_comment: str = ""
    pictures: Sequence[Picture] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class OutgoingReply:
    """An answer to the comment ``comment_id`` (the network's id) under ``post_id``."""

    idempotency_key: uuid.UUID
    text: str
    comment_id: str
    post_id: str = ""


Outgoing = OutgoingPost | OutgoingReply


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Proof: the network's id and the public address. ``note`` says what did not work although the post is out."""

    remote_id: str
    url: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoteComment:
    """Something said on the network: a comment under our post, or a post elsewhere that names the brand."""

    external_id: str
    text: str
    published_at: dt.datetime
    author_id: str
    author_name: str
    author_url: str = ""
    author_followers: int | None = None
    url: str = ""
    parent_id: str = ""
    post_id: str = ""
    is_own: bool = False


@dataclass(frozen=True, kw_only=True)
class CommentPage:
    """Comments after a cursor, oldest first, and the cursor to ask from next time."""

    comments: Sequence[RemoteComment]
    cursor: dict[str, Any]
    more: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoteMetrics:
    """Counts of one post; None where the network does not say."""

    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    clicks: int | None = None
    reach: int | None = None
    views: int | None = None
    followers: int | None = None


@dataclass(frozen=True, kw_only=True)
class RemotePage:
    """Whom the credentials speak for: the page as its network knows it."""

    external_id: str
    name: str
    url: str = ""
    followers: int | None = None
    credentials_expire_at: dt.datetime | None = None


class Adapter(Protocol):
    """One channel of one network. Every method may raise any NetworkError.

    ``repeat_after``: how long after a lost answer something that ``find`` does not see is certainly not there and may
    be sent again without a person. Zero where the network itself refuses a second one with the same idempotency key,
    None where nobody can be certain.
    """

    limits: Limits
    repeat_after: dt.timedelta | None

    def send(self, outgoing: Outgoing) -> Sent:
        """Publish a post or a reply, once for its idempotency key where the network has such a thing."""

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """Look whether ``outgoing``, perhaps sent since ``since``, is on the network."""

    def remote_id_of(self, url: str) -> str:
        """The network's id of the post at ``url``, which a person gives as proof; empty when it is not one of its."""

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        """Comments under the channel's posts after ``cursor`` (empty: from the beginning)."""

    def mentions(self, *, query: str, cursor: dict[str, Any]) -> CommentPage:
        """Public posts and comments with ``query``'s words after ``cursor``."""

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        """Counts of one post and the channel's followers now."""

    def hide(self, *, comment_id: str, hidden: bool) -> None:
        """Hide a comment from the public, or show it again."""

    def page(self) -> RemotePage:
        """The page behind the credentials, asked when a channel is connected; its id in the channel is not read."""

    def check(self) -> dt.datetime | None:
        """Raise CredentialsExpired if the token is dead; else when it expires, if the network says."""
