"""Pictures from outside: opened carefully, redrawn, never kept as they came."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
UNREADABLE = "This is not a picture we can read. JPEG, PNG, WebP, AVIF, HEIC and GIF work."
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, RuntimeError, Image.DecompressionBombError,
)  # fmt: skip


def open_picture(file: Any) -> Image.Image:
    """The picture in an uploaded ``file``, upright and in sRGB, its size checked before a single pixel is unpacked.

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
        return _in_srgb(ImageOps.exif_transpose(picture))
    except BROKEN as error:
        raise ValidationError(UNREADABLE, code="not_a_picture") from error


def _open(file: Any) -> Image.Image:
    picture = Image.open(file, formats=_formats_of(file))
    if picture.width * picture.height > settings.UPLOAD_MAX_PIXELS:
        raise ValidationError(
            f"This picture has more than {settings.UPLOAD_MAX_PIXELS // 1_000_000} million pixels."
            " Make it smaller first.",
            code="too_many_pixels",
        )
    return picture


def _formats_of(file: Any) -> tuple[str, ...]:
    """Pillow's names of what we open. The reader of what phones make is heavy and loaded at the first such picture."""
    head = file.read(12)
    file.seek(0)
    if head[4:8] != b"ftyp" or head[8:12] not in HEIF_BRANDS:
        return FORMATS
    import pillow_heif

    pillow_heif.register_heif_opener()
    return ("HEIF", *FORMATS)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The same colours for every screen: a camera's or a printer's profile applied, sixteen bits made eight."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    to = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        wide = picture.convert("RGB") if picture.mode == "L" else picture
        source, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(wide, source, screen, outputMode=to) or picture
    except ImageCms.PyCMSError:  # a profile that does not fit its picture: the plain colours are the best guess
        return picture


def encode(picture: Image.Image, longest: int, *, quality: int = 88) -> tuple[bytes, str, tuple[int, int]]:
    """The pixels alone, at most ``longest`` on a side: PNG when something shines through, else JPEG; and the size."""
    has_alpha = picture.has_transparency_data
    copy = picture.convert("RGBA" if has_alpha else "RGB")
    copy.info.clear()
    copy.thumbnail((longest, longest))
    out = BytesIO()
    if has_alpha:
        copy.save(out, "PNG", optimize=False)
        return out.getvalue(), "png", copy.size
    copy.save(out, "JPEG", quality=quality)
    return out.getvalue(), "jpg", copy.size


def square(picture: Image.Image, edge: int) -> bytes:
    """The middle of ``picture`` as a WebP of ``edge`` × ``edge`` pixels, with nothing but pixels in it."""
    pixels = ImageOps.fit(picture.convert("RGBA"), (edge, edge))
    clean = Image.new("RGBA", pixels.size)
    clean.paste(pixels)
    out = BytesIO()
    clean.save(out, "WEBP", quality=85)
    return out.getvalue()
