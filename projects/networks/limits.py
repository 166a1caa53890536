"""What each network takes, counted the way it counts. Known before sending, so nobody finds out afterwards.

Sources: a network's published schema or documentation where there is one; otherwise the careful value that public
publishers use. Telegram counts UTF-16 units, Bluesky graphemes and bytes, Mastodon characters with every link as 23
and of a name on another server only the part before it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from projects.models.channel import Channel
from projects.networks import by_hand
from projects.networks.base import Counting, Limits, PictureRules, PollLimits, VideoRules

MINUTE, HOUR = 60, 3_600
PHONE_FILMS = ("video/mp4", "video/quicktime")
FILMS = (*PHONE_FILMS, "video/webm")
OWN = ("mastodon",)  # networks whose servers publish limits of their own

_LIMITS: dict[str, Limits] = {
    "vk": Limits(
        text=settings.VK_MAX_TEXT,
        comment=3_000,
        pictures=10,
        picture_bytes=50_000_000,
        picture=PictureRules(longest=2_560, narrowest=1 / 20, widest=20),
        video=VideoRules(bytes=2_000_000_000, seconds=4 * HOUR, most=10, with_pictures=True, mimes=FILMS),
        poll=PollLimits(options=10, option=100, question=300),
    ),
    "facebook": Limits(
        text=63_206,
        comment=8_000,
        link_with_media="whole",
        pictures=10,
        picture_bytes=4_000_000,
        picture=PictureRules(longest=2_048),
        video=VideoRules(bytes=1_000_000_000, seconds=20 * MINUTE, mimes=PHONE_FILMS),
    ),
    "instagram": Limits(
        text=2_200,
        comment=300,
        pictures=10,
        picture_bytes=8_000_000,
        pictures_needed=1,
        hashtags=30,
        mentions=20,
        links=False,
        picture=PictureRules(longest=1_440, narrowest=4 / 5, widest=1.91, mimes=("image/jpeg",)),
        video=VideoRules(
            bytes=300_000_000, seconds=15 * MINUTE, shortest=3, most=10, with_pictures=True, mimes=PHONE_FILMS
        ),
    ),
    "odnoklassniki": Limits(
        text=4_000,
        comment=3_000,
        pictures=10,
        picture=PictureRules(longest=2_560),
        video=VideoRules(bytes=1_000_000_000, seconds=2 * HOUR, most=10, with_pictures=True, mimes=FILMS),
    ),
    "telegram": Limits(
        text=4_096,
        comment=4_096,
        pictures=10,
        text_with_pictures=1_024,
        link_in_text=True,
        counting=Counting.UTF16,
        picture=PictureRules(longest=2_560, narrowest=1 / 20, widest=20),
        video=VideoRules(bytes=50_000_000, seconds=HOUR, most=10, with_pictures=True),
    ),
    "mastodon": Limits(
        text=500,
        comment=500,
        pictures=4,
        picture_bytes=8_000_000,
        link_length=23,
        link_in_text=True,
        picture=PictureRules(longest=3_840),
        video=VideoRules(bytes=40_000_000, seconds=HOUR, mimes=FILMS),
        poll=PollLimits(options=4, option=50, question=500, pictures=False, longest=dt.timedelta(seconds=2_629_746)),
    ),
    "bluesky": Limits(
        text=300,
        comment=300,
        pictures=4,
        picture_bytes=1_000_000,
        text_bytes=3_000,
        link_with_media="short",
        counting=Counting.GRAPHEMES,
        picture=PictureRules(longest=2_000),
        video=VideoRules(bytes=100_000_000, seconds=3 * MINUTE),
    ),
    "playground": Limits(
        text=2_000,
        comment=1_000,
        pictures=10,
        counting=Counting.GRAPHEMES,
        picture=PictureRules(longest=2_048),
        video=VideoRules(bytes=20_000_000, seconds=2 * MINUTE, most=10, with_pictures=True, mimes=FILMS),
        poll=PollLimits(options=10, option=100, question=300),
    ),
} | by_hand.LIMITS


def limits_for(network: str) -> Limits:
    """The limits of a ``Network`` value. Raises KeyError for a name that is not one."""
    return _LIMITS[network]


def limits_of(channel: Channel) -> Limits:
    """The limits of ``channel``: the network's usual ones, and those its own server published."""
    return with_its_own(limits_for(channel.network), channel.takes or {})


def with_its_own(usual: Limits, takes: Mapping[str, int]) -> Limits:
    """``usual`` with what one server published about itself: ``text`` (answers too), ``pictures``, ``link_length``,
    ``picture_bytes``, ``video_bytes``, ``poll_options``, ``poll_option``."""
    own: dict[str, Any] = {
        name: takes[name] for name in ("text", "pictures", "link_length", "picture_bytes") if name in takes
    }
    if "text" in takes:
        own["comment"] = takes["text"]
    video, poll = usual.video, usual.poll
    if video and "video_bytes" in takes:
        video = replace(video, bytes=takes["video_bytes"])
    if poll:
        options, option = takes.get("poll_options", poll.options), takes.get("poll_option", poll.option)
        poll = replace(poll, options=options, option=option)
    return replace(usual, video=video, poll=poll, **own)
