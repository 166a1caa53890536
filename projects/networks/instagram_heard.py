"""What people say on Instagram, as lists and calls to our address tell it.

Who names the account elsewhere is answered at the account's ``mentions``, so such a remark's id says where it stands:
``mention-MEDIA`` in a caption, ``mention-MEDIA-COMMENT`` in a comment.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from projects.networks.base import NetworkError, News, RemoteComment
from projects.networks.graph import Graph, items_of, moment
from projects.networks.graph_hooks import Change

HOME = "https://www.instagram.com"
MENTION = "mention-"
COMMENT = "id,text,timestamp,username,from,parent_id,media{id,permalink}"
NAMED = "text,timestamp,username,media{id,permalink}"
NAMED_IN = "caption,timestamp,username,permalink"
ANONYMOUS = "Somebody on Instagram"


def target_of(comment_id: str, *, account: str) -> tuple[str, dict[str, str]]:
    """Where a comment is answered, and what has to be said besides the words."""
    if not comment_id.startswith(MENTION):
        return f"{comment_id}/replies", {}
    media, _, comment = comment_id.removeprefix(MENTION).partition("-")
    return f"{account}/mentions", {"media_id": media} | ({"comment_id": comment} if comment else {})


class Heard:
    """``account`` and ``name`` are ours, to know our own words by."""

    def __init__(self, graph: Graph, *, account: str, name: str) -> None:
        self.graph, self.account, self.name = graph, account, name.casefold()

    def is_own(self, item: dict[str, Any]) -> bool:
        author = item.get("from") or {}
        username = str(author.get("username") or item.get("username") or "").casefold()
        is_us = str(author.get("id", "")) == self.account or str(author.get("self_ig_scoped_id", "")) == self.account
        return is_us or bool(username and username == self.name)

    def thread(self, item: dict[str, Any], post: dict[str, Any]) -> Iterator[RemoteComment]:
        """A comment of a list and the answers to it."""
        number, url = str(post["id"]), str(post.get("permalink", ""))
        yield self.remote(item, post_id=number, url=url)
        for reply in items_of(item.get("replies")):
            yield self.remote(reply, post_id=number, url=url, parent_id=str(item["id"]))

    def news(self, changes: list[tuple[str, Change, Any]]) -> News:
        """Comments and mentions. What cannot be asked for now comes later with what is collected."""
        told = []
        for field, value, at in changes:
            try:
                told.append(self._told(field, value, at))
            except NetworkError:
                continue
        return News(comments=[one for one in told if one and one.text])

    def _told(self, field: str, value: Change, at: Any) -> RemoteComment | None:
        if field == "comments" and value.get("id"):
            if not value.get("from"):
                value = value | self.graph.get(str(value["id"]), fields=COMMENT)
            media = value.get("media") or {}
            item = {"timestamp": at} | value
            parent = str(value.get("parent_id") or "")
            url = str(media.get("permalink", ""))
            return self.remote(item, post_id=str(media.get("id", "")), url=url, parent_id=parent)
        if field == "mentions" and value.get("media_id"):
            return self._mention(str(value["media_id"]), str(value.get("comment_id") or ""))
        return None

    def _mention(self, media: str, comment: str) -> RemoteComment | None:
        if comment:
            wanted, name = f"mentioned_comment.comment_id({comment}){{{NAMED}}}", "mentioned_comment"
        else:
            wanted, name = f"mentioned_media.media_id({media}){{{NAMED_IN}}}", "mentioned_media"
        item = self.graph.get(self.account, fields=wanted).get(name) or {}
        number = f"{MENTION}{media}-{comment}" if comment else f"{MENTION}{media}"
        url = str(item.get("permalink") or (item.get("media") or {}).get("permalink") or "")
        return self.remote(item | {"id": number}, post_id=media, url=url)

    def remote(self, item: dict[str, Any], *, post_id: str, url: str, parent_id: str = "") -> RemoteComment:
        author = item.get("from") or item.get("user") or {}
        username = str(author.get("username") or item.get("username") or "")
        return RemoteComment(
            external_id=str(item["id"]),
            text=str(item.get("text") or item.get("caption") or ""),
            published_at=moment(item.get("timestamp")) or dt.datetime.now(dt.UTC),
            author_id=str(author.get("id") or username),
            author_name=username or ANONYMOUS,
            author_url=f"{HOME}/{username}" if username else "",
            url=url,
            parent_id=parent_id,
            post_id=post_id,
            is_own=self.is_own(item),
        )
