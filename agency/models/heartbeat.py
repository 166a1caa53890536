"""A sign of life from a part that runs by itself."""

from django.db import models


class Heartbeat(models.Model):
    """When a part (``beat``, ``worker``) last ran; /healthz reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
