"""Pictures from outside: opened carefully, redrawn, never kept as they came."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def open_picture(file: Any) -> Image.Image:
    """The picture in an uploaded ``file``, upright, its size checked before a single pixel is unpacked.

    Raises ValidationError with codes ``too_large``, ``too_many_pixels`` and ``not_a_picture``.
    """
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(
            f"This file is larger than {settings.UPLOAD_MAX_BYTES // 1_000_000} MB. Choose a smaller one.",
            code="too_large",
        )
    try:
        picture = _open(file)
        picture.load()
        return ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise ValidationError(
            "This is not a picture we can read. JPEG, PNG, WebP and GIF work.", code="not_a_picture"
        ) from error


def _open(file: Any) -> Image.Image:
    picture = Image.open(file, formats=FORMATS)
    if picture.width * picture.height > settings.UPLOAD_MAX_PIXELS:
        raise ValidationError(
            f"This picture has more than {settings.UPLOAD_MAX_PIXELS // 1_000_000} million pixels."
            " Make it smaller first.",
            code="too_many_pixels",
        )
    return picture


def square(picture: Image.Image, edge: int) -> bytes:
    """The middle of ``picture`` as a WebP of ``edge`` × ``edge`` pixels, with nothing but pixels in it."""
    pixels = ImageOps.fit(picture.convert("RGBA"), (edge, edge))
    clean = Image.new("RGBA", pixels.size)
    clean.paste(pixels)
    out = BytesIO()
    clean.save(out, "WEBP", quality=85)
    return out.getvalue()
