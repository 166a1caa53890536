"""What a draft held at each of its last saves: the ground two editors are merged on, and a way back."""

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django.db import models

from content.models import DraftRevision, Post, details_of

OWN = ("title", "format", "goal", "campaign", "value_kind", "value_audience", "value_sentence", "text", "language",
       "link", "tags_link", "utm_medium", "utm_campaign", "utm_content", "day", "time")  # fmt: skip
ONE_BOUT = dt.timedelta(seconds=30)
ALWAYS_KEPT = 20


def content_of(post: Post) -> dict[str, Any]:
    """The draft as it is in the database now, flat and plain, by the names of the composer's fields."""
    content = plain({name: getattr(post, name) for name in OWN})
    if details := details_of(post):
        content |= plain({f"{post.format}-{name}": getattr(details, name) for name in details.WRITTEN})
    for target in post.targets.all():
        content |= {
            f"target-{target.channel_id}-on": True,
            f"target-{target.channel_id}-text": target.text,
            f"target-{target.channel_id}-comment": target.first_comment,
        }
    for picture in post.pictures.all():
        content |= {f"alt-{picture.pk}": picture.alt, f"spot-{picture.pk}": [picture.focus_x, picture.focus_y]}
    return content


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON and a form hold them: a day, an hour to the minute, the number of a row."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.pk if isinstance(value, models.Model) else value


def keep(post: Post, *, by: Any, editor: str = "") -> None:
    """Keep the state of a held draft after a save, unless it says what the last one kept says."""
    content = content_of(Post.objects.get(pk=post.pk))
    last = post.revisions.filter(is_aside=False).first()
    if last is None or last.content != content:
        post.revisions.create(number=post.revision, content=content, by=by, editor=editor)
        _thin(post)


def keep_ground(post: Post) -> None:
    """Before the first save of a draft that has none kept: the state it is in, or nothing could be merged on it."""
    if not post.revisions.exists():
        post.revisions.create(number=post.revision, content=content_of(post), by=post.author, at=post.updated_at)


def set_aside(post: Post, content: Mapping[str, Any], *, by: Any, editor: str = "") -> DraftRevision:
    """Keep what somebody holds that could not become the draft. The same again is not kept twice."""
    last = post.revisions.filter(is_aside=True, editor=editor, by=by).first()
    if last is not None:
        last.content, last.number = dict(content), post.revision
        last.save(update_fields=["content", "number"])
        return last
    row = post.revisions.create(number=post.revision, content=dict(content), by=by, editor=editor, is_aside=True)
    _thin(post)
    return row


def ground_of(post: Post, revision: int, editor: str = "") -> DraftRevision | None:
    """The state an editor began from: what it saved itself since, or the last one kept up to the revision it read."""
    if not 0 <= revision <= post.revision:
        return None
    kept = post.revisions.filter(is_aside=False)
    own = kept.filter(editor=editor, number__gt=revision).first() if editor else None
    return own or kept.filter(number__lte=revision).first()


def _thin(post: Post) -> None:
    """Keep ``DraftRevision.MOST``: what was typed in one go gives way first, then the oldest."""
    rows = list(post.revisions.order_by("id").only("pk", "editor", "at", "is_aside"))
    for _ in range(len(rows) - DraftRevision.MOST):
        rows.remove(victim := _victim(rows))
        DraftRevision.objects.filter(pk=victim.pk).delete()


def _victim(rows: list[DraftRevision]) -> DraftRevision:
    for row, following in pairwise(rows[1 : 1 - ALWAYS_KEPT]):
        is_one_bout = row.editor == following.editor and following.at - row.at < ONE_BOUT
        if is_one_bout and not row.is_aside:
            return row
    return rows[0]
