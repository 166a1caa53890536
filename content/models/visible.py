"""Rows that belong to a project: who may see them."""

from typing import Any, ClassVar, Self

from django.db import models

from projects.models import Project


class OfProject(models.QuerySet[Any]):
    """``to_project`` is the way from a row to its project."""

    to_project: ClassVar = "project"

    def visible_to(self, user: Any) -> Self:
        return self.filter(**{f"{self.to_project}__in": Project.objects.visible_to(user)})

    def where(self, user: Any, permission: str) -> Self:
        """Rows of the projects in which ``user`` has ``permission``."""
        return self.filter(**{f"{self.to_project}__in": Project.objects.where(user, permission)})


class OfPost(OfProject):
    """Rows that hang on a post."""

    to_project = "post__project"


class OfVersion(OfProject):
    """Rows that hang on a version."""

    to_project = "version__post__project"
