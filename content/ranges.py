"""Parts of a file, so that a film can be played from its middle before all of it is here (RFC 9110, section 14)."""

import re
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

MOST = 2_000_000  # bytes at once: the player asks for the next part by itself
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def ranged(request: HttpRequest, file: Any, content_type: str) -> HttpResponseBase:
    """The whole stored ``file``, or the part that is asked for: 206, or 416 for one beyond its end."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or found[0] == "bytes=-":
        response: HttpResponseBase = FileResponse(file.open("rb"), content_type=content_type)
    else:
        response = _part(file, found[1], found[2], content_type)
    response["Accept-Ranges"] = "bytes"
    return response


def _part(file: Any, first: str, last: str, content_type: str) -> HttpResponse:
    size = file.size
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) if first and last else size - 1, start + MOST - 1, size - 1)
    if start >= size or end < start:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file.open("rb") as stored:
        stored.seek(start)
        body = stored.read(end - start + 1)
    told = {"Content-Range": f"bytes {start}-{end}/{size}"}
    return HttpResponse(body, status=206, content_type=content_type, headers=told)
