"""What goes with a post: pictures, films, a poll and a link. None of it is seen before the post that carries it."""

import json
from typing import Any

from projects.networks.base import OutgoingPost, Picture, Poll, Unavailable, Video
from projects.networks.vk.line import NONSENSE, Line, part
from projects.networks.vk.refusals import NotKept

CAPTION = 2_048
TITLE = 128
CARRIED = ("photo", "video", "poll")


def attached(line: Line, group: int, post: OutgoingPost) -> list[str]:
    """Uploads what ``post`` brings and names it the way ``wall.post`` wants it."""
    brought: list[Picture | Video] = [*post.pictures, *post.videos]
    media = [_kept(line, group, medium, post) for medium in brought]
    poll = [_poll(line, group, post.poll)] if post.poll else []
    return [*media, *poll, *linked(post)]


def linked(post: OutgoingPost) -> list[str]:
    """The link, one at most; a comma in it would end it in a list."""
    return [post.link.replace(",", "%2C")] if post.link else []


def carried(post: dict[str, Any]) -> list[str]:
    """The pictures, films and poll of a post that is out, in its order."""
    found = [(one.get("type"), one.get(str(one.get("type")))) for one in post.get("attachments") or []]
    return [f"{kind}{thing['owner_id']}_{thing['id']}" for kind, thing in found if kind in CARRIED and thing]


def _kept(line: Line, group: int, medium: Picture | Video, post: OutgoingPost) -> str:
    """Once more from the start when the network did not keep it: places to upload to grow old."""
    try:
        return _upload(line, group, medium, post)
    except NotKept:
        return _upload(line, group, medium, post)


def _upload(line: Line, group: int, medium: Picture | Video, post: OutgoingPost) -> str:
    return _picture(line, group, medium) if isinstance(medium, Picture) else _film(line, group, medium, post)


def _picture(line: Line, group: int, picture: Picture) -> str:
    place = line.call("photos.getWallUploadServer", group_id=group)
    there = line.upload(part(place, "upload_url"), "photo", picture)
    if there.get("photo") in (None, "", "[]"):
        raise NotKept(f"VKontakte did not keep the picture {picture.path.name}.")
    saved = line.call(
        "photos.saveWallPhoto",
        group_id=group,
        photo=there["photo"],
        server=part(there, "server"),
        hash=part(there, "hash"),
        caption=picture.alt[:CAPTION],
    )
    if not isinstance(saved, list) or not saved:
        raise Unavailable(NONSENSE)
    return f"photo{part(saved[0], 'owner_id')}_{part(saved[0], 'id')}"


def _film(line: Line, group: int, video: Video, post: OutgoingPost) -> str:
    """It is shown once VKontakte has turned it into its own sizes; the post need not wait."""
    title = (video.alt or post.text).strip().split("\n")[0][:TITLE]
    place = line.call("video.save", name=title, group_id=group, wallpost=False)
    line.upload(part(place, "upload_url"), "video_file", video)
    return f"video{part(place, 'owner_id')}_{part(place, 'video_id')}"


def _poll(line: Line, group: int, poll: Poll) -> str:
    """People answer without their names being shown."""
    made = line.call(
        "polls.create",
        owner_id=-group,
        question=poll.question,
        add_answers=json.dumps([*poll.options], ensure_ascii=False),
        is_anonymous=True,
        is_multiple=poll.several,
        end_date=int(poll.closes_at.timestamp()) if poll.closes_at else None,
    )
    return f"poll{part(made, 'owner_id')}_{part(made, 'id')}"
