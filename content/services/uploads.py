"""Taking pictures and videos in: what is stored is always made anew, without what the camera wrote into it."""

import hashlib
import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from agency import images
from agency.images import encode
from agency.permissions import Permission
from agency.text import storable
from content import films
from content.models import Folder, Media
from content.refusal import Refusal
from projects.access import require
from projects.models import Project

LONGEST_SIDE, SMALL_SIDE = 4096, 960


class BadPicture(Refusal):
    """A file we cannot use."""

    def __init__(self, text: str) -> None:
        super().__init__(file=text)


@transaction.atomic
def upload(*, project: Project, file: UploadedFile, by: Any, alt: str = "", folder: Folder | None = None) -> Media:
    """Take a picture or a video in. The same one again is the one that is there. Raises BadPicture."""
    require(by, Permission.WRITE_POST, project)
    if not file.size:
        raise BadPicture("The file is empty. Choose a photo or a video.")
    if folder and folder.project_id != project.pk:
        raise BadPicture("This folder belongs to another project.")
    name = storable(re.sub(r"[\r\n\t]", " ", file.name or ""))[:200]
    media = Media(project=project, original_name=name, alt=alt, uploaded_by=by, folder=folder)
    return _film(media, file) if films.is_film(file) else _picture(media, _read(file))


def _read(file: UploadedFile) -> Image.Image:
    """The picture, upright. A GIF is refused rather than stopped."""
    is_gif = file.read(4) == b"GIF8"
    file.seek(0)
    if is_gif:
        raise BadPicture("A GIF would stop moving here. JPEG, PNG, WebP, AVIF and HEIC work; a video moves as MP4.")
    try:
        return images.open_picture(file)
    except ValidationError as error:
        raise BadPicture(error.messages[0]) from error


def _picture(media: Media, picture: Image.Image) -> Media:
    body, kind, (media.width, media.height) = encode(picture, LONGEST_SIDE)
    media.sha256, media.bytes = hashlib.sha256(body).hexdigest(), len(body)
    if known := _known(media):
        return known
    media.file.save(f"{media.sha256[:24]}.{kind}", ContentFile(body), save=False)
    return _kept(media, small=picture)


def _film(media: Media, file: UploadedFile) -> Media:
    try:
        with films.read(file) as film:
            return _packed(media, film)
    except BadPicture:
        raise
    except Refusal as refusal:
        raise BadPicture(str(refusal)) from refusal


def _packed(media: Media, film: films.Film) -> Media:
    media.kind, media.width, media.height = Media.Kind.VIDEO, film.width, film.height
    media.seconds, media.frame_rate, media.codecs = film.seconds, film.frame_rate, ", ".join(film.codecs)
    media.sha256, media.bytes = _fingerprint(film.path), film.path.stat().st_size
    if known := _known(media):
        return known
    with film.path.open("rb") as packed:
        media.file.save(f"{media.sha256[:24]}.{film.kind}", File(packed), save=False)
    still, kind, _ = encode(film.still.convert("RGB"), LONGEST_SIDE)
    media.poster.save(f"{media.sha256[:24]}-poster.{kind}", ContentFile(still), save=False)
    return _kept(media, small=film.still)


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known(media: Media) -> Media | None:
    """The one that is there already; removed a while ago, it is back."""
    known: Media | None = media.project.media.filter(sha256=media.sha256).first()
    if known and known.removed_at:
        known.removed_at = None
        known.save(update_fields=["removed_at"])
    return known


def _kept(media: Media, *, small: Image.Image) -> Media:
    body, kind, _ = encode(small, SMALL_SIDE)
    media.small.save(f"{media.sha256[:24]}-small.{kind}", ContentFile(body), save=False)
    try:
        with transaction.atomic():
            media.save()
    except IntegrityError:  # the same one arrived twice at once
        return media.project.media.get(sha256=media.sha256)
    return media
