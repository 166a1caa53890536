"""Pictures and videos of a draft: put in, taken out, put in order."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from agency.permissions import Permission
from content.models import Media, Post, PostMedia
from content.services import drafts
from content.services.uploads import BadPicture, upload
from projects.access import require

MOST_PICTURES = 20

__all__ = ["BadPicture", "arrange", "attach", "attach_all", "detach", "upload"]


@transaction.atomic
def attach(*, post: Post, media: Media, by: Any) -> PostMedia:
    """Put a picture or video of the project into a draft, last; its description and its spot come with it."""
    attach_all(post=post, media=[media], by=by)
    return post.pictures.get(media=media)


@transaction.atomic
def attach_all(*, post: Post, media: Iterable[Media], by: Any) -> Post:
    """As :func:`attach`, in the order given; what is in the draft already stays where it is. Raises BadPicture."""
    require(by, Permission.WRITE_POST, post)
    post = drafts.hold_draft(post)
    there = set(post.pictures.values_list("media_id", flat=True))
    fresh = [medium for medium in media if medium.pk not in there]
    if any(medium.project_id != post.project_id for medium in fresh):
        raise BadPicture("This picture belongs to another project.")
    if len(there) + len(fresh) > MOST_PICTURES:
        raise BadPicture(f"{MOST_PICTURES} pictures are the most a post can have.")
    last = post.pictures.aggregate(last=Max("position"))["last"]
    begin = 0 if last is None else last + 1
    PostMedia.objects.bulk_create(_row(post, medium, begin + number) for number, medium in enumerate(fresh))
    return drafts.touch(post) if fresh else post


def _row(post: Post, media: Media, position: int) -> PostMedia:
    return PostMedia(
        post=post, media=media, position=position, alt=media.alt, focus_x=media.focus_x, focus_y=media.focus_y
    )


@transaction.atomic
def detach(*, post: Post, picture_id: int, by: Any) -> Post:
    """Take a picture out of a draft; the picture stays with the project."""
    require(by, Permission.WRITE_POST, post)
    post = drafts.hold_draft(post)
    post.pictures.filter(pk=picture_id).delete()
    return drafts.touch(post)


@transaction.atomic
def arrange(*, post: Post, order: list[int], by: Any) -> Post:
    """Put the pictures of a draft in ``order``; those not named keep their places behind."""
    require(by, Permission.WRITE_POST, post)
    post = drafts.hold_draft(post)
    rows = sorted(post.pictures.all(), key=lambda row: order.index(row.pk) if row.pk in order else len(order))
    for position, row in enumerate(rows):
        row.position = position
    PostMedia.objects.bulk_update(rows, ["position"])
    return drafts.touch(post)
