"""Videos, looked into before they are kept. What is inside stays as it came; only MP4, MOV and WebM are films here."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from playground.models import Image, Page
from playground.models.image import image_key
from playground.refusals import Refused, bad_value
from playground.texts import limited

MAX_BYTES = 20_000_000
MAX_SECONDS = 120
ALT_LIMIT = 500
UNREADABLE = "This is not a video we can read. We take MP4, MOV and WebM."


@dataclass(frozen=True)
class _Film:
    """What a container says of itself."""

    content_type: str
    width: int
    height: int
    seconds: float


def is_video(upload: UploadedFile) -> bool:
    """Whether the first bytes are those of a film: the name and the sender's type are not believed."""
    head = upload.read(12)
    upload.seek(0)
    return (head[4:8] == b"ftyp" and head[8:12] not in (b"avif", b"heic", b"mif1")) or head[:4] == b"\x1aE\xdf\xa3"


def keep_video(*, page: Page, upload: UploadedFile, alt: str = "") -> Image:
    """Stores the film. Refuses too many bytes, what cannot be played, and what is too long."""
    if (upload.size or 0) > MAX_BYTES:
        raise Refused(413, "too_large", f"A video has at most {MAX_BYTES // 1_000_000} MB.", limit=MAX_BYTES)
    film = _looked_into(upload)
    if film.seconds > MAX_SECONDS:
        raise bad_value("file", f"The video is longer than {MAX_SECONDS} seconds.")
    video = Image(page=page, key=image_key(), content_type=film.content_type, width=film.width, height=film.height)
    video.seconds = film.seconds
    video.alt = limited(alt, field="alt", limit=ALT_LIMIT)
    upload.seek(0)
    video.file.save(f"{video.key}.{film.content_type.rpartition('/')[2]}", ContentFile(upload.read()), save=False)
    video.save(force_insert=True)
    return video


def _looked_into(upload: UploadedFile) -> _Film:
    import av  # heavy, and only films need it

    try:
        with av.open(upload, "r", metadata_errors="ignore") as container:
            if not container.streams.video or not container.duration:
                raise bad_value("file", UNREADABLE)
            frame = next(container.decode(video=0))
            kind = "webm" if "webm" in container.format.name else "mp4"
            return _Film(f"video/{kind}", frame.width, frame.height, container.duration / av.time_base)
    except (av.FFmpegError, StopIteration, ValueError):
        raise bad_value("file", UNREADABLE) from None
