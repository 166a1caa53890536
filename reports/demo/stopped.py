"""A pause that is over and let two posts miss their time, one that runs, and a post to publish by hand."""

import datetime as dt

from agency.permissions import Role
from content.models import Post, Publication
from projects.models import Pause
from projects.services import pauses
from reports.demo.calendar import Clock
from reports.demo.moving import move, next_of
from reports.demo.projects import House

STOPPED = "topotun"
REASON = "A news story about baby food: we read our plan again first."
STILL = "yoga-loft"
REPAIRS = "The studio is under repair. Nobody shall be invited before the floor is dry."
BY_HAND = "litera"
WHY = "Rapport cannot publish stories on Playground."


def build_stopped(house: House, clock: Clock) -> None:
    _missed(house, clock)
    _still(house, clock)
    _by_hand(house, clock)


def _missed(house: House, clock: Clock) -> None:
    """The manager stopped the project for three hours; what came due meanwhile waits for a decision each."""
    pause = _stop(house, STOPPED, REASON)
    pauses.resume(pause=pause, by=pause.by)
    Pause.objects.filter(pk=pause.pk).update(since=clock.ago(hours=6), lifted_at=clock.ago(hours=3))
    came_due = move(next_of(house, STOPPED, 2), clock.ago(hours=5), clock.ago(hours=4))
    Publication.objects.filter(pk__in=came_due).update(due_at=None, kept_back_by=pause)


def _still(house: House, clock: Clock) -> None:
    """A small project stands still for three days more."""
    pause = _stop(house, STILL, REPAIRS, until=clock.now + dt.timedelta(days=3))
    Pause.objects.filter(pk=pause.pk).update(since=clock.ago(hours=20))


def _stop(house: House, slug: str, reason: str, until: dt.datetime | None = None) -> Pause:
    manager, project = house.people[house.seated(slug, Role.MANAGER)], house.projects[slug]
    return pauses.stop(scope=Pause.Scope.PROJECT, project=project, reason=reason, until=until, by=manager)


def _by_hand(house: House, clock: Clock) -> None:
    """It came due half an hour ago, and nobody has put it there yet."""
    waiting = next_of(house, BY_HAND)
    for publication in waiting:
        publication.post.format = Post.Format.STORY
    asked = move(waiting, clock.ago(minutes=30))
    Publication.objects.filter(pk__in=asked).update(
        status=Publication.Status.ASKED, due_at=None, error_kind="by_hand", error_text=WHY
    )
