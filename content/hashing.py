"""What a yes is said to, as one number.

A snapshot is the whole post as plain data (see ``Version``). The content hash is SHA-256 over the canonical JSON of its
covered part: text, link, pictures in their order with their descriptions, what each channel gets, and the planned day.
The hour within the day, the internal title and the added value are not covered: the first may be tuned, the others are
never published.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from content.models import Post

COVERED = ("text", "link", "targets", "pictures", "day")


def snapshot_of(post: Post) -> dict[str, Any]:
    """The post as plain data, ready for JSON: two queries, or none when targets and pictures are prefetched."""
    return {
        "title": post.title,
        "format": post.format,
        "language": post.language,
        "value": {"kind": post.value_kind, "audience": post.value_audience, "sentence": post.value_sentence},
        "text": post.text,
        "link": post.link,
        "targets": sorted(
            ({"channel": t.channel_id, "text": t.text, "first_comment": t.first_comment} for t in post.targets.all()),
            key=lambda target: target["channel"],
        ),
        "pictures": [_picture(picture) for picture in _pictures(post)],
        "day": _iso(post.day),
        "time": _iso(post.time),
        "time_zone": post.time_zone,
    }


def _pictures(post: Post) -> Any:
    is_laid_out = "pictures" in getattr(post, "_prefetched_objects_cache", {})
    return post.pictures.all() if is_laid_out else post.pictures.select_related("media")


def _picture(picture: Any) -> dict[str, Any]:
    return {"media": picture.media_id, "sha256": picture.media.sha256, "alt": picture.alt}


def _iso(value: dt.date | dt.time | None) -> str | None:
    return value.isoformat() if value else None


def hash_of(snapshot: dict[str, Any]) -> str:
    """64 hex digits; equal exactly when the covered parts of two snapshots are equal."""
    covered = {name: snapshot[name] for name in COVERED}
    covered["pictures"] = [{"sha256": p["sha256"], "alt": p["alt"]} for p in snapshot["pictures"]]
    canonical = json.dumps(covered, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
