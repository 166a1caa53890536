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
