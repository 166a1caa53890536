"""Topics and what is said under them: how Odnoklassniki puts it, and how we do.

A group's topics are listed newest first; a discussion is read from its end back. Its cursor is

    {"left": ["77"], "topics": {"77": {"count": 3, "read": [[1790000000000, "c1"]]}}}

``left`` are topics still to be read in this turn, one a page; ``read`` are moments and ids of the newest comments that
were read, and whatever is older than the oldest of a full ``read`` counts as read too.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from projects.networks.base import CommentPage, Gone, PermissionMissing, RemoteComment
from projects.networks.odnoklassniki.line import Line

SITE = "https://ok.ru"
KIND = "GROUP_TOPIC"
MOSCOW = ZoneInfo("Europe/Moscow")
PAGE, DEEPEST, REMEMBERED = 100, 10, 200


def address(group: str, topic: str) -> str:
    return f"{SITE}/group/{group}/topic/{topic}"


def latest(line: Line, group: str) -> list[dict[str, Any]]:
    answer = line.call("mediatopic.getTopics", gid=group, count=settings.OK_RECENT_TOPICS)
    topics: list[dict[str, Any]] = answer.get("media_topics") or [] if isinstance(answer, dict) else []
    return [topic for topic in topics if topic.get("id")]


def words_of(topic: dict[str, Any]) -> str:
    return "\n".join(part.get("text", "") for part in topic.get("media") or [] if part.get("type") == "text")


def under(line: Line, topic: str) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Comments from the newest back, each with the names of those who speak on its page."""
    anchor = "LAST"
    for _ in range(DEEPEST):
        answer = line.call(
            "discussions.getComments", discussionId=topic, discussionType=KIND, anchor=anchor, direction="BACKWARD",
            count=PAGE, mark_as_read=False,
        )  # fmt: skip
        items = answer.get("comments") or []
        users = (answer.get("entities") or {}).get("users") or []
        names = {str(user.get("uid")): str(user.get("name", "")) for user in users}
        yield from ((said, names) for said in sorted(items, key=moment_ms, reverse=True) if said.get("id"))
        anchor = str(answer.get("anchor") or "")
        if len(items) < PAGE or not anchor:
            return


def read(line: Line, group: str, cursor: dict[str, Any]) -> CommentPage:
    topics: dict[str, Any] = dict(cursor.get("topics", {}))
    left = list(cursor.get("left", []))
    if not left:
        left, topics = _to_read(line, group, topics)
    found = _fresh(line, group, left.pop(0), topics) if left else []
    return CommentPage(comments=found, cursor={"left": left, "topics": topics}, more=bool(left))


def _to_read(line: Line, group: str, known: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """Topics whose number of comments has changed; where it is not told, every topic."""
    topics, left = {}, []
    for topic in latest(line, group):
        name, count = str(topic["id"]), (topic.get("discussion_summary") or {}).get("comments_count")
        before = known.get(name, {"count": 0, "read": []})
        topics[name] = before | {"count": count}
        if count is None or count != before["count"]:
            left.append(name)
    return left, topics


def _fresh(line: Line, group: str, topic: str, topics: dict[str, Any]) -> list[RemoteComment]:
    place = topics.setdefault(topic, {"count": 0, "read": []})
    read_before = {name for _, name in place["read"]}
    floor = place["read"][0][0] if len(read_before) >= REMEMBERED else 0
    fresh: dict[str, RemoteComment] = {}
    marks: list[list[Any]] = []
    try:
        for said, names in under(line, topic):
            name, at = str(said["id"]), moment_ms(said)
            if at < floor:
                break
            if name not in read_before and name not in fresh:
                fresh[name] = remote_comment(said, names, group=group, topic=topic)
                marks.append([at, name])
    except (Gone, PermissionMissing):
        return []  # taken down, or its discussion was closed, since the topics were listed
    topics[topic] = place | {"read": sorted([*place["read"], *marks])[-REMEMBERED:]}
    return sorted((one for one in fresh.values() if one.text), key=lambda one: one.published_at)


def remote_comment(said: dict[str, Any], names: dict[str, str], *, group: str, topic: str) -> RemoteComment:
    author = author_of(said)
    return RemoteComment(
        external_id=str(said["id"]),
        text=str(said.get("text", "")),
        published_at=dt.datetime.fromtimestamp(moment_ms(said) / 1000, dt.UTC),
        author_id=author,
        author_name=names.get(author) or author,
        author_url=f"{SITE}/{'group' if author == group else 'profile'}/{author}",
        url=address(group, topic),
        parent_id=str(said.get("reply_to_comment_id") or ""),
        post_id=topic,
        is_own=author == group,
    )


def author_of(said: dict[str, Any]) -> str:
    """Who speaks; as the group, its reference says ``group:123``."""
    return str(said.get("author_ref") or said.get("author_id") or "").rpartition(":")[2]


def moment_ms(said: dict[str, Any]) -> int:
    """Milliseconds; without them the network writes its own clock, Moscow's."""
    if said.get("date_ms"):
        return int(said["date_ms"])
    try:
        written = dt.datetime.strptime(str(said.get("date")), "%Y-%m-%d %H:%M:%S").replace(tzinfo=MOSCOW)
    except ValueError:
        return 0
    return int(written.timestamp() * 1000)
