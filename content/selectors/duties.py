"""What somebody has to do with posts: those they write, and those that wait for their review."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from agency.permissions import Permission, Role
from content.models import Post
from projects.models import Project, Seat


def duties_of(person: Any) -> Q:
    """Posts ``person`` wrote, and those in review that ``submission.reviewers_of`` would name them for."""
    return Q(author=person) | (Q(status=Post.Status.IN_REVIEW) & ~Q(author=person) & _reviews(person))


def _reviews(person: Any) -> Q:
    """The manager and whoever covers; a head where nobody else manages."""
    if person.role != Role.HEAD:
        return Q(project__in=Project.objects.where(person, Permission.REVIEW_POST))
    managed = Seat.objects.filter(project=OuterRef("project"), role=Role.MANAGER, user__isnull=False)
    return Q(~Exists(managed.exclude(user=OuterRef("author")).exclude(user=person)))
