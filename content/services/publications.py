"""What a person decides about a publication that did not go by itself. Each channel of a post is decided alone."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from agency.models import User
from agency.transitions import MovedMeanwhile, move
from content import clock
from content.models import Publication
from content.services import lineup, planning, versions
from projects import delivery
from projects.access import require


def retry(*, publication: Publication, by: User) -> None:
    """Send again what failed or was lost; only on this channel. Raises ValidationError when it may not go now."""
    delivery.send_again(publication, by=by)


def retry_all(*, publications: Iterable[Publication], by: User) -> int:
    """Each as :func:`retry` does, on its own; those that may not go or have moved meanwhile stay. How many go again."""
    again = 0
    for publication in publications:
        with suppress(ValidationError, MovedMeanwhile, PermissionDenied):
            retry(publication=publication, by=by)
            again += 1
    return again


def send_now(*, publication: Publication, by: User) -> None:
    """Send what waits, or missed its time, within a second. Raises ValidationError when it may not go now."""
    delivery.send_now(publication, by=by)


@transaction.atomic
def plan_again(*, publication: Publication, day: dt.date, time: dt.time, by: User, fold: int = 0) -> None:
    """Another time for what missed its own, on the wall clock of its post.

    Nothing of the post is out: the post itself moves, and another day may ask the client again. Otherwise only this
    channel's publication does. Raises clock.BadTime.
    """
    require(by, publication.may_send, publication)
    post = versions.hold(publication.post)
    if not lineup.is_out(post):
        planning.schedule(post=post, day=day, time=time, fold=fold, by=by)
        return
    publication.scheduled_for = clock.future_instant(day, time, post.time_zone, fold=fold)
    move(publication, "plan_again", by=by, fields=[*publication.MOVES, "scheduled_for"], title=str(publication))


def cancel(*, publication: Publication, by: User) -> None:
    """Do not send it on this channel."""
    delivery.do_not_send(publication, by=by)


def cancel_all(*, publications: Iterable[Publication], by: User) -> int:
    """Each as :func:`cancel` does, on its own; how many are not sent any more."""
    dropped = 0
    for publication in publications:
        with suppress(MovedMeanwhile, PermissionDenied):
            cancel(publication=publication, by=by)
            dropped += 1
    return dropped


def answer_captcha(*, publication: Publication, answer: str, by: User) -> None:
    """What the network's picture shows; the same call is made again with it."""
    delivery.answer_captcha(publication, answer=answer, by=by)


def confirm_by_hand(*, publication: Publication, url: str, by: User) -> None:
    """Somebody found it on the network, or put it there; ``url`` is the proof. ValidationError for another site's."""
    delivery.it_is_there(publication, url=url, by=by)
