"""Rows that hang on a project, a post or a version: who may see them."""

from projects.access import OfProjectQuerySet


class OfProject(OfProjectQuerySet):
    """Rows of a project."""


class OfPost(OfProject):
    """Rows that hang on a post."""

    to_owner = "post__project"


class OfVersion(OfProject):
    """Rows that hang on a version."""

    to_owner = "version__post__project"
