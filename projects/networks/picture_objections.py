"""What a network would refuse about the pictures of a post."""

from projects.networks.base import Limits, OutgoingPost, Picture, Rejected, Video, size_of


def to_pictures(post: OutgoingPost, limits: Limits) -> list[str]:
    found = []
    are_mixed = limits.video is not None and limits.video.with_pictures
    count = post.media_count if are_mixed else len(post.pictures)
    if count > limits.pictures:
        what = "pictures and videos" if are_mixed and post.videos else "pictures"
        found.append(f"The post has {count} {what}, the network takes {limits.pictures}.")
    if post.media_count < limits.pictures_needed:
        found.append("The network takes no post without a picture.")
    return found


def to_files(post: OutgoingPost, limits: Limits) -> list[str]:
    """What is wrong with the very files, which are made for the network just before they go. Unavailable while the
    disk has trouble."""
    found = []
    for number, picture in enumerate(post.pictures, 1):
        size = _size_of(picture)
        if size is None:
            found.append(f"The file of picture {number} is missing.")
        elif size > limits.picture_bytes:
            found.append(f"Picture {number} is larger than {limits.picture_bytes // 1_000_000} MB.")
    missing = [number for number, video in enumerate(post.videos, 1) if _size_of(video) is None]
    return found + [f"The file of video {number} is missing." for number in missing]


def _size_of(medium: Picture | Video) -> int | None:
    try:
        return size_of(medium)
    except Rejected:
        return None
