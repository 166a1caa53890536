"""One account on one Mastodon server.

Credentials: ``{"token": …, "instance": "https://mastodon.example"}``; the channel's ``external_id`` is ``name@host``.
A server answers a repeated ``Idempotency-Key`` with the first post for an hour, so repeating is safe for as long.
Comments are what names the account, as every answer does unless its writer takes the name out.
"""

import datetime as dt
import re
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from projects.models.channel import Channel
from projects.networks.abilities import abilities_of
from projects.networks.base import (
    Adapter,
    Budget,
    CommentPage,
    Gone,
    NetworkError,
    Outgoing,
    OutgoingPost,
    OutgoingReply,
    Picture,
    Rejected,
    RemoteMetrics,
    RemotePage,
    RemotePoll,
    Sent,
    Unavailable,
    Unconfirmed,
    Video,
    opened,
)
from projects.networks.limits import limits_of
from projects.networks.mastodon import reading
from projects.networks.mastodon.line import Line
from projects.networks.objections import refuse_early

PAGE = 40
KEY_LASTS = dt.timedelta(minutes=55)  # an hour, and clocks apart
CLOCKS_APART = dt.timedelta(minutes=1)
LONGEST_NAME = 120  # with its host
LOOKS = 90  # at a picture or video the server still works on


