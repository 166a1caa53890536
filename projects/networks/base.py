"""What every network's adapter takes, returns and raises.

An adapter translates; it decides nothing. Retry policy, state and audit live in ``projects.delivery``. A new one is a
class that inherits ``Adapter``, a line each in ``projects.networks`` (its dotted name), ``abilities`` (what it can) and
``limits`` (what it takes); what it cannot do it simply does not write. Heavy libraries are imported by its own module,
which is loaded at first use.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from projects.networks import counting
from projects.networks.abilities import Ability as Ability
from projects.networks.counting import Counting as Counting
from projects.networks.errors import CannotDo as CannotDo
from projects.networks.errors import CaptchaNeeded as CaptchaNeeded
from projects.networks.errors import CredentialsExpired as CredentialsExpired
from projects.networks.errors import CredentialsRevoked as CredentialsRevoked
from projects.networks.errors import Duplicate as Duplicate
from projects.networks.errors import Gone as Gone
from projects.networks.errors import Misused as Misused
from projects.networks.errors import NetworkError as NetworkError
from projects.networks.errors import NotConnected as NotConnected
from projects.networks.errors import PermissionMissing as PermissionMissing
from projects.networks.errors import RateLimited as RateLimited
from projects.networks.errors import Rejected as Rejected
from projects.networks.errors import Stopped as Stopped
from projects.networks.errors import Unavailable as Unavailable
from projects.networks.errors import Unconfirmed as Unconfirmed
from projects.networks.media import Picture as Picture
from projects.networks.media import PictureRules as PictureRules
from projects.networks.media import Video as Video
from projects.networks.media import VideoRules as VideoRules
from projects.networks.media import opened as opened
from projects.networks.media import size_of as size_of
from projects.networks.media import unread as unread


@dataclass(frozen=True, kw_only=True)
class PollLimits:
    """What a network's own poll takes: how many options, how long the question and each option may be."""

    options: int
    option: int
    question: int
    several: bool = True
    pictures: bool = True
    longest: dt.timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the network takes. Lengths are in what it counts; None where it has no such limit.

    ``link_with_media``: beside pictures and films the link has no place of its own and stands in the words, whole or
    shortened. ``poll``: None unless the adapter carries a poll there and reads its result; a survey is text with
    numbers then.
    """

    text: int
    comment: int
    pictures: int
    picture_bytes: int = 10_000_000
    picture: PictureRules = field(default_factory=PictureRules)
    video: VideoRules | None = None
    pictures_needed: int = 0
    text_with_pictures: int | None = None
    text_bytes: int | None = None
    hashtags: int | None = None
    mentions: int | None = None
    link_length: int | None = None
    links: bool = True
    link_in_text: bool = False
    link_with_media: Literal["", "whole", "short"] = ""
    counting: Counting = Counting.CODE_POINTS
    poll: PollLimits | None = None

    def length(self, text: str) -> int:
        """How long the network thinks ``text`` is; every link weighs ``link_length`` where the network says so."""
        return counting.length(text, counting=self.counting, link_length=self.link_length)

    def link_below(self, link: str, *, media: int) -> str:
        """The link as it stands below the words of a post with so many pictures and films; empty where the network
        has another place for it, or none."""
        if self.link_in_text or (media and self.link_with_media == "whole"):
            return link
        return counting.shown_link(link) if media and self.link_with_media == "short" else ""

    def body(self, text: str, link: str, *, media: int = 0) -> str:
        """The words as they go out: with the link below them where the network has no other place for it."""
        below = self.link_below(link, media=media)
        if not below or link in text:
            return text
        return f"{text.rstrip()}\n\n{below}" if text.strip() else below

    def text_limit(self, *, pictures: int) -> int:
        """How long a post's text may be when it comes with so many pictures and videos."""
        return self.text_with_pictures if pictures and self.text_with_pictures else self.text


Share = Literal["token", "app", "channel"]
Work = Literal["send", "read"]


@dataclass(frozen=True, kw_only=True)
class Budget:
    """At most ``calls`` in ``seconds``, kept by Rapport so that the network need not refuse.

    ``share``: who counts together, everything with one token (the usual), the whole application, or one channel.
    ``work``: which calls count, those that publish ("send"), those that ask ("read"), or both. Reading leaves half of
    a budget that it shares with publishing.
    """

    calls: int
    seconds: float
    share: Share = "token"
    work: tuple[Work, ...] = ("send", "read")


@dataclass(frozen=True, kw_only=True)
class Captcha:
    """What a person read in the picture ``sid``: goes with the repeated call."""

    sid: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Poll:
    """A question people answer with a press on the network itself. ``closes_at`` is an instant; None: stays open."""

    question: str
    options: Sequence[str]
    several: bool = False
    closes_at: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OutgoingPost:
    """A post as one channel shall have it."""

    idempotency_key: uuid.UUID
    text: str
    link: str = ""
    first_comment: str = ""
    pictures: Sequence[Picture] = field(default_factory=tuple)
    videos: Sequence[Video] = field(default_factory=tuple)
    captcha: Captcha | None = None
    poll: Poll | None = None

    @property
    def media_count(self) -> int:
        return len(self.pictures) + len(self.videos)


