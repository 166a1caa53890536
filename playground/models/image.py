import secrets

from django.db import models
from django.urls import reverse
from django.utils import timezone


def image_key() -> str:
    return secrets.token_hex(16)


class Image(models.Model):
    """A picture a page brought in, re-encoded by us, or a video, which alone has ``seconds``."""

    key = models.CharField(max_length=32, primary_key=True, default=image_key)
    page = models.ForeignKey("playground.Page", models.CASCADE, related_name="images")
    file = models.FileField(upload_to="playground/")
    content_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField(null=True, blank=True)
    alt = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("playground:image", args=[self.key])
