"""Pictures: what is stored is always our own re-encoding of what was sent, without what the camera wrote into it."""

import hashlib
import io
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from PIL import Image

from agency import images
from agency.permissions import Permission
from agency.text import storable
from content.models import Media, Post, PostMedia
from content.refusal import Refusal
from content.services import drafts
from projects.access import require
from projects.models import Project

LONGEST_SIDE, SMALL_SIDE = 4096, 960
MOST_PICTURES = 20


class BadPicture(Refusal):
    """A file we cannot use."""

    def __init__(self, text: str) -> None:
        super().__init__(file=text)


@transaction.atomic
def upload(*, project: Project, file: UploadedFile, by: Any, alt: str = "") -> Media:
    """Take a picture in. The same picture again is the one that is there. Raises BadPicture."""
    require(by, Permission.WRITE_POST, project)
    picture = _read(file)
    body, kind, (width, height) = encode(picture, LONGEST_SIDE)
    digest = hashlib.sha256(body).hexdigest()
    if known := project.media.filter(sha256=digest).first():
        return known
    name = storable(re.sub(r"[\r\n\t]", " ", file.name or ""))[:200]
    media = Media(project=project, sha256=digest, original_name=name, alt=alt, uploaded_by=by)
    media.width, media.height = width, height
    media.file.save(f"{digest[:24]}.{kind}", ContentFile(body), save=False)
    media.small.save(f"{digest[:24]}-small.{kind}", ContentFile(encode(picture, SMALL_SIDE)[0]), save=False)
    try:
        with transaction.atomic():
            media.save()
    except IntegrityError:  # the same picture arrived twice at once
        return project.media.get(sha256=digest)
    return media


def _read(file: UploadedFile) -> Image.Image:
    """The picture, upright. A GIF is refused rather than stopped."""
    if not file.size:
        raise BadPicture("The file is empty. Choose a photo.")
    if file.read(4) == b"GIF8":
        raise BadPicture("A GIF would stop moving here. JPEG, PNG and WebP work.")
    file.seek(0)
    try:
        return images.open_picture(file)
    except ValidationError as error:
        raise BadPicture(error.messages[0]) from error


def encode(picture: Image.Image, longest: int) -> tuple[bytes, str, tuple[int, int]]:
    """The pixels alone, at most ``longest`` on a side: PNG when something shines through, else JPEG; and the size."""
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    copy = picture.convert("RGBA" if has_alpha else "RGB")
    copy.info.clear()
    copy.thumbnail((longest, longest))
    out = io.BytesIO()
    if has_alpha:
        copy.save(out, "PNG", optimize=False)
        return out.getvalue(), "png", copy.size
    copy.save(out, "JPEG", quality=88)
    return out.getvalue(), "jpg", copy.size


@transaction.atomic
def attach(*, post: Post, media: Media, by: Any) -> PostMedia:
    """Put a picture of the project into a draft, last."""
    require(by, Permission.WRITE_POST, post)
    post = drafts.hold_draft(post)
    if media.project_id != post.project_id:
        raise BadPicture("This picture belongs to another project.")
    if post.pictures.count() >= MOST_PICTURES:
        raise BadPicture(f"{MOST_PICTURES} pictures are the most a post can have.")
    last = post.pictures.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    picture, _ = post.pictures.get_or_create(media=media, defaults={"position": position, "alt": media.alt})
    drafts.touch(post)
    return picture


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
