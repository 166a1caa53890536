"""What each network takes, counted the way it counts. Known before sending, so nobody finds out afterwards.

Sources: a network's published schema or documentation where there is one; otherwise the careful value that public
publishers use. Telegram counts UTF-16 units, Bluesky graphemes and bytes, Mastodon characters with every link as 23.
"""

from django.conf import settings

from projects.networks.base import Counting, Limits, PollLimits

_LIMITS: dict[str, Limits] = {
    "vk": Limits(text=settings.VK_MAX_TEXT, comment=3_000, pictures=10, picture_bytes=50_000_000),
    "facebook": Limits(text=63_206, comment=8_000, pictures=10, picture_bytes=4_000_000),
    "instagram": Limits(
        text=2_200, comment=300, pictures=10, picture_bytes=8_000_000, pictures_needed=1, hashtags=30, links=False
    ),
    "odnoklassniki": Limits(text=4_000, comment=3_000, pictures=10),
    "telegram": Limits(text=4_096, comment=4_096, pictures=10, text_with_pictures=1_024, counting=Counting.UTF16),
    "mastodon": Limits(
        text=500, comment=500, pictures=4, picture_bytes=16_000_000, counting=Counting.CODE_POINTS, link_length=23
    ),
    "bluesky": Limits(text=300, comment=300, pictures=4, picture_bytes=1_000_000, text_bytes=3_000),
    "playground": Limits(text=2_000, comment=1_000, pictures=10, poll=PollLimits(options=10, option=100, question=300)),
}


def limits_for(network: str) -> Limits:
    """The limits of a ``Network`` value. Raises KeyError for a name that is not one."""
    return _LIMITS[network]
