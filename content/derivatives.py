"""The file a network gets of a picture: cropped around the spot that matters, scaled, light enough.

A derivative is a matter of calculation: the same picture, network and spot always make the same file, so it is kept
under a name made of these (``derived/<fingerprint>-<network>-<recipe>-<x>-<y>.jpg``) and made when somebody first needs
it: a preview, or the publication itself. Both read this very file. A picture that already is as the network wants it
goes as it is. Files of pictures that are gone are tidied up by ``services.tidying``.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.storage import default_storage
from PIL import Image

from agency.images import encode
from content.models.media import CENTRE, MARK, Media
from projects.networks import limits_for
from projects.networks.base import Limits, Picture, PictureRules, Video

FOLDER = "derived"
QUALITIES = (88, 80, 70, 60)
Box = tuple[int, int, int, int]
Spot = tuple[int, int]


def crop_box(width: int, height: int, rules: PictureRules, focus: Spot = CENTRE) -> Box:
    """The largest part in a shape the network takes, with ``focus`` (percent) as near to its middle as can be."""
    shape = width / height
    if rules.narrowest and shape < rules.narrowest:
        wide, high = width, int(width / rules.narrowest)
    elif rules.widest and shape > rules.widest:
        wide, high = int(height * rules.widest), height
    else:
        return 0, 0, width, height
    left = min(max(round(width * focus[0] / 100 - wide / 2), 0), width - wide)
    top = min(max(round(height * focus[1] / 100 - high / 2), 0), height - high)
    return left, top, left + wide, top + high


def is_cropped(media: Media, network: str) -> bool:
    """Whether the network takes only a part of the picture: then the spot that matters decides which."""
    whole = (0, 0, media.width, media.height)
    return not media.is_video and crop_box(media.width, media.height, limits_for(network).picture) != whole


def picture_for(media: Media, network: str, *, focus: Spot, alt: str) -> Picture:
    """What ``network`` gets of the picture, made if nobody needed it before. Raises OSError when its file is gone
    or the disk has trouble."""
    limits = limits_for(network)
    if _fits(media, limits):
        return Picture(path=Path(media.file.path), mime=media.mime, alt=alt)
    path = _path(media, network, limits, focus)
    if not path.is_file():
        _keep(_made(media, limits, focus), path)
    return Picture(path=path, mime="image/jpeg", alt=alt)


def video_for(media: Media, *, alt: str) -> Video:
    """The film as every network gets it."""
    return Video(
        path=Path(media.file.path),
        mime=media.mime,
        alt=alt,
        width=media.width,
        height=media.height,
        seconds=media.seconds or 0,
        poster=Path(media.poster.path) if media.poster else None,
    )


def _fits(media: Media, limits: Limits) -> bool:
    rules = limits.picture
    is_small = max(media.width, media.height) <= rules.longest and media.bytes <= limits.picture_bytes
    whole = (0, 0, media.width, media.height)
    return is_small and media.mime in rules.mimes and crop_box(media.width, media.height, rules) == whole


def _path(media: Media, network: str, limits: Limits, focus: Spot) -> Path:
    """A spot changes nothing where nothing is cropped; a recipe that changes makes files of its own."""
    x, y = focus if is_cropped(media, network) else CENTRE
    recipe = hashlib.sha256(f"{limits.picture} {limits.picture_bytes}".encode()).hexdigest()[:8]
    return Path(default_storage.path(f"{FOLDER}/{media.sha256[:MARK]}-{network}-{recipe}-{x}-{y}.jpg"))


def _made(media: Media, limits: Limits, focus: Spot) -> bytes:
    with media.file.open("rb") as file, Image.open(file) as picture:
        part = picture.crop(crop_box(*picture.size, limits.picture, focus))
        if part.has_transparency_data:
            part = _on_white(part)
        return _light_enough(part, limits)


def _on_white(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")


def _light_enough(picture: Image.Image, limits: Limits) -> bytes:
    """Rather fewer details than fewer pixels, rather fewer pixels than none."""
    side = limits.picture.longest
    while True:
        for quality in QUALITIES:
            body, _, _ = encode(picture, side, quality=quality)
            if len(body) <= limits.picture_bytes:
                return body
        side = min(side, max(picture.size)) * 3 // 4


def _keep(body: bytes, path: Path) -> None:
    """Whole or not at all, whoever else is making it; a disk that is full keeps nothing of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
