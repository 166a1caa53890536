"""Dropping the line on a caller, as a network does that accepted a request and then went away."""

import contextlib
import io
import socket

from django.http import HttpRequest


def hang_up(request: HttpRequest) -> bool:
    """Closes the connection without a byte of answer; False where the server does not let us reach it."""
    line = _line_of(request)
    if line is None:
        return False
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    return True


def _line_of(request: HttpRequest) -> socket.socket | None:
    """gunicorn hands over its socket; under Django's own server it lies below the request's input stream."""
    line = request.META.get("gunicorn.socket")
    if line is not None:
        return line
    stream = request.META.get("wsgi.input")
    while stream is not None and not isinstance(stream, io.BufferedReader):
        stream = getattr(getattr(stream, "_read", None), "__self__", None)
    return getattr(getattr(stream, "raw", None), "_sock", None)
