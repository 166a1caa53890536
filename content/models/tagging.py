"""How the links of a project are tagged, so that a visit can be told by the page it came from."""

from typing import Any, ClassVar

from django.db import models

from content.models.visible import OfProject
from projects.models import Project

PLACES = ("network", "project", "campaign", "title", "format")


class LinkTagging(models.Model):
    """One row a project, made when somebody first changes it; until then the defaults hold (:meth:`of`).

    ``medium``, ``campaign`` and ``content`` are patterns with the ``PLACES`` in braces, empty to leave the tag out.
    ``sources``: network → ``utm_source`` where it is not the network's own name.
    """

    TAGS: ClassVar = ("medium", "campaign", "content")

    project = models.OneToOneField(Project, models.CASCADE, related_name="tagging")
    is_on = models.BooleanField(default=True)
    sources = models.JSONField(default=dict, blank=True)
    medium = models.CharField(max_length=100, default="social", blank=True)
    campaign = models.CharField(max_length=100, default="{campaign}", blank=True)
    content = models.CharField(max_length=100, blank=True)

    objects = OfProject.as_manager()

    def __str__(self) -> str:
        return f"Link tags of {self.project}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    def source_of(self, network: str) -> str:
        return str(self.sources.get(network) or network)

    @classmethod
    def of(cls, project: Project) -> "LinkTagging":
        """The tags of ``project``; not yet saved ones with the defaults where nobody changed any."""
        return cls.objects.filter(project=project).first() or cls(project=project)
