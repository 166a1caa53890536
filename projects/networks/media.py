"""Pictures and videos on their way to a network, and the shape each network wants them in."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class PictureRules:
    """``longest`` side in pixels; ``narrowest`` and ``widest`` are width to height, None where any shape is taken."""

    longest: int = 4_096
    narrowest: float | None = None
    widest: float | None = None
    mimes: tuple[str, ...] = ("image/jpeg", "image/png")


@dataclass(frozen=True, kw_only=True)
class VideoRules:
    """``most`` videos a post, each of at most ``bytes`` and from ``shortest`` to ``seconds`` long."""

    bytes: int
    seconds: float
    shortest: float = 0
    most: int = 1
    with_pictures: bool = False
    mimes: tuple[str, ...] = ("video/mp4",)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A file made for the network it goes to: cropped, scaled and encoded as its rules say."""

    path: Path
    mime: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class Video:
    """A film without the camera's notes. ``poster`` is its still, a JPEG."""

    path: Path
    mime: str
    alt: str
    width: int
    height: int
    seconds: float
    poster: Path | None = None
