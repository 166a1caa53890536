"""What a network would refuse about the pictures of a post."""

from projects.networks.base import Limits, OutgoingPost


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
    """What is wrong with the very files, which are made for the network just before they go."""
    found = []
    for number, picture in enumerate(post.pictures, 1):
        if not picture.path.is_file():
            found.append(f"The file of picture {number} is missing.")
        elif picture.path.stat().st_size > limits.picture_bytes:
            found.append(f"Picture {number} is larger than {limits.picture_bytes // 1_000_000} MB.")
    missing = [number for number, video in enumerate(post.videos, 1) if not video.path.is_file()]
    return found + [f"The file of video {number} is missing." for number in missing]
