"""Names, addresses and what is said on a wall, as VKontakte puts them and as we do.

A post and a comment are both called by wall and number, ``-123_456``: numbers are one row a wall, so a comment never
has the name of a post. Communities have negative numbers.
"""

import datetime as dt
import html
import re
from collections.abc import Iterable
from typing import Any

from projects.networks.base import Gone, RemoteComment

SITE = "https://vk.com"
People = dict[int, dict[str, Any]]


def name_of(owner: int, number: int) -> str:
    return f"{owner}_{number}"


def read_name(name: str) -> tuple[int, int]:
    """Wall and number. Gone for what is no such name: it can be nowhere."""
    found = re.fullmatch(r"(-?\d{1,18})_(\d{1,18})", name)
    if not found:
        raise Gone("This is not the number of anything on VKontakte.")
    return int(found[1]), int(found[2])


def name_in(url: str) -> str:
    """The post an address leads to, wherever on the site it was opened; empty when it is none."""
    place = r"https://(?:m\.)?vk\.(?:com|ru)/(?:[\w.]*\?(?:[^#\s]*&)?w=)?wall(-?\d{1,18}_\d{1,18})"
    found = re.fullmatch(rf"{place}(?:(?:\?|&|%2F|#)\S*)?", url.strip())
    return found[1] if found else ""


def address(owner: int, post: int, *, comment: int | None = None, thread: int | None = None) -> str:
    found = f"{SITE}/wall{owner}_{post}"
    if comment is None:
        return found
    return f"{found}?reply={comment}" + (f"&thread={thread}" if thread else "")


def people_in(answer: dict[str, Any]) -> People:
    """Who an extended answer is about, by their numbers as authors have them."""
    persons = {who["id"]: who for who in answer.get("profiles") or [] if "id" in who}
    return persons | {-who["id"]: who for who in answer.get("groups") or [] if "id" in who}


def remote_comment(said: dict[str, Any], people: People, *, owner: int, post: int, own: int) -> RemoteComment:
    """What was said under a post; ``own`` is the author's number we speak with."""
    thread = next(iter(said.get("parents_stack") or ()), None)
    parent = said.get("reply_to_comment") or thread
    url = address(owner, post, comment=said["id"], thread=thread)
    return _remote(said, people, owner=owner, url=url, post=post, parent=parent, own=own)


def remote_post(said: dict[str, Any], people: People, *, own: int) -> RemoteComment:
    """A post that is said somewhere, perhaps under another one."""
    owner, number = said["owner_id"], said["id"]
    if said.get("post_id") and said.get("post_type") == "reply":
        return remote_comment(said, people, owner=owner, post=said["post_id"], own=own)
    return _remote(said, people, owner=owner, url=address(owner, number), post=number, parent=None, own=own)


def _remote(
    said: dict[str, Any], people: People, *, owner: int, url: str, post: int, parent: int | None, own: int
) -> RemoteComment:
    author = said.get("from_id", 0)
    who = people.get(author, {})
    called = who.get("name") or " ".join(filter(None, (who.get("first_name"), who.get("last_name"))))
    return RemoteComment(
        external_id=name_of(owner, said["id"]),
        text=html.unescape(said.get("text", "")),
        published_at=dt.datetime.fromtimestamp(said.get("date", 0), dt.UTC),
        author_id=str(author),
        author_name=called or _page(author),
        author_url=f"{SITE}/{who.get('screen_name') or _page(author)}",
        author_followers=who.get("members_count", who.get("followers_count")),
        url=url,
        parent_id=name_of(owner, parent) if parent else "",
        post_id=name_of(owner, post),
        is_own=author == own,
    )


def _page(author: int) -> str:
    return f"club{-author}" if author < 0 else f"id{author}"


def same_words(one: str, other: str) -> bool:
    """Whether two texts are one to a reader; the network tidies spaces and writes some signs as entities."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())


def in_order(said: Iterable[RemoteComment]) -> list[RemoteComment]:
    return sorted(said, key=lambda one: (one.published_at, len(one.external_id), one.external_id))
