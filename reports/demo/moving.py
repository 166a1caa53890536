"""Moves planned posts of the demo to another moment, with the yes their new time needs."""

import datetime as dt
from collections.abc import Iterable

from content.hashing import hash_of, snapshot_of
from content.models import Approval, Post, Publication, Version
from reports.demo.calendar import KYIV
from reports.demo.projects import House


def next_of(house: House, slug: str, count: int = 1) -> list[Publication]:
    """What goes out next of a project."""
    waiting = Publication.objects.filter(project=house.projects[slug], status=Publication.Status.WAITING)
    rows = waiting.exclude(due_at=None).select_related("post", "version").order_by("scheduled_for", "pk")
    return list(rows[:count])


def move(publications: Iterable[Publication], *moments: dt.datetime) -> list[int]:
    """Plan each for a moment, in a version with a yes of its own: the day is part of what one says yes to."""
    for publication, moment in zip(publications, moments, strict=False):
        post, local = publication.post, moment.astimezone(KYIV)
        post.day, post.time, post.scheduled_at = local.date(), local.time().replace(second=0, microsecond=0), moment
        version = _approved(post, publication.version)
        hashed = {"content_hash": version.content_hash}
        fields = {"format": post.format, "day": post.day, "time": post.time, "scheduled_at": moment}
        Post.objects.filter(pk=post.pk).update(**fields, **hashed, approved_hash=version.content_hash)
        Publication.objects.filter(pk=publication.pk).update(**hashed, version=version, scheduled_for=moment)
    return [publication.pk for publication in publications]


def _approved(post: Post, before: Version) -> Version:
    """The post as it is planned now, with the yes that the version ``before`` had."""
    snapshot = snapshot_of(post)
    version = post.versions.create(
        number=before.number + 1, snapshot=snapshot, content_hash=hash_of(snapshot), created_by=before.created_by
    )
    for yes in before.approvals.filter(decision=Approval.Decision.APPROVED, taken_back_at=None):
        said = {"by": yes.by, "by_name": yes.by_name, "voice": yes.voice, "content_hash": version.content_hash}
        version.approvals.create(decision=yes.decision, **said)
    return version
