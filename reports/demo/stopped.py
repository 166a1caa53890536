"""A pause that is over and let two posts miss their time, and a post that waits for somebody to publish it by hand."""

import datetime as dt
from collections.abc import Iterable

from agency.permissions import Role
from content.hashing import hash_of, snapshot_of
from content.models import Approval, Post, Publication, Version
from projects.models import Pause
from projects.services import pauses
from reports.demo.calendar import KYIV, Clock
from reports.demo.projects import House

STOPPED = "topotun"
REASON = "A news story about baby food: we read our plan again first."
BY_HAND = "litera"
WHY = "Rapport cannot publish stories on Playground."


def build_stopped(house: House, clock: Clock) -> None:
    _missed(house, clock)
    _by_hand(house, clock)


def _missed(house: House, clock: Clock) -> None:
    """The manager stopped the project for three hours; what came due meanwhile waits for a decision each."""
    project = house.projects[STOPPED]
    manager = house.people[house.seated(STOPPED, Role.MANAGER)]
    pause = pauses.stop(scope=Pause.Scope.PROJECT, project=project, reason=REASON, by=manager)
    pauses.resume(pause=pause, by=manager)
    Pause.objects.filter(pk=pause.pk).update(since=clock.ago(hours=6), lifted_at=clock.ago(hours=3))
    came_due = _move(_next(house, STOPPED, 2), clock.ago(hours=5), clock.ago(hours=4))
    Publication.objects.filter(pk__in=came_due).update(due_at=None, kept_back_by=pause)


def _by_hand(house: House, clock: Clock) -> None:
    """It came due half an hour ago, and nobody has put it there yet."""
    waiting = _next(house, BY_HAND, 1)
    for publication in waiting:
        publication.post.format = Post.Format.STORY
    asked = _move(waiting, clock.ago(minutes=30))
    Publication.objects.filter(pk__in=asked).update(
        status=Publication.Status.ASKED, due_at=None, error_kind="by_hand", error_text=WHY
    )


def _next(house: House, slug: str, count: int) -> Iterable[Publication]:
    waiting = Publication.objects.filter(project=house.projects[slug], status=Publication.Status.WAITING)
    rows = waiting.exclude(due_at=None).select_related("post", "version").order_by("scheduled_for", "pk")
    return list(rows[:count])


def _move(publications: Iterable[Publication], *moments: dt.datetime) -> list[int]:
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
