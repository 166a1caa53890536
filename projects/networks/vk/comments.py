"""Comments under the latest posts of a wall, each read once although VKontakte keeps no place to go on from.

The wall tells how many comments each post has. A post is walked through when that number has changed, and every
``SWEEP``-th turn anyway, because one comment taken down and one made look like no change. The cursor is

    {"turn": 7, "left": [456, 455], "posts": {"456": {"count": 3, "read": [789, 790, 791]}}}

``left`` are posts still to be walked through in this turn, one a page; ``read`` are the newest numbers that were read,
and whatever is older than the oldest of a full ``read`` counts as read too. A walk goes from the newest comment back
and at most ``DEEPEST`` pages far: what is older was read when it was new, or told by the Callback API.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from projects.networks.base import CommentPage, Gone, PermissionMissing
from projects.networks.vk.line import Line
from projects.networks.vk.things import People, in_order, people_in, remote_comment

PAGE, IN_THREAD = 100, 10
DEEPEST = 10
REMEMBERED = 200
SWEEP = 10

Said = tuple[dict[str, Any], People]


def read(line: Line, group: int, cursor: dict[str, Any]) -> CommentPage:
    posts: dict[str, Any] = dict(cursor.get("posts", {}))
    left, turn = list(cursor.get("left", [])), int(cursor.get("turn", 0))
    if not left:
        turn += 1
        left, posts = _to_walk(line, group, posts, turn)
    said = _walk(line, group, left.pop(0), posts) if left else []
    found = [remote_comment(one, people, owner=-group, post=post, own=-group) for post, one, people in said]
    place = {"turn": turn, "left": left, "posts": posts}
    return CommentPage(comments=in_order(found), cursor=place, more=bool(left))


def under(line: Line, owner: int, post: int) -> Iterator[Said]:
    """Everything under a post, threads too, from the newest back."""
    for one, people in _pages(line, owner, post, thread_items_count=IN_THREAD):
        yield one, people
        thread = one.get("thread") or {}
        inside = thread.get("items") or []
        if thread.get("count", 0) > len(inside):
            yield from _pages(line, owner, post, comment_id=one["id"])
        else:
            yield from ((answer, people) for answer in inside)


def _to_walk(line: Line, group: int, known: dict[str, Any], turn: int) -> tuple[list[int], dict[str, Any]]:
    """The posts to walk through, and what is known of those that are still among the latest."""
    wall = line.call("wall.get", owner_id=-group, count=settings.VK_RECENT_POSTS)
    posts, left = {}, []
    for post in wall.get("items", []):
        count = (post.get("comments") or {}).get("count", 0)
        before = known.get(str(post["id"]), {"count": 0, "read": []})
        posts[str(post["id"])] = before | {"count": count}
        is_due = count > 0 and (post["id"] + turn) % SWEEP == 0
        if count != before["count"] or is_due:
            left.append(post["id"])
    return left, posts


def _walk(line: Line, group: int, post: int, posts: dict[str, Any]) -> list[tuple[int, dict[str, Any], People]]:
    """What is new under one post; ``posts`` learns that it was read."""
    place = posts.setdefault(str(post), {"count": 0, "read": []})
    read = set(place["read"])
    floor = min(read) if len(read) >= REMEMBERED else 0
    fresh: dict[int, Said] = {}
    try:
        for said, people in under(line, -group, post):
            if said["id"] > floor and said["id"] not in read:
                fresh[said["id"]] = said, people
    except (Gone, PermissionMissing):
        return []  # taken down, or its comments were closed, since the wall was read
    posts[str(post)] = place | {"read": sorted(read | set(fresh))[-REMEMBERED:]}
    return [(post, said, people) for said, people in fresh.values() if said.get("text") and not said.get("deleted")]


def _pages(line: Line, owner: int, post: int, **more: Any) -> Iterator[Said]:
    for number in range(DEEPEST):
        answer = line.call(
            "wall.getComments",
            owner_id=owner,
            post_id=post,
            sort="desc",
            count=PAGE,
            offset=number * PAGE or None,
            preview_length=0,
            extended=True,
            fields=["screen_name", "followers_count", "members_count"],
            **more,
        )
        people, items = people_in(answer), answer.get("items", [])
        yield from ((said, people) for said in items)
        if len(items) < PAGE:
            return
