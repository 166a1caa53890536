"""What a network would refuse about the videos of a post."""

from contextlib import suppress

from projects.networks.base import NetworkError, OutgoingPost, Video, VideoRules, size_of

KINDS = {"video/mp4": "MP4", "video/quicktime": "MOV", "video/webm": "WebM"}


def to_videos(post: OutgoingPost, rules: VideoRules | None) -> list[str]:
    if not post.videos:
        return []
    if rules is None:
        return ["The network takes no video."]
    found = []
    if len(post.videos) > rules.most:
        found.append(f"The post has {len(post.videos)} videos, the network takes {rules.most}.")
    if post.pictures and not rules.with_pictures:
        found.append("The network takes a video or pictures, not both in one post.")
    for number, video in enumerate(post.videos, 1):
        found += _to_video(f"Video {number}" if len(post.videos) > 1 else "The video", video, rules)
    return found


def _to_video(name: str, video: Video, rules: VideoRules) -> list[str]:
    found = []
    if video.mime not in rules.mimes:
        takes = " or ".join(KINDS.get(mime, mime) for mime in rules.mimes)
        found.append(f"{name} is {KINDS.get(video.mime, video.mime)}, the network takes {takes}.")
    if video.seconds > rules.seconds:
        length, most = spoken_length(video.seconds), spoken_length(rules.seconds)
        found.append(f"{name} is {length} long, the network takes {most}.")
    if video.seconds < rules.shortest:
        found.append(f"{name} is shorter than {rules.shortest:g} seconds.")
    with suppress(NetworkError):  # a file that is not there is said by ``to_files``, before it goes
        if size_of(video) > rules.bytes:
            found.append(f"{name} is larger than {rules.bytes // 1_000_000} MB.")
    return found


def spoken_length(seconds: float) -> str:
    """``2:05``, with the hours when there are some."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
