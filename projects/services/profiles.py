"""What people say about themselves. Only they say it."""

from collections.abc import Mapping
from typing import Any

from agency.models import User
from projects.models import Profile, Project, Wish


def describe(*, by: User, facts: Mapping[str, Any]) -> Profile:
    """Keep what ``by`` says of themselves. Taking the yes back (``share_traits``) stops the use of traits at once."""
    profile, _ = Profile.objects.update_or_create(user=by, defaults=dict(facts))
    return profile


def wish(*, project: Project, by: User, feeling: str) -> Wish:
    """How ``by`` feels about working on ``project``; the newest feeling counts."""
    said, _ = Wish.objects.update_or_create(project=project, user=by, defaults={"feeling": feeling})
    return said
