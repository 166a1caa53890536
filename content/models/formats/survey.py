"""A question with ready answers."""

from typing import ClassVar

from django.db import models

from content.models.formats.details import Details

FEWEST, MOST = 2, 10


class Survey(Details):
    """``options``: texts, 2 to 10. A poll where the network has one, numbered lines under the text elsewhere."""

    WRITTEN: ClassVar = ("question", "options", "several", "closes_on", "closes_time")

    question = models.CharField(max_length=300, blank=True)
    options = models.JSONField(default=list, blank=True)
    several = models.BooleanField(default=False)