class MastodonAdapter(Adapter):
    abilities = abilities_of("mastodon")
    budgets = (Budget(calls=280, seconds=300), Budget(calls=280, seconds=10_800, work=("send",)))
    repeat_after = dt.timedelta(0)

    def __init__(self, channel: Channel) -> None:
        credentials: Any = channel.credentials or {}
        self.limits = limits_of(channel)
        self.me = channel.external_id.partition("@")[0]
        self.site = channel.url
        self.line = Line(
            instance=str(credentials.get("instance") or channel.url), token=str(credentials.get("token", ""))
        )

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_early(outgoing, self.limits)
        if isinstance(outgoing, OutgoingReply):
            return _proof(self._answer(outgoing))
        carried: list[Picture | Video] = [*outgoing.pictures, *outgoing.videos]
        said: dict[str, Any] = {"status": self._words(outgoing), "media_ids": [self._upload(one) for one in carried]}
        if poll := outgoing.poll:
            said["poll"] = {
                "options": [*poll.options],
                "multiple": poll.several,
                "expires_in": self._seconds_open(poll.closes_at),
            }
        return self._completed(_proof(self._say(said, key=outgoing.idempotency_key)), outgoing)

    def _words(self, post: OutgoingPost) -> str:
        body = self.limits.body(post.text, post.link)
        return reading.question_of(text=body, question=post.poll.question) if post.poll else body

    def _seconds_open(self, closes_at: dt.datetime | None) -> int:
        if self.limits.poll is None:
            raise Rejected("This server has no polls.")
        return reading.seconds_open(self.limits.poll, closes_at)

    def _answer(self, reply: OutgoingReply) -> dict[str, Any]:
        """Names whom it answers, or they would not be told; as private as what it answers."""
        asked = self.line.one("GET", f"v1/statuses/{_part(reply.comment_id)}")
        name = f"@{(asked.get('account') or {}).get('acct', '')}"
        text = reply.text if name in reply.text else f"{name} {reply.text}"
        said = {"status": text, "in_reply_to_id": str(asked["id"]), "visibility": _as_private_as(asked)}
        return self._say(said, key=reply.idempotency_key)

    def _completed(self, sent: Sent, post: OutgoingPost) -> Sent:
        """With its first comment. A post that is out stays out, whatever becomes of the comment."""
        if not post.first_comment:
            return sent
        said = {"status": post.first_comment, "in_reply_to_id": sent.remote_id}
        try:
            self._say(said, key=uuid.uuid5(post.idempotency_key, "first comment"))
        except NetworkError as error:
            return Sent(remote_id=sent.remote_id, url=sent.url, note=f"The first comment is missing. {error}")
        return sent

    def _say(self, said: dict[str, Any], *, key: uuid.UUID) -> dict[str, Any]:
        return self.line.one("POST", "v1/statuses", changes=True, json=said, headers={"Idempotency-Key": str(key)})

    def _upload(self, medium: Picture | Video) -> str:
        """Nothing is published by an upload. What the server still works on is waited for."""
        with opened(medium) as file:
            parts = {"file": (medium.path.name, file, medium.mime)}
            kept = self.line.one("POST", "v2/media", files=parts, data={"description": medium.alt})
        for _ in range(LOOKS):
            if kept.get("url"):
                return str(kept["id"])
            time.sleep(settings.MASTODON_MEDIA_SECONDS)
            kept = self.line.one("GET", f"v1/media/{_part(str(kept.get('id', '')))}")
        raise Unavailable("Mastodon is still working on a picture or a video. Nothing was published.")

    # --- what is out ------------------------------------------------------------------------------------------------

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """Among the account's newest, by words and moment. What is not there can be sent again while the server
        remembers our key; later nobody can be certain, and Unconfirmed is raised."""
        account = self.line.one("GET", "v1/accounts/verify_credentials")
        newest = self.line.many(f"v1/accounts/{_part(str(account['id']))}/statuses", limit=PAGE, exclude_reblogs="true")
        for status in newest:
            at = reading.moment(status.get("created_at"))
            if at and at >= since - CLOCKS_APART and self._is_it(status, outgoing):
                found = _proof(status)
                return self._completed(found, outgoing) if isinstance(outgoing, OutgoingPost) else found
        if dt.datetime.now(dt.UTC) - since > KEY_LASTS:
            raise Unconfirmed("It is not among the newest posts. Look at the account before it is sent again.")
        return None

    def _is_it(self, status: dict[str, Any], outgoing: Outgoing) -> bool:
        shown = reading.squeezed(reading.text_of(str(status.get("content") or "")))
        if isinstance(outgoing, OutgoingReply):
            wanted = reading.squeezed(outgoing.text)
            return str(status.get("in_reply_to_id")) == outgoing.comment_id and shown.endswith(wanted)
        is_post = not status.get("in_reply_to_id")
        media = len(status.get("media_attachments") or ())
        return is_post and media == outgoing.media_count and shown == reading.squeezed(self._words(outgoing))

    def remote_id_of(self, url: str) -> str:
        found = re.fullmatch(r"https?://[^/]+/@[\w.@-]+/(\w+)/?", url.strip())
        ours = {urlsplit(self.site).netloc, urlsplit(self.line.origin).netloc}
        return found[1] if found and urlsplit(url.strip()).netloc in ours else ""

    def edit(self, outgoing: OutgoingPost, *, remote_id: str) -> Sent:
        """The words; pictures and videos stay. A poll would lose its votes."""
        path = f"v1/statuses/{_part(remote_id)}"
        status = self.line.one("GET", path)
        if status.get("poll"):
            raise Rejected("What people vote on cannot be changed on Mastodon: the votes would be lost.")
        kept = [str(medium["id"]) for medium in status.get("media_attachments") or ()]
        return _proof(self.line.one("PUT", path, json={"status": self._words(outgoing), "media_ids": kept}))

    def delete(self, *, remote_id: str) -> None:
        self.line.one("DELETE", f"v1/statuses/{_part(remote_id)}")

    # --- listening --------------------------------------------------------------------------------------------------

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        """From the notifications: answers to the account's posts, and posts that name it."""
        since = str(cursor.get("since") or "0")
        told = self.line.many("v1/notifications", limit=PAGE, min_id=since, **{"types[]": "mention"})
        told.sort(key=lambda one: _order(str(one["id"])))
        roots: dict[str, str] = {}
        heard = [
            reading.comment(one["status"], root=self._root(one["status"], roots), me=self.me)
            for one in told
            if one.get("status")
        ]
        return CommentPage(
            comments=heard, cursor={"since": str(told[-1]["id"]) if told else since}, more=len(told) == PAGE
        )

    def _root(self, status: dict[str, Any], roots: dict[str, str]) -> str:
        """The post a talk began with; ``roots`` (it grows) remembers what was asked for this page."""
        parent = str(status.get("in_reply_to_id") or "")
        if not parent:
            return str(status["id"])
        if parent not in roots:
            try:
                before = self.line.one("GET", f"v1/statuses/{_part(str(status['id']))}/context").get("ancestors") or []
            except Gone:
                before = []
            roots[parent] = str(before[0]["id"]) if before else parent
        return roots[parent]

    def search_mentions(self, *, query: str, cursor: dict[str, Any]) -> CommentPage:
        """By the server's full text where it has one; a hashtag by its own list, which every server has."""
        since = str(cursor.get("since") or "0")
        if tag := re.fullmatch(r"#(\w+)", query.strip()):
            found = self.line.many(f"v1/timelines/tag/{_part(tag[1])}", limit=PAGE, min_id=since)
        else:
            params = {"q": query, "type": "statuses", "limit": PAGE, "min_id": since}
            found = self.line.one("GET", "v2/search", params=params).get("statuses") or []
        fresh = [one for one in found if _order(str(one["id"])) > _order(since)]
        fresh.sort(key=lambda one: _order(str(one["id"])))
        heard = [reading.comment(one, root=str(one["id"]), me=self.me) for one in fresh]
        return CommentPage(comments=heard, cursor={"since": str(fresh[-1]["id"]) if fresh else since})

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        status = self.line.one("GET", f"v1/statuses/{_part(remote_id)}")
        return RemoteMetrics(
            likes=reading.count(status.get("favourites_count")),
            comments=reading.count(status.get("replies_count")),
            shares=reading.count(status.get("reblogs_count")),
            followers=reading.count((status.get("account") or {}).get("followers_count")),
        )

    def fetch_poll(self, *, remote_id: str) -> RemotePoll:
        poll = self.line.one("GET", f"v1/statuses/{_part(remote_id)}").get("poll")
        if not isinstance(poll, dict):
            raise Rejected("Mastodon shows no poll under this post.")
        votes = [reading.count(option.get("votes_count")) or 0 for option in poll.get("options", [])]
        voters = reading.count(poll.get("voters_count"))
        voters = voters if voters is not None else reading.count(poll.get("votes_count")) or 0
        return RemotePoll(votes=votes, voters=voters, closed=bool(poll.get("expired")))

    # --- the page ---------------------------------------------------------------------------------------------------

    def page(self) -> RemotePage:
        """The account, and what its server takes; older servers do not say and the usual is kept to."""
        account = self.line.one("GET", "v1/accounts/verify_credentials")
        name = self._own_name(account)
        try:
            takes = self.server_takes()
        except Gone:
            takes = {}
        return RemotePage(
            external_id=name,
            name=str(account.get("display_name") or account["username"]),
            url=str(account["url"]),
            followers=reading.count(account.get("followers_count")),
            takes=takes,
        )

    def _own_name(self, account: dict[str, Any]) -> str:
        """``name@host``. A server is believed about accounts of its own only, or it could take the place of any.

        Where people are called by one domain and kept on another, the account's address is of the one that keeps them.
        """
        name, here = str(account.get("username") or ""), reading.host_of(self.line.origin)
        host = reading.host_of(str(account.get("url") or ""))
        if not host or not re.fullmatch(r"[\w.-]+", name) or len(name) + len(host) >= LONGEST_NAME:
            raise Unavailable("This server does not answer as Mastodon does.")
        if host != here:
            raise Rejected(f"{here} says that the account is at {host}. Name {host} as the server.")
        return f"{name}@{host}"

    def server_takes(self) -> Mapping[str, int]:
        return reading.what_it_takes(self.line.one("GET", "v2/instance"))


def _proof(status: dict[str, Any]) -> Sent:
    if not status.get("id"):
        raise Unconfirmed("Mastodon took it and gave no id.")
    return Sent(remote_id=str(status["id"]), url=str(status.get("url") or status.get("uri") or ""))


def _as_private_as(status: dict[str, Any]) -> str:
    said = str(status.get("visibility"))
    return said if said in ("unlisted", "private", "direct") else "public"


def _order(status_id: str) -> tuple[int, str]:
    """Ids are numbers that grow with time; some servers make them longer."""
    return len(status_id), status_id


def _part(value: str) -> str:
    """One segment of an address, whatever it contains."""
    return quote(value, safe="")
