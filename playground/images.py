"""Pictures, taken apart and made anew: only what Pillow drew is kept, without metadata and never too big."""

import warnings
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image as Picture
from PIL import ImageOps

from playground.models import Image, Page
from playground.models.image import image_key
from playground.refusals import Refused, bad_value
from playground.texts import limited

MAX_BYTES = 10_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 2048
ALT_LIMIT = 500
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def keep_image(*, page: Page, upload: UploadedFile, alt: str = "") -> Image:
    """Stores a re-encoded copy. Refuses what is no picture, too many bytes or too many pixels (before decoding)."""
    if (upload.size or 0) > MAX_BYTES:
        raise Refused(413, "too_large", f"A picture has at most {MAX_BYTES // 1_000_000} MB.", limit=MAX_BYTES)
    picture = _decoded(upload)
    content, content_type, ending = _encoded(picture)
    image = Image(page=page, key=image_key(), content_type=content_type, width=picture.width, height=picture.height)
    image.alt = limited(alt, field="alt", limit=ALT_LIMIT)
    image.file.save(f"{image.key}.{ending}", ContentFile(content), save=False)
    image.save(force_insert=True)
    return image


def _decoded(upload: UploadedFile) -> Picture.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Picture.DecompressionBombWarning)
            with Picture.open(upload, formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise bad_value("file", f"The picture has more than {MAX_PIXELS // 1_000_000} million points.")
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((MAX_SIDE, MAX_SIDE))
                return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (OSError, SyntaxError, ValueError, Picture.DecompressionBombError, Picture.DecompressionBombWarning):
        raise bad_value("file", f"This is not a picture we can read. We take {', '.join(FORMATS)}.") from None


def _encoded(picture: Picture.Image) -> tuple[bytes, str, str]:
    out = BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png", "png"
    picture.save(out, "JPEG", quality=85)
    return out.getvalue(), "image/jpeg", "jpg"
