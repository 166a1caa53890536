"""Public posts with certain words. VKontakte shows the newest thousand of a span of time, so the span is cut.

The cursor is ``{"since", "until", "from", "newest", "seen"}``: the span in Unix seconds, VKontakte's own mark of the
next page, the newest moment met so far, and the names, with their moments, of what was read near the ends. Posts come
into the search late, so a new span begins ``OVERLAP`` before the newest one read.
"""

from typing import Any

from projects.networks.base import CommentPage
from projects.networks.vk.line import Line
from projects.networks.vk.things import in_order, name_of, people_in, remote_post

PAGE = 200
REACHABLE = 1_000
OVERLAP = 600


def find(line: Line, group: int, query: str, cursor: dict[str, Any]) -> CommentPage:
    """One page, oldest first; the newest page of a span comes first. Without a cursor: the last 24 hours."""
    answer = line.call(
        "newsfeed.search",
        q=query,
        count=PAGE,
        extended=True,
        start_time=cursor.get("since"),
        end_time=cursor.get("until"),
        start_from=cursor.get("from"),
        fields=["screen_name", "followers_count", "members_count"],
    )
    items = [item for item in answer.get("items", []) if "id" in item and "owner_id" in item]
    seen: dict[str, int] = cursor.get("seen", {})
    fresh = [item for item in items if _name(item) not in seen and item.get("text")]
    people = people_in(answer)
    found = in_order(remote_post(item, people, own=-group) for item in fresh)
    place, more = _next(cursor, items, str(answer.get("next_from") or ""))
    return CommentPage(comments=found, cursor=place, more=more)


def _next(cursor: dict[str, Any], items: list[dict[str, Any]], next_from: str) -> tuple[dict[str, Any], bool]:
    """Where to go on: the next page, the older rest of a span too full to be shown, or a new span."""
    dates = {_name(item): item.get("date", 0) for item in items}
    newest, oldest = max([cursor.get("newest", 0), *dates.values()]), min(dates.values(), default=0)
    seen = _near((cursor.get("seen") or {}) | dates, newest, oldest)
    walked = cursor.get("walked", 0) + len(items)
    here = {"since": cursor.get("since"), "until": cursor.get("until"), "newest": newest, "seen": seen}
    if items and next_from:
        return here | {"from": next_from, "walked": walked}, True
    if walked >= REACHABLE and oldest and oldest != cursor.get("until"):
        return here | {"until": oldest}, True
    if not newest:
        return cursor, False
    return {"since": max(newest - OVERLAP, cursor.get("since") or 0), "newest": newest, "seen": seen}, False


def _near(seen: dict[str, int], newest: int, oldest: int) -> dict[str, int]:
    """Those that the next page or span may show again: at either end of what was read."""
    return {name: date for name, date in seen.items() if date >= newest - OVERLAP or date == oldest}


def _name(item: dict[str, Any]) -> str:
    return name_of(item["owner_id"], item["id"])
