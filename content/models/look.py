"""Which versions a colleague has had before their eyes."""

from typing import Any

from django.conf import settings
from django.db import models

from content.models.version import Version
from content.models.visible import OfVersion


class Look(models.Model):
    """Somebody opened a version at the reviewer's desk, so that the next one can be shown against it."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfVersion.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["version", "user"], name="look_once"),)

    def __str__(self) -> str:
        return f"{self.user} saw {self.version}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.version.roles_of(user)
