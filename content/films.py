"""Videos from outside: looked into, and packed anew with nothing but picture and sound.

The pixels stay as they came (packing anew is quick, encoding anew is not); what the camera wrote beside them, above all
where it was, is left behind. MP4 and MOV become MP4, WebM stays WebM.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from content.refusal import Refusal

VIDEO_CODECS = ("h264", "hevc", "vp8", "vp9", "av1", "mpeg4")
SOUND_CODECS = ("aac", "mp3", "opus", "vorbis")
UNREADABLE = "This is not a video we can read. MP4, MOV and WebM work."
PICTURE_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis")


@dataclass(frozen=True)
class Film:
    """What was packed into ``path``, a file that is gone when the reading ends. Sizes are as the film is seen."""

    path: Path
    kind: str
    width: int
    height: int
    seconds: float
    frame_rate: float
    codecs: tuple[str, ...]
    still: Image.Image


def is_film(file: Any) -> bool:
    """Whether the first bytes are those of a film: the name and the sender's type are not believed."""
    head = file.read(12)
    file.seek(0)
    return head[:4] == b"\x1aE\xdf\xa3" or (head[4:8] == b"ftyp" and head[8:12] not in PICTURE_BRANDS)


def _format_of(file: Any) -> str:
    """Said to the reader beforehand, so that it never tries one that would look for other files."""
    is_web = file.read(4) == b"\x1aE\xdf\xa3"
    file.seek(0)
    return "matroska" if is_web else "mov"


@contextmanager
def read(file: Any) -> Iterator[Film]:
    """The film in an uploaded ``file``, packed anew. Raises Refusal with a sentence for what we do not take."""
    import av  # heavy, and only films need it

    if file.size > settings.VIDEO_MAX_BYTES:
        raise Refusal(file=f"This video is larger than {settings.VIDEO_MAX_BYTES // 1_000_000} MB. Make it shorter.")
    with tempfile.TemporaryDirectory(prefix="film-") as room:
        try:
            with av.open(file, "r", format=_format_of(file), metadata_errors="ignore") as source:
                film = _packed(source, Path(room))
        except (av.FFmpegError, StopIteration, ValueError, OverflowError) as error:
            raise Refusal(file=UNREADABLE) from error
        yield film


def _packed(source: Any, room: Path) -> Film:
    streams = _streams(source)
    seconds = _seconds(source)
    kind = "mp4" if "mov" in source.format.name else "webm"
    rate, still = streams[0].average_rate, _still(source, streams[0], seconds)
    source.seek(0)
    path = room / f"film.{kind}"
    _pack(source, streams, path, kind)
    codecs = tuple(stream.codec_context.name for stream in streams)
    return Film(path, kind, *still.size, seconds, round(float(rate or 0), 2), codecs, still)


def _streams(source: Any) -> list[Any]:
    """The picture and, if there is one, the sound."""
    if not source.streams.video:
        raise Refusal(file="There is sound in this file and no picture. Choose a video.")
    picture = source.streams.video[0]
    if picture.width * picture.height > settings.UPLOAD_MAX_PIXELS:
        raise Refusal(file="The frames of this video are too large. Export it at 4K or less.")
    streams = [picture, *source.streams.audio[:1]]
    for stream in streams:
        if stream.codec_context is None or stream.codec_context.name not in (*VIDEO_CODECS, *SOUND_CODECS):
            name = stream.codec_context.name if stream.codec_context else "something unknown"
            raise Refusal(file=f"This video is packed as {name}. Export it as MP4 with H.264 and AAC.")
    return streams


def _seconds(source: Any) -> float:
    import av

    seconds = round((source.duration or 0) / av.time_base, 2)
    if seconds <= 0:
        raise Refusal(file="This video does not say how long it is. Export it again as MP4.")
    if seconds > settings.VIDEO_MAX_SECONDS:
        raise Refusal(file=f"This video is longer than {settings.VIDEO_MAX_SECONDS // 60} minutes.")
    return seconds


def _still(source: Any, stream: Any, seconds: float) -> Image.Image:
    """A frame from near the beginning, turned as the film is seen: openings are often black."""
    source.seek(int(min(1, seconds / 3) * 1_000_000))
    frame = next(source.decode(stream))
    return frame.to_image().rotate(frame.rotation, expand=True)


def _pack(source: Any, streams: list[Any], path: Path, kind: str) -> None:
    import av

    ahead = {"movflags": "faststart"} if kind == "mp4" else {}
    with av.open(str(path), "w", format=kind, options={"fflags": "+bitexact", **ahead}) as packed:
        places = {stream.index: packed.add_stream_from_template(stream) for stream in streams}
        for packet in source.demux(streams):
            if packet.dts is not None:
                packet.stream = places[packet.stream.index]
                packed.mux(packet)