@dataclass(frozen=True, kw_only=True)
class OutgoingReply:
    """An answer to the comment ``comment_id`` (the network's id) under ``post_id``."""

    idempotency_key: uuid.UUID
    text: str
    comment_id: str
    post_id: str = ""
    captcha: Captcha | None = None


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
class RemotePoll:
    """Votes for each option, in the order they were published; ``voters`` is how many people that were."""

    votes: Sequence[int]
    voters: int
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class RemotePage:
    """Whom the credentials speak for: the page as its network knows it.

    ``missing``: what they may not do there although Rapport could, in words ("read comments"); it can be connected so.
    ``takes``: what its own server takes where servers differ, under the names ``limits.with_its_own`` reads.
    """

    external_id: str
    name: str
    url: str = ""
    followers: int | None = None
    credentials_expire_at: dt.datetime | None = None
    missing: Sequence[str] = ()
    takes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Renewed:
    """Fresh credentials, to be kept whole in the place of the old ones."""

    credentials: dict[str, Any]
    expire_at: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request of a network to our address. ``body`` is as it came: signatures are over these bytes."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class News:
    """What such a call told: things said, ids of what was deleted there, and the exact text the network wants back."""

    comments: Sequence[RemoteComment] = ()
    gone: Sequence[str] = ()
    answer: str = "ok"


class Adapter(Protocol):
    """One channel of one network. Every method may raise any NetworkError.

    An adapter inherits this class and writes the methods of its ``abilities``; the others raise CannotDo.
    ``repeat_after``: how long after a lost answer something that ``find`` does not see is certainly not there and may
    be sent again without a person. Zero where the network itself refuses a second one with the same idempotency key,
    None where nobody can be certain.
    ``budgets``: how often the network lets itself be called, see Budget.
    """

    limits: Limits
    abilities: frozenset[Ability]
    budgets: Sequence[Budget] = ()
    repeat_after: dt.timedelta | None = None

    def send(self, outgoing: Outgoing) -> Sent:
        """Publish a post or a reply, once for its idempotency key where the network has such a thing."""
        raise CannotDo("Rapport cannot publish there.")

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """Look whether ``outgoing``, perhaps sent since ``since``, is on the network."""
        raise CannotDo("Rapport cannot look there.")

    def remote_id_of(self, url: str) -> str:
        """The network's id of the post at ``url``, which a person gives as proof; empty when it is not one of its."""
        return ""

    def edit(self, outgoing: OutgoingPost, *, remote_id: str) -> Sent:
        """Make what is out as ``outgoing``."""
        raise CannotDo("What is out there cannot be changed.")

    def delete(self, *, remote_id: str) -> None:
        """Take a post down. Gone when it is not there any more."""
        raise CannotDo("What is out there cannot be deleted from here.")

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        """Comments under the channel's posts after ``cursor`` (empty: from the beginning)."""
        raise CannotDo("Comments cannot be collected there.")

    def search_mentions(self, *, query: str, cursor: dict[str, Any]) -> CommentPage:
        """Public posts and comments with ``query``'s words after ``cursor``."""
        raise CannotDo("The network lets nobody search in public posts.")

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        """Counts of one post and the channel's followers now. Gone when it is not there any more."""
        raise CannotDo("The network does not say how a post does.")

    def fetch_poll(self, *, remote_id: str) -> RemotePoll:
        """How people voted under one post. Asked only where ``limits.poll`` is set; Rejected for a post without one."""
        raise CannotDo("The network has no polls of its own.")

    def hide(self, *, comment_id: str, hidden: bool) -> None:
        """Hide a comment from the public, or show it again."""
        raise CannotDo("Comments cannot be hidden there.")

    def enter(self, *, trying: bool = False) -> Renewed | None:
        """Make of what a person gave what is kept, once, before ``page`` is asked: a session for a password.

        None where it is kept as given. ``trying``: nothing will be kept, so what works only once is not used up.
        """
        return None

    def page(self) -> RemotePage:
        """The page behind the credentials, asked when a channel is connected; its id in the channel is not read."""
        raise CannotDo("The network does not say whose token this is.")

    def server_takes(self) -> Mapping[str, int]:
        """What the channel's own server takes now, as ``RemotePage.takes``; asked where ``limits.OWN`` says so."""
        return {}

    def check(self) -> dt.datetime | None:
        """Raise CredentialsExpired if the token is dead; else when it expires, if the network says."""
        return self.page().credentials_expire_at

    def refresh_credentials(self) -> Renewed:
        """Fresh credentials from the network for the channel's own. CredentialsRevoked when a person must do it."""
        raise CredentialsRevoked("Access to this network cannot be renewed without a person.")

    def called_about(self) -> str:
        """Whom the network calls one address about where channels share that: a bot, a page. Empty: this channel."""
        return ""

    def ask_for_calls(self, *, address: str, kept: Mapping[str, Any]) -> dict[str, Any]:
        """From now on the network calls ``address``. Asked again it changes nothing, but finds out what goes wrong.

        ``kept`` is what was answered last, nothing the first time; the answer is what ``end_calls`` will need.
        Rejected: the network does not call, or not any more; other errors leave it as it was.
        """
        raise CannotDo("The network does not call.")

    def end_calls(self, *, kept: Mapping[str, Any]) -> None:
        """The network calls us no more; nothing happens where it did not."""

    def parse_webhook(self, call: Call) -> News:
        """What the network's call to our address tells. PermissionMissing when it is not signed as agreed."""
        raise CannotDo("The network does not call.")
