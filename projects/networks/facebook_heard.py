"""What people say to a Facebook page, as its lists and its calls to our address tell it.

Old calls name the author ``sender_id`` and ``sender_name``, new ones ``from``; without the right to read what users
write there is no author at all.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from projects.networks.base import News, RemoteComment
from projects.networks.graph import moment
from projects.networks.graph_hooks import Change

HOME = "https://www.facebook.com"
SPOKEN = ("add", "edited", "edit")
POSTS = ("post", "status", "photo", "video", "share")
ANONYMOUS = "Somebody on Facebook"


def comment_of(item: dict[str, Any], *, post_id: str, page: str) -> RemoteComment:
    """A comment of a list, or an answer to one."""
    return _remote(item, page=page, post_id=post_id, parent_id=str((item.get("parent") or {}).get("id", "")))


def visitor_post_of(item: dict[str, Any], *, page: str) -> RemoteComment:
    return _remote(item, page=page, post_id=str(item["id"]))


def latest(told: Sequence[RemoteComment], cursor: dict[str, Any], *, overlap: dt.timedelta) -> dict[str, Any]:
    """Where to go on: a little before the newest, and the ids of what was seen since then."""
    since = int(cursor.get("since", 0))
    newest = max((int(said.published_at.timestamp()) for said in told), default=0)
    begin = max(since, newest - int(overlap.total_seconds()))
    return {"since": begin, "seen": sorted({s.external_id for s in told if s.published_at.timestamp() >= begin})}


def heard(changes: list[tuple[str, Change, Any]], *, page: str) -> News:
    """What was said and what is gone. Reactions, hiding and what the page itself published are no news here."""
    said, gone = [], []
    for field, value, at in changes:
        item, verb = value.get("item"), value.get("verb")
        name = "comment_id" if item == "comment" else "post_id"
        if field not in ("feed", "mention") or not value.get(name) or item not in ("comment", *POSTS):
            continue
        if verb == "remove":
            gone.append(str(value[name]))
        elif verb in SPOKEN and value.get("message"):
            said.append(_told(value, str(value[name]), at, page=page))
    return News(comments=[one for one in said if not (one.is_own and one.external_id == one.post_id)], gone=gone)


def _told(value: Change, own_id: str, at: Any, *, page: str) -> RemoteComment:
    post_id = str(value.get("post_id", ""))
    parent = str(value.get("parent_id", ""))
    author = value.get("from") or {"id": value.get("sender_id", ""), "name": value.get("sender_name", "")}
    item = {"id": own_id, "from": author, "message": value["message"], "created_time": value.get("created_time") or at}
    return _remote(item, page=page, post_id=post_id, parent_id="" if parent == post_id else parent)


def _remote(item: dict[str, Any], *, page: str, post_id: str, parent_id: str = "") -> RemoteComment:
    author = item.get("from") or {}
    number = str(author.get("id") or "")
    return RemoteComment(
        external_id=str(item["id"]),
        text=str(item.get("message") or ""),
        published_at=moment(item.get("created_time")) or dt.datetime.now(dt.UTC),
        author_id=number,
        author_name=str(author.get("name") or ANONYMOUS),
        author_url=f"{HOME}/{number}" if number else "",
        url=str(item.get("permalink_url") or f"{HOME}/{item['id']}"),
        parent_id=parent_id,
        post_id=post_id,
        is_own=bool(number) and number == page,
    )
