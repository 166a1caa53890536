"""The small network beside the house, reached over HTTP like any other.

It keeps an idempotency key for ever and answers a repeated one with the first post, so repeating is always safe.
Only the configured address is ever called; pictures come from disk.
"""

import datetime as dt
import re
import uuid
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.dateparse import parse_datetime

from projects.models import Channel
from projects.networks.abilities import abilities_of
from projects.networks.base import (
    Adapter,
    CommentPage,
    CredentialsExpired,
    NetworkError,
    Outgoing,
    OutgoingPost,
    OutgoingReply,
    Picture,
    Poll,
    Rejected,
    RemoteComment,
    RemoteMetrics,
    RemotePage,
    RemotePoll,
    Sent,
    Unavailable,
    Unconfirmed,
    Video,
    opened,
)
from projects.networks.http import call
from projects.networks.limits import limits_for
from projects.networks.objections import refuse_early

PAGE = 200
SEARCH_PAGES = 50
POST_PREFIX = "post-"  # a post that mentions us, among ids of comments
CLOCKS_APART = dt.timedelta(minutes=5)


def base_url() -> str:
    return (settings.PLAYGROUND_URL or f"{settings.BASE_URL.rstrip('/')}/playground").rstrip("/")


class PlaygroundAdapter(Adapter):
    """One page of the playground; ``channel.credentials`` holds ``{"token": …}``."""

    limits = limits_for("playground")
    abilities = abilities_of("playground")
    repeat_after: dt.timedelta | None = dt.timedelta(0)

    def __init__(self, channel: Channel) -> None:
        credentials: Any = channel.credentials or {}
        self.token = str(credentials.get("token", ""))
        self.handle = channel.external_id

    # --- sending ----------------------------------------------------------------------------------------------------

    def send(self, outgoing: Outgoing) -> Sent:
        refuse_early(outgoing, self.limits)
        if isinstance(outgoing, OutgoingReply):
            return self._proof(self._say(_target(outgoing), outgoing.text, key=outgoing.idempotency_key))
        carried: list[Picture | Video] = [*outgoing.pictures, *outgoing.videos]
        media = [self._upload(medium) for medium in carried]
        body: dict[str, Any] = {"text": outgoing.text, "link": outgoing.link, "media_ids": media}
        if outgoing.poll:
            body["poll"] = _poll(outgoing.poll)
        post = self._change("posts", json=body, key=outgoing.idempotency_key)
        return self._completed(self._proof(post), outgoing)

    def find(self, outgoing: Outgoing, *, since: dt.datetime) -> Sent | None:
        """By its idempotency key, among what the page has said since; a post found so gets its first comment."""
        path = "posts" if isinstance(outgoing, OutgoingPost) else "comments"
        for item in self._listed(path, since=(since - CLOCKS_APART).isoformat()):
            if item.get("idempotency_key") == str(outgoing.idempotency_key):
                found = self._proof(item)
                return self._completed(found, outgoing) if isinstance(outgoing, OutgoingPost) else found
        return None

    def remote_id_of(self, url: str) -> str:
        found = re.fullmatch(rf"{re.escape(base_url())}/posts/(\d+)/?", url.strip())
        return found[1] if found else ""

    def delete(self, *, remote_id: str) -> None:
        self._call("DELETE", f"posts/{_part(remote_id)}", changes=False)

    def _completed(self, sent: Sent, outgoing: OutgoingPost) -> Sent:
        """With its first comment. A post that is out stays out, whatever becomes of the comment."""
        if not outgoing.first_comment:
            return sent
        key = uuid.uuid5(outgoing.idempotency_key, "first comment")
        try:
            self._say(f"posts/{_part(sent.remote_id)}/comments", outgoing.first_comment, key=key)
        except NetworkError as error:
            return Sent(remote_id=sent.remote_id, url=sent.url, note=f"The first comment is missing. {error}")
        return sent

    def _say(self, path: str, text: str, *, key: uuid.UUID) -> dict[str, Any]:
        return self._change(path, json={"text": text}, key=key)

    def _upload(self, medium: Picture | Video) -> str:
        """Nothing is published by an upload, so one that got lost is simply made again."""
        with opened(medium) as file:
            files = {"file": (medium.path.name, file.read(), medium.mime)}
        answer = self._call("POST", "media", changes=False, files=files, data={"alt": medium.alt})
        if not answer.get("id"):
            raise Unavailable("Playground did not keep a picture or a video.")
        return str(answer["id"])

    def _proof(self, item: dict[str, Any]) -> Sent:
        if not item.get("id"):
            raise Unconfirmed("Playground took it and gave no id.")
        return Sent(remote_id=str(item["id"]), url=str(item.get("url", "")))

    # --- listening --------------------------------------------------------------------------------------------------

    def comments(self, *, cursor: dict[str, Any]) -> CommentPage:
        answer = self._call("GET", "comments", changes=False, params={"limit": PAGE, "cursor": cursor.get("next", "")})
        place = {"next": str(answer.get("next") or cursor.get("next", ""))}
        items = [self._remote(item) for item in answer.get("items", [])]
        return CommentPage(comments=items, cursor=place, more=bool(answer.get("more")))

    def search_mentions(self, *, query: str, cursor: dict[str, Any]) -> CommentPage:
        since = cursor.get("since", "")
        items = list(self._listed("search", q=query, **({"since": since} if since else {})))
        place = {"since": max([since, *(str(item.get("created_at", "")) for item in items)])}
        return CommentPage(comments=[self._remote(item) for item in reversed(items)], cursor=place)

    def metrics(self, *, remote_id: str) -> RemoteMetrics:
        answer = self._call("GET", f"posts/{_part(remote_id)}/metrics", changes=False)
        names = ("likes", "comments", "shares", "views", "followers")
        return RemoteMetrics(**{name: _count(answer.get(name)) for name in names})

    def fetch_poll(self, *, remote_id: str) -> RemotePoll:
        poll = self._call("GET", f"posts/{_part(remote_id)}", changes=False).get("poll")
        if not isinstance(poll, dict):
            raise Rejected("Playground shows no poll under this post.")
        votes = [_count(option.get("votes")) or 0 for option in poll.get("options", [])]
        return RemotePoll(votes=votes, voters=_count(poll.get("voters")) or 0, closed=bool(poll.get("closed")))

    def hide(self, *, comment_id: str, hidden: bool) -> None:
        self._call("PATCH", f"comments/{_part(comment_id)}", changes=False, json={"hidden": hidden})

    def page(self) -> RemotePage:
        answer = self._call("GET", "me", changes=False)
        page = answer.get("page") or {}
        return RemotePage(
            external_id=str(page.get("handle", "")),
            name=str(page.get("name", "")),
            url=str(page.get("url", "")),
            followers=_count(page.get("followers")),
            credentials_expire_at=_moment((answer.get("token") or {}).get("expires_at")),
        )

    def _remote(self, item: dict[str, Any]) -> RemoteComment:
        """A comment, or (from a search) a post, ours or of others."""
        author = item.get("author") or {}
        is_post = item.get("kind") == "post"
        return RemoteComment(
            external_id=f"{POST_PREFIX if is_post else ''}{item['id']}",
            text=str(item.get("text", "")),
            published_at=_moment(item.get("created_at")) or dt.datetime.now(dt.UTC),
            author_id=f"{author.get('kind', 'account')}-{author.get('id', '')}",
            author_name=str(author.get("name", "")),
            author_url=str(author.get("url", "")),
            url=str(item.get("url", "")),
            parent_id=str(item.get("parent_id") or ""),
            post_id=str(item["id"] if is_post else item.get("post_id", "")),
            is_own=bool(self.handle) and author.get("handle") == self.handle,
        )

    # --- the line ---------------------------------------------------------------------------------------------------

    def _listed(self, path: str, **params: Any) -> Any:
        """Every item of a list, page after page."""
        place: str | None = ""
        for _ in range(SEARCH_PAGES):
            answer = self._call("GET", path, changes=False, params={"limit": PAGE, **params, "cursor": place or ""})
            yield from answer.get("items", [])
            place = answer.get("next")
            if not place or answer.get("more") is False:
                return

    def _change(self, path: str, *, key: uuid.UUID, json: dict[str, Any]) -> dict[str, Any]:
        return self._call("POST", path, changes=True, json=json, headers={"Idempotency-Key": str(key)})

    def _call(self, method: str, path: str, *, changes: bool, **request: Any) -> dict[str, Any]:
        if not self.token or not self.token.isascii():
            raise CredentialsExpired("The page was never given a token that can be used.")
        headers = {"Authorization": f"Bearer {self.token}", **request.pop("headers", {})}
        return call("Playground", method, f"{base_url()}/api/{path}", changes=changes, headers=headers, **request)


def _target(reply: OutgoingReply) -> str:
    if reply.comment_id.startswith(POST_PREFIX):
        return f"posts/{_part(reply.comment_id.removeprefix(POST_PREFIX))}/comments"
    return f"comments/{_part(reply.comment_id)}/replies"


def _poll(poll: Poll) -> dict[str, Any]:
    closes_at = poll.closes_at.isoformat() if poll.closes_at else None
    return {"question": poll.question, "options": [*poll.options], "several": poll.several, "closes_at": closes_at}


def _part(value: str) -> str:
    """One segment of an address, whatever it contains."""
    return quote(value, safe="")


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def _moment(value: Any) -> dt.datetime | None:
    return parse_datetime(str(value)) if value else None
