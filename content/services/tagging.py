"""The link of a post as each of its pages gets it."""

from typing import Any

from django.db import transaction

from agency import audit
from agency.permissions import Permission
from content import utm
from content.models import LinkTagging, Post, Target
from projects.access import require
from projects.models import Project


def tags_for(post: Post, network: str, tagging: LinkTagging) -> dict[str, str]:
    """``utm_source`` and the rest for a page of ``network``, in their order; empty when the link goes untagged."""
    if not (post.link and post.tags_link and tagging.is_on):
        return {}
    places = {
        "network": network,
        "project": tagging.project.name,
        "campaign": post.campaign.name if post.campaign else post.title,
        "title": post.title,
        "format": post.format,
    }
    own = {name: getattr(post, f"utm_{name}") or getattr(tagging, name) for name in LinkTagging.TAGS}
    patterns = {"source": tagging.source_of(network), **own}
    return {f"utm_{name}": utm.filled(pattern, places) for name, pattern in patterns.items()}


def tag(post: Post) -> None:
    """Write into each target the link it gets. Called when a draft is saved, so that a yes covers the exact link and
    another rule of the project later changes nothing that was said yes to."""
    targets = list(post.targets.select_related("channel"))
    tagging = LinkTagging.of(post.project) if post.link and targets else LinkTagging(project=post.project)
    changed = []
    for target in targets:
        link = utm.tagged(post.link, tags_for(post, target.channel.network, tagging))
        link = "" if link == post.link else link
        if target.link != link:
            target.link = link
            changed.append(target)
    Target.objects.bulk_update(changed, ["link"])


@transaction.atomic
def set_tags(*, project: Project, by: Any, **changes: Any) -> LinkTagging:
    """How the project's links are tagged from the next save of a draft on."""
    require(by, Permission.EDIT_PROJECT, project)
    tagging, _ = LinkTagging.objects.update_or_create(project=project, defaults=changes)
    audit.record("content.linktagging.changed", tagging, by=by)
    return tagging
