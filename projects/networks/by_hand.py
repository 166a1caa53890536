"""What is taken where people publish by hand, as far as it is worth knowing before their time comes.

The careful value that public publishers use. A place that takes more, or less, says so on its own channel (``takes``).
"""

from projects.networks.base import Limits
from projects.networks.media import VideoRules

ANY_FILM = VideoRules(
    bytes=4_000_000_000,
    seconds=12 * 3_600,
    most=10,
    with_pictures=True,
    mimes=("video/mp4", "video/quicktime", "video/webm"),
)
PAGE = 100_000  # of a site, that can be as long as it has to


def _takes(text: int, comment: int, pictures: int, link_length: int | None = None) -> Limits:
    return Limits(
        text=text, comment=comment, pictures=pictures, picture_bytes=20_000_000, link_length=link_length, video=ANY_FILM
    )


LIMITS: dict[str, Limits] = {
    "tiktok": _takes(2_200, 150, 35),
    "youtube": _takes(5_000, 5_000, 10),
    "linkedin": _takes(3_000, 1_250, 20),
    "pinterest": _takes(500, 500, 5),
    "threads": _takes(500, 500, 20),
    "x": _takes(280, 280, 4, link_length=23),
    "viber": _takes(7_000, 7_000, 10),
    "blog": _takes(PAGE, PAGE, 50),
    "forum": _takes(PAGE, PAGE, 50),
    "marketplace": _takes(PAGE, PAGE, 50),
    "elsewhere": _takes(PAGE, PAGE, 50),
}
