"""Writing: nobody's text is lost, and nobody's is overwritten."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from agency import audit
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile
from content import clock
from content.models import Post, PostMedia, Target
from content.services import revisions, tagging, versions
from content.services.taking_part import details as taking_part
from projects.access import require
from projects.models import Channel, Project

FIELDS = (
    "title",
    "format",
    "goal",
    "campaign",
    "value_kind",
    "value_audience",
    "value_sentence",
    "text",
    "language",
    "link",
    "tags_link",
    "utm_medium",
    "utm_campaign",
    "utm_content",
)
PLAN = ("day", "time", "time_zone", "scheduled_at")
STAMP = ("content_hash", "revision", "editor", "updated_at")
Rows = Iterable[Mapping[str, Any]]


class StaleEditor(MovedMeanwhile):
    """Somebody saved since this editor read the post. ``post`` is what is there now."""

    def __init__(self, post: Post) -> None:
        super().__init__(
            "Somebody saved this post after you opened it. Your text is still here, nothing was overwritten."
        )
        self.post = post


@transaction.atomic
def create(
    *,
    project: Project,
    by: Any,
    title: str,
    channels: Iterable[Channel] = (),
    targets: Rows = (),
    pictures: Rows = (),
    fold: int | None = None,
    details: Mapping[str, Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Post:
    """A new draft. ``fields`` are the post's own; a day and a time together plan it. Raises clock.BadTime.

    ``channels`` get the post's own text; ``targets``, ``pictures`` and ``details`` are as in :func:`save`.
    """
    require(by, Permission.WRITE_POST, project)
    _may_plan(fields, project, by=by)
    fields = {"time_zone": project.time_zone, "language": project.language} | fields
    post = Post(project=project, author=by, title=title, **fields)
    _plan(post, fold=fold or 0)
    post.save()
    _set_targets(post, [*({"channel": channel} for channel in channels), *targets])
    _set_pictures(post, pictures)
    taking_part.write(post=post, details=details or {})
    tagging.tag(post)
    versions.stamp(post)
    post.save(update_fields=["content_hash"])
    revisions.keep(post, by=by)
    audit.record("content.post.created", post, by=by, title=post.title)
    return post


@transaction.atomic
def save(
    *,
    post: Post,
    revision: int,
    by: Any,
    changes: Mapping[str, Any],
    targets: Rows | None = None,
    pictures: Rows | None = None,
    alts: Mapping[int, str] | None = None,
    spots: Mapping[int, tuple[int, int]] | None = None,
    details: Mapping[str, Mapping[str, Any]] | None = None,
    fold: int | None = None,
    editor: str = "",
) -> Post:
    """Save what an editor holds, if the post is still the one it read.

    ``changes``: fields of the post by name, plan included. ``targets``: all, ``{channel, text, first_comment}``.
    ``pictures``: all, in order, ``{media, alt, focus_x, focus_y}``; ``alts`` and ``spots``: descriptions and the
    spots that must stay when a picture is cropped, by picture. None leaves them as they are. ``details``: how people
    take part, ``{format: fields}``. ``editor`` names the open page: one page's own saves may overtake each other.
    Raises StaleEditor, MovedMeanwhile when it is no draft, clock.BadTime.
    """
    require(by, Permission.WRITE_POST, post)
    _may_plan(changes, post, by=by)
    post = hold_draft(post)
    if post.revision != revision and not (editor and editor == post.editor):
        raise StaleEditor(post)
    revisions.keep_ground(post)
    post.editor = editor
    for name, value in changes.items():
        setattr(post, name, value)
    _plan(post, fold=post.fold if fold is None else fold)
    if targets is not None:
        _set_targets(post, targets)
    if pictures is not None:
        _set_pictures(post, pictures)
    for picture_id, alt in (alts or {}).items():
        post.pictures.filter(pk=picture_id).update(alt=alt)
    for picture_id, (x, y) in (spots or {}).items():
        post.pictures.filter(pk=picture_id).update(focus_x=x, focus_y=y)
    taking_part.write(post=post, details=details or {})
    touch(post)
    revisions.keep(post, by=by, editor=editor)
    return post


def hold_draft(post: Post) -> Post:
    """The post held, if it still is a draft."""
    post = versions.hold(post)
    if post.status != Post.Status.DRAFT:
        state = post.get_status_display().lower()
        raise MovedMeanwhile(f"“{post}” is {state} now. Make it a draft before you edit it.")
    return post


def touch(post: Post) -> Post:
    """Count a save of a held post, with its fingerprint."""
    tagging.tag(post)
    versions.stamp(post)
    post.revision += 1
    post.save(update_fields=[*FIELDS, *PLAN, *STAMP])
    return post


def _may_plan(changes: Mapping[str, Any], around: Any, *, by: Any) -> None:
    """A client's author writes, and leaves the hour to us."""
    if changes.get("day") or changes.get("time"):
        require(by, Permission.PLAN_POST, around)


