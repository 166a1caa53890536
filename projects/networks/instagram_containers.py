"""What Instagram publishes is prepared first: a container for each picture or film, which Meta fetches from us, one
around them when there are several, and the call that publishes. A container that was lost is made anew, once.
"""

import re
import time
import uuid
from typing import Any

from django.conf import settings

from projects.networks import graph_errors, showing
from projects.networks.base import OutgoingPost, Picture, Rejected, Unavailable, Unconfirmed, Video
from projects.networks.graph import Graph

SUBCODE = re.compile(r"\b2207\d{3}\b")


def publish(graph: Graph, account: str, post: OutgoingPost) -> str:
    """The id of what is out."""
    try:
        return _publish(graph, account, post)
    except graph_errors.ContainerLost:
        pass
    try:
        return _publish(graph, account, post)
    except graph_errors.ContainerLost as error:
        raise Unavailable(str(error)) from error


def _publish(graph: Graph, account: str, post: OutgoingPost) -> str:
    container = _prepared(graph, account, post)
    _wait(graph, container)
    try:
        answer = graph.post(f"{account}/media_publish", changes=True, creation_id=container)
    except graph_errors.ContainerLost:
        if _look(graph, container).get("status_code") == "PUBLISHED":
            raise Unconfirmed("Instagram published it and gave no id.") from None
        raise
    if not answer.get("id"):
        raise Unconfirmed("Instagram took it and gave no id.")
    return str(answer["id"])


def _prepared(graph: Graph, account: str, post: OutgoingPost) -> str:
    media: list[Picture | Video] = [*post.pictures, *post.videos]
    if len(media) == 1:
        return _make(graph, account, _single(media[0], post.idempotency_key) | {"caption": post.text})
    children = [_make(graph, account, _child(medium, post.idempotency_key)) for medium in media]
    for child in children:
        _wait(graph, child)
    return _make(graph, account, {"media_type": "CAROUSEL", "children": ",".join(children), "caption": post.text})


def _single(medium: Picture | Video, key: uuid.UUID) -> dict[str, Any]:
    url = showing.address_of(medium.path, delivery=key)
    if isinstance(medium, Picture):
        return {"image_url": url, "alt_text": medium.alt}
    return {"video_url": url, "media_type": "REELS", "share_to_feed": True}


def _child(medium: Picture | Video, key: uuid.UUID) -> dict[str, Any]:
    url = showing.address_of(medium.path, delivery=key)
    if isinstance(medium, Picture):
        return {"image_url": url, "alt_text": medium.alt, "is_carousel_item": True}
    return {"video_url": url, "media_type": "VIDEO", "is_carousel_item": True}


def _make(graph: Graph, account: str, said: dict[str, Any]) -> str:
    """Nobody sees a container, so one that got lost is simply made again."""
    answer = graph.post(f"{account}/media", changes=False, **said)
    if not answer.get("id"):
        raise Unavailable("Instagram did not take a picture or a video.")
    return str(answer["id"])


def _wait(graph: Graph, container: str) -> None:
    until = time.monotonic() + settings.META_POLL_FOR_SECONDS
    while True:
        known = _look(graph, container)
        match known.get("status_code"):
            case "FINISHED" | "PUBLISHED":
                return
            case "EXPIRED":
                raise graph_errors.ContainerLost("Instagram has thrown away what was prepared.")
            case "ERROR":
                raise _failed(str(known.get("status") or ""))
        if time.monotonic() >= until:
            raise Unavailable("Instagram is still working on a picture or a video. Nothing was published.")
        time.sleep(settings.META_POLL_SECONDS)


def _look(graph: Graph, container: str) -> dict[str, Any]:
    return graph.get(container, fields="status_code,status")


def _failed(status: str) -> Exception:
    """The number of the trouble stands in the words."""
    found = SUBCODE.search(status)
    meant = found and graph_errors.by_subcode("Instagram", int(found[0]), f"Instagram says: {status[:300]}")
    return meant or Rejected(f"Instagram could make nothing of a picture or a video. {status[:300]}".strip())
