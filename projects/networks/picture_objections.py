"""What a network would refuse about the pictures of a post."""

from projects.networks.base import Limits, OutgoingPost


def to_pictures(post: OutgoingPost, limits: Limits) -> list[str]:
    found = []
    if len(post.pictures) > limits.pictures:
        found.append(f"The post has {len(post.pictures)} pictures, the network takes {limits.pictures}.")
    if len(post.pictures) < limits.pictures_needed:
        found.append("The network takes no post without a picture.")
    for number, picture in enumerate(post.pictures, 1):
        if not picture.path.is_file():
            found.append(f"The file of picture {number} is missing.")
        elif picture.path.stat().st_size > limits.picture_bytes:
            found.append(f"Picture {number} is larger than {limits.picture_bytes // 1_000_000} MB.")
    return found