def _plan(post: Post, *, fold: int) -> None:
    """The instant of the wall clock; a day or a time alone is only a wish. An unchanged plan may be in the past."""
    if post.day is None or post.time is None:
        post.scheduled_at = None
        return
    moment = clock.instant(post.day, post.time, post.time_zone, fold=fold)
    if moment != post.scheduled_at:
        moment = clock.future_instant(post.day, post.time, post.time_zone, fold=fold)
    post.scheduled_at = moment


def _set_targets(post: Post, targets: Rows) -> None:
    wanted = {target["channel"].pk: target for target in targets}
    post.targets.exclude(channel__in=wanted).delete()
    rows = [
        Target(post=post, channel_id=pk, text=target.get("text", ""), first_comment=target.get("first_comment", ""))
        for pk, target in wanted.items()
    ]
    fields = ["text", "first_comment"]
    Target.objects.bulk_create(rows, update_conflicts=True, unique_fields=["post", "channel"], update_fields=fields)


def _set_pictures(post: Post, pictures: Rows) -> None:
    wanted = {picture["media"].pk: picture for picture in pictures}
    post.pictures.exclude(media__in=wanted).delete()
    rows = [
        PostMedia(
            post=post,
            media_id=pk,
            position=position,
            alt=picture.get("alt", ""),
            focus_x=picture.get("focus_x", picture["media"].focus_x),
            focus_y=picture.get("focus_y", picture["media"].focus_y),
        )
        for position, (pk, picture) in enumerate(wanted.items())
    ]
    fields = ["position", "alt", "focus_x", "focus_y"]
    PostMedia.objects.bulk_create(rows, update_conflicts=True, unique_fields=["post", "media"], update_fields=fields)


@transaction.atomic
def copy(*, post: Post, by: Any, **plan: Any) -> Post:
    """The same again as a new draft, without a time unless ``plan`` says one."""
    own = {name: getattr(post, name) for name in FIELDS}
    return create(project=post.project, by=by, **own, **content_of(post), **plan)


def content_of(post: Post) -> dict[str, Any]:
    """What a post has on its pages and its pictures, as :func:`create` and :func:`save` take them."""
    return {
        "targets": [
            {"channel": target.channel, "text": target.text, "first_comment": target.first_comment}
            for target in post.targets.select_related("channel")
        ],
        "pictures": [
            {"media": row.media, "alt": row.alt, "focus_x": row.focus_x, "focus_y": row.focus_y}
            for row in post.pictures.select_related("media")
        ],
        "details": taking_part.written(post),
    }


@transaction.atomic
def delete(*, post: Post, by: Any) -> None:
    """Throw away a draft that nobody else was asked about. Anything else is archived instead."""
    require(by, Permission.WRITE_POST, post)
    post = versions.hold(post)
    if post.status != Post.Status.DRAFT or post.versions.exists():
        raise MovedMeanwhile(f"“{post}” has been read by others, so it goes to the archive instead.")
    audit.record("content.post.deleted", post, by=by, title=post.title)
    post.delete()
