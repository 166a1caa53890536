"""Who must say yes to a project's posts, where each of several people must."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from content.models.visible import OfProject
from projects.models import Project


class Approver(models.Model):
    """One of the client's people by name, with an account or with an address alone."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="approvers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField()

    objects = OfProject.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint("project", Lower("email"), name="approver_once"),)

    def __str__(self) -> str:
        return self.name

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @property
    def voice(self) -> str:
        """What their answers are found by; see ``Approval.voice``."""
        return self.email.lower()
