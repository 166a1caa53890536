"""A sign of life from a part that runs by itself."""

from datetime import datetime

from django.db import models


class Heartbeat(models.Model):
    """When a part last ran: ``beat``, or the worker of a queue. /healthz reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def record(*, name: str, at: datetime) -> None:
        """Move the sign of life forward; an older one that arrives late changes nothing."""
        if not Heartbeat.objects.filter(name=name, at__lt=at).update(at=at):
            Heartbeat.objects.bulk_create([Heartbeat(name=name, at=at)], ignore_conflicts=True)
