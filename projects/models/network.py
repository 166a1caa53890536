"""The networks an agency works in, whether or not Rapport can reach them."""

from django.db import models


class Network(models.TextChoices):
    VK = "vk", "VKontakte"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    ODNOKLASSNIKI = "odnoklassniki", "Odnoklassniki"
    TELEGRAM = "telegram", "Telegram"
    MASTODON = "mastodon", "Mastodon"
    BLUESKY = "bluesky", "Bluesky"
    PLAYGROUND = "playground", "Playground"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    LINKEDIN = "linkedin", "LinkedIn"
    PINTEREST = "pinterest", "Pinterest"
    THREADS = "threads", "Threads"
    X = "x", "X"
    VIBER = "viber", "Viber"
    BLOG = "blog", "Blog"
    FORUM = "forum", "Forum"
    MARKETPLACE = "marketplace", "Marketplace"
    ELSEWHERE = "elsewhere", "Another place"


KINDS = frozenset({Network.BLOG, Network.FORUM, Network.MARKETPLACE, Network.ELSEWHERE})
"""A kind of place, of which each has a name of its own."""
