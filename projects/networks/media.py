"""Pictures and videos on their way to a network, and the shape each network wants them in.

Adapters read the files through ``opened`` and ``size_of``, before the call that publishes: what goes wrong with a file
of ours is no doubt about what the network has.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from projects.networks.errors import NetworkError, Rejected, Unavailable


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


class _File(io.FileIO):
    """A file whose trouble cannot be taken for the network's, by whomever it is read."""

    def __init__(self, medium: Picture | Video) -> None:
        self.medium = medium
        super().__init__(medium.path)

    def readinto(self, buffer: Any, /) -> int | None:
        with _told(self.medium):
            return super().readinto(buffer)

    def readall(self) -> bytes:
        with _told(self.medium):
            return super().readall()


@contextmanager
def _told(medium: Picture | Video) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        name = "a picture" if isinstance(medium, Picture) else "a video"
        raise unread(name, medium.path, error) from error


def opened(medium: Picture | Video) -> BinaryIO:
    """Its file, to read from. Rejected or Unavailable, see ``unread``, when that fails now or while it is read."""
    with _told(medium):
        return io.BufferedReader(_File(medium))


def size_of(medium: Picture | Video) -> int:
    """Its bytes. Rejected when its file is gone, Unavailable while the disk has trouble."""
    with _told(medium):
        return medium.path.stat().st_size


def unread(what: str, path: Path, error: OSError) -> NetworkError:
    """What it means that ``path``, the file of ``what``, could not be read or made. Nothing was sent, whatever it is.

    Rejected when it is gone or damaged; a disk that is full, broken or not there at the moment is Unavailable.
    """
    is_gone = not os.path.exists(path) and os.path.isdir(path.parent)
    if isinstance(error, FileNotFoundError) and is_gone:
        return Rejected(f"The file of {what} is missing. Nothing was sent.")
    if error.errno is None:  # said by a library about what is in it, not by the disk
        return Rejected(f"The file of {what} is damaged. Nothing was sent.")
    return Unavailable(f"Rapport's disk has trouble with {what}: {os.strerror(error.errno)}. Nothing was sent.")
