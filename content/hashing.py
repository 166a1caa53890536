"""What a yes is said to, as one number.

A snapshot is the whole post as plain data (see ``Version``). The content hash is SHA-256 over the canonical JSON of its
covered part: text, link, pictures and videos in their order with their descriptions, the spot that stays when a network
crops a picture (unless it is the middle), what each channel gets, how people take part (where the format has such
details; a post without them hashes as if there were none), and the planned day.
The hour within the day, the internal title and the added value are not covered: the first may be tuned, the others are
never published.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from content.models import Post, details_of
from content.models.media import CENTRE
from content.wording import added

PICTURE = ("sha256", "alt", "focus")
COVERED = ("text", "link", "targets", "pictures", "day")


def snapshot_of(post: Post) -> dict[str, Any]:
    """The post as plain data, ready for JSON: two queries, or none when targets and pictures are prefetched.

    A format with details of its own costs one more. They are under ``details``, and each target then says what they
    add there: ``poll`` or ``tail`` (see ``wording``).
    """
    found = details_of(post)
    details = found.snapshot() if found else None
    return {
        "title": post.title,
        "format": post.format,
        "language": post.language,
        "value": {"kind": post.value_kind, "audience": post.value_audience, "sentence": post.value_sentence},
        "text": post.text,
        "link": post.link,
        "targets": sorted(
            (_target(target, details, post.language) for target in _targets(post, details)),
            key=lambda target: target["channel"],
        ),
        **({"details": details} if details else {}),
        "pictures": [_picture(picture) for picture in _pictures(post)],
        "day": _iso(post.day),
        "time": _iso(post.time),
        "time_zone": post.time_zone,
    }


def _targets(post: Post, details: dict[str, Any] | None) -> Any:
    is_laid_out = "targets" in getattr(post, "_prefetched_objects_cache", {})
    return post.targets.all() if is_laid_out or not details else post.targets.select_related("channel")


def _target(target: Any, details: dict[str, Any] | None, language: str) -> dict[str, Any]:
    """A link of its own is only named where there is one, so that posts from before there were any stay the same."""
    said = {"channel": target.channel_id, "text": target.text, "first_comment": target.first_comment}
    said |= {"link": target.link} if target.link else {}
    return said | added(details, network=target.channel.network, language=language) if details else said


def _pictures(post: Post) -> Any:
    is_laid_out = "pictures" in getattr(post, "_prefetched_objects_cache", {})
    return post.pictures.all() if is_laid_out else post.pictures.select_related("media")


def _picture(picture: Any) -> dict[str, Any]:
    row = {"media": picture.media_id, "sha256": picture.media.sha256, "alt": picture.alt}
    return row if picture.focus == CENTRE else row | {"focus": list(picture.focus)}


def _iso(value: dt.date | dt.time | None) -> str | None:
    return value.isoformat() if value else None


def hash_of(snapshot: dict[str, Any]) -> str:
    """64 hex digits; equal exactly when the covered parts of two snapshots are equal."""
    covered = {name: snapshot[name] for name in COVERED}
    covered["pictures"] = [{key: p[key] for key in PICTURE if key in p} for p in snapshot["pictures"]]
    if "details" in snapshot:
        covered["details"] = snapshot["details"]
    canonical = json.dumps(covered, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
