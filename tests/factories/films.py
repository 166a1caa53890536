"""Small real films, made when a test asks for one."""

import io
import struct
from fractions import Fraction

import av
import numpy
from django.core.files.uploadedfile import SimpleUploadedFile

CODECS = {"mp4": "libx264", "mov": "libx264", "webm": "libvpx"}
RATE = 8


def film(*, seconds=1.0, size=(64, 48), kind="mp4", sound=False, codec=None, **told):
    """The bytes of a film of a plain colour; ``told`` is written into the container as the camera would."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as container:
        container.metadata.update(told)
        stream = container.add_stream(codec or CODECS[kind], rate=RATE)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        voice = _voice(container) if sound else None
        picture = numpy.full((size[1], size[0], 3), (40, 140, 90), dtype=numpy.uint8)
        for number in range(round(seconds * RATE)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if voice:
            _speak(container, voice, seconds)
    return out.getvalue()


def sound_only():
    """A song that calls itself a film."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        _speak(container, _voice(container), 0.5)
    return out.getvalue()


def _voice(container):
    return container.add_stream("aac", rate=8_000, layout="mono")


def _speak(container, stream, seconds):
    samples = numpy.zeros((1, round(seconds * 8_000)), dtype=numpy.float32)
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
    frame.sample_rate, frame.pts = 8_000, 0
    container.mux(stream.encode(frame))
    container.mux(stream.encode())


def film_file(name="spoon.mp4", **kwargs):
    """As a browser would send it."""
    return SimpleUploadedFile(name, film(**kwargs), content_type="video/mp4")


def turned(body):
    """The same MP4 as a phone makes it when held upright: the pixels lie, a matrix says how to turn them."""
    at = body.index(b"tkhd") + 44
    return body[:at] + struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 48 << 16, 0, 1 << 30) + body[at + 36 :]
