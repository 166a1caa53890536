"""What servers tell, as Rapport knows it."""

import base64
import datetime as dt
import json
import re
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime

from projects.networks.base import Gone, RemoteComment

CLOCKS_BEHIND = dt.timedelta(hours=1)
_URI = re.compile(r"at://(did:[\w.:%-]+)/([\w.]+)/([\w.:~-]+)")


def parts(uri: str) -> dict[str, str]:
    """An address of a record as the questions about it take it. Gone for anything else."""
    found = _URI.fullmatch(uri)
    if not found:
        raise Gone("This is not the address of a post on Bluesky.")
    return {"repo": found[1], "collection": found[2], "rkey": found[3]}


def address(uri: str) -> str:
    """Where people see it."""
    where = parts(uri)
    return f"{settings.BLUESKY_SITE}/profile/{where['repo']}/post/{where['rkey']}"


def moment(value: Any) -> dt.datetime:
    """An instant in ISO form; now for anything else."""
    try:
        found = parse_datetime(str(value))
    except ValueError:
        found = None
    return found.replace(tzinfo=found.tzinfo or dt.UTC) if found else dt.datetime.now(dt.UTC)


def count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def ends_at(token: str) -> dt.datetime | None:
    """When a token ends, by what it says about itself."""
    try:
        middle = token.split(".")[1]
        said = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
        return dt.datetime.fromtimestamp(said["exp"], dt.UTC)
    except (IndexError, KeyError, ValueError, TypeError, OverflowError):
        return None


def comment(post: dict[str, Any], *, me: str) -> RemoteComment:
    """A post of the network: an answer in a talk, or the beginning of one. ``me``: our DID."""
    who, said = post.get("author") or {}, post.get("record") or {}
    reply, uri = said.get("reply") or {}, str(post["uri"])
    root = str((reply.get("root") or {}).get("uri") or uri)
    parent = str((reply.get("parent") or {}).get("uri") or "")
    return RemoteComment(
        external_id=uri,
        text=str(said.get("text") or ""),
        published_at=min(moment(said.get("createdAt")), moment(post.get("indexedAt"))),
        author_id=str(who.get("did", "")),
        author_name=str(who.get("displayName") or who.get("handle", "")),
        author_url=f"{settings.BLUESKY_SITE}/profile/{who.get('handle') or who.get('did', '')}",
        author_followers=count(who.get("followersCount")),
        url=address(uri),
        parent_id="" if parent == root else parent,
        post_id=root,
        is_own=who.get("did") == me,
    )


def fresh(posts: list[dict[str, Any]], cursor: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Those unknown to ``cursor``, oldest first, each once, and the cursor after them: the latest moment, and what was
    seen of the hour before it."""
    seen, begin = set(cursor.get("seen") or ()), horizon(cursor)
    once = {str(post["uri"]): post for post in posts}
    new = [post for uri, post in once.items() if _at(post) >= begin and uri not in seen]
    new.sort(key=lambda post: (_at(post), str(post["uri"])))
    last = max([str(cursor.get("since") or ""), *map(_at, new)])
    begin = horizon({"since": last})
    return new, {"since": last, "seen": sorted(uri for uri, post in once.items() if _at(post) >= begin)}


def horizon(cursor: dict[str, Any]) -> str:
    """From when on it is looked again: posts stand at the moment their writers' clocks claim, and some are slow."""
    since = str(cursor.get("since") or "")
    return _sortable(moment(since) - CLOCKS_BEHIND) if since else ""


def is_known(post: dict[str, Any], cursor: dict[str, Any]) -> bool:
    """Whether everything as old as this was read before."""
    return _at(post) < horizon(cursor)


def _sortable(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _at(post: dict[str, Any]) -> str:
    """Where the network puts it in time: when it took note of it, or earlier if the post itself says so."""
    return _sortable(moment(post.get("indexedAt")))
