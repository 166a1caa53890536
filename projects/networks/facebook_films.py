"""A film on its way to a Facebook page: begun, sent part by part as Facebook asks for them, and published at the end.

Nobody sees an upload that was not finished, so only the last call may not be repeated. Facebook works on the film after
that; it is out when it says so.
"""

import time
from typing import Any

from django.conf import settings

from projects.networks.base import NetworkError, Rejected, Unavailable, Unconfirmed, Video, opened, size_of
from projects.networks.graph import Graph

AT_MOST = 64_000_000  # bytes in memory at once, whatever Facebook asks for


def publish_film(graph: Graph, page: str, video: Video, *, words: str) -> str:
    """The id of the page's post with the film in it."""
    begun = _begin(graph, page, video)
    session = str(begun["upload_session_id"])
    _send(graph, page, video, begun)
    graph.post(
        f"{page}/videos", changes=True, upload_phase="finish", upload_session_id=session, description=words,
        published=True,
    )  # fmt: skip
    return _when_out(graph, page, str(begun["video_id"]))


def _begin(graph: Graph, page: str, video: Video) -> dict[str, Any]:
    begun = graph.post(f"{page}/videos", changes=False, upload_phase="start", file_size=size_of(video))
    if not begun.get("upload_session_id") or not begun.get("video_id"):
        raise Unavailable("Facebook did not begin to take the film.")
    return begun


def _send(graph: Graph, page: str, video: Video, wanted: dict[str, Any]) -> None:
    """Until what Facebook wants next is nothing."""
    session = str(wanted["upload_session_id"])
    with opened(video) as film:
        while (start := int(wanted.get("start_offset", 0))) < (end := int(wanted.get("end_offset", 0))):
            film.seek(start)
            part = film.read(min(end - start, AT_MOST))
            wanted = graph.post(
                f"{page}/videos", changes=False, upload_phase="transfer", upload_session_id=session,
                start_offset=start, files={"video_file_chunk": (video.path.name, part, video.mime)},
            )  # fmt: skip
            if int(wanted.get("start_offset", start)) <= start:
                raise Unavailable("Facebook did not take a part of the film.")


def _when_out(graph: Graph, page: str, film: str) -> str:
    """Looked at until Facebook is done; while it is not, nobody can say whether the post is out."""
    until = time.monotonic() + settings.META_POLL_FOR_SECONDS
    while True:
        known = _look(graph, film)
        match (known.get("status") or {}).get("video_status"):
            case "ready":
                post = str(known.get("post_id") or film)
                return post if "_" in post else f"{page}_{post}"
            case "error":
                raise Rejected("Facebook could not make anything of the film. Nothing was published.")
        if time.monotonic() >= until:
            raise Unconfirmed("Facebook is still working on the film.")
        time.sleep(settings.META_POLL_SECONDS)


def _look(graph: Graph, film: str) -> dict[str, Any]:
    """The film is theirs by now, so trouble with looking is no news about it."""
    try:
        return graph.get(film, fields="status,post_id")
    except NetworkError:
        return {}
