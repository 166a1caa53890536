"""What was sent and nobody knows about: noticing it, looking for it, and what follows."""

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Max, Q
from django.db.models.functions import Now

from agency import clock
from projects.delivery import liveness
from projects.delivery.answers import Answer, answer_of
from projects.delivery.claiming import put_together
from projects.delivery.fairness import Room
from projects.delivery.leave import leave_to_add
from projects.delivery.sending import ATTEMPTS, held, lose, outcome_of, publish
from projects.models.delivery import Delivery, DeliveryAttempt, DeliveryStatus
from projects.models.pause import grace
from projects.networks import adapter_for, patience
from projects.networks.base import CredentialsExpired, NetworkError, Outgoing, Sent, Unavailable
from projects.services import renewals

logger = logging.getLogger(__name__)
Outcome = DeliveryAttempt.Outcome

AT_ONCE = 8
LOOK_TIME = 240.0  # seconds one look may take, kept by ``networks.patience``
LOOK_LEASE = dt.timedelta(minutes=10)  # one looker at a time; for lookers that hang, the dead are noticed by the sweep
SOONEST, LATEST = dt.timedelta(seconds=1), dt.timedelta(minutes=2)  # between two looks
LOOK_FOR = dt.timedelta(minutes=15)

DIED = "The worker stopped before the network answered."
HUNG = "The network did not answer for minutes."
TOO_LATE = "Rapport looked and it is not there. Its time passed too long ago for it to go again by itself."


# --- noticing -------------------------------------------------------------------------------------------------------


@transaction.atomic
def sweep(model: type[Any]) -> int:
    """Declare lost what is being sent by workers that are dead, or for longer than anything takes; how many.

    What dead workers looked for is looked for by others.
    """
    _pass_on_looks(model)
    sending = model.objects.sending().annotate(is_late=Q(lease_until__lt=Now()))
    rows = list(sending.select_for_update(skip_locked=True, of=("self",)))
    alive = liveness.alive() if rows else set()
    lost = [row for row in rows if row.claimed_by not in alive or row.is_late]
    for row in lost:
        text = HUNG if row.claimed_by in alive else DIED
        started = row.attempts.filter(outcome=Outcome.STARTED, is_look=False)
        started.update(outcome=Outcome.UNCONFIRMED, text=text, ended_at=clock.now())
        lose(row, text)
    return len(lost)


def _pass_on_looks(model: type[Any]) -> None:
    lookers = set(model.objects.looked_for().order_by().values_list("claimed_by", flat=True))
    if dead := lookers and lookers - liveness.alive():
        rows = model.objects.looked_for().filter(claimed_by__in=dead)
        locked = rows.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
        model.objects.filter(pk__in=list(locked)).update(claimed_by=None, due_at=Now())


# --- looking --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look for something that may be on a network. It may take long: what it sees was so when it ``began``.

    ``last_heard``: when the last send ended. A film goes up for minutes before the call that publishes it.
    """

    delivery: Delivery
    outgoing: Outgoing
    first_sent: dt.datetime
    last_sent: dt.datetime
    last_heard: dt.datetime
    began: dt.datetime

    def carry_out(self) -> Answer:
        """Runs in a thread of its own. What belongs to the post and is missing is made up for, but not in a pause."""
        channel = self.delivery.channel  # type: ignore[attr-defined]  # every concrete delivery has one
        with patience.within(LOOK_TIME, leave=lambda: leave_to_add(self.delivery)):
            return answer_of(
                lambda: adapter_for(channel).find(self.outgoing, since=self.first_sent), about=repr(self.delivery)
            )

    def record(self, answer: Answer) -> None:
        """Write the look down and decide, unless somebody else decided, or more was sent, meanwhile."""
        with transaction.atomic():
            delivery = held(self.delivery)
            _keep(delivery, answer)
            if isinstance(answer, Sent):
                publish(delivery, answer)
            elif self._is_open(delivery):
                self._not_found(delivery, answer)

    def follow_up(self, answer: Answer) -> None:
        """What takes long, and is done when nothing else waits."""
        if isinstance(answer, CredentialsExpired):
            renewals.doubt(self.delivery.channel, answer)  # type: ignore[attr-defined]

    def give_up(self) -> None:
        """What it saw cannot be written down: another look follows when this one's time is over."""

    def _is_open(self, delivery: Any) -> bool:
        is_looked_for = delivery.status == DeliveryStatus.UNCONFIRMED and delivery.due_at is not None
        return is_looked_for and not delivery.attempts.filter(is_look=False, started_at__gt=self.last_sent).exists()

    def _not_found(self, delivery: Any, answer: NetworkError | None) -> None:
        waited = clock.now() - self.last_heard
        certain = adapter_for(delivery.channel).repeat_after
        is_absent = answer is None and certain is not None and self.began - self.last_heard >= certain
        if is_absent and clock.now() - self.last_sent > grace():
            delivery.error_text = TOO_LATE
            _ask_people(delivery)
        elif is_absent and delivery.attempts_made < ATTEMPTS:
            delivery.resend()
            delivery.save(update_fields=["status", *delivery.MOVES])
            delivery.after_put_back()
        elif waited < max(LOOK_FOR, certain or LOOK_FOR):
            _look_again(delivery, waited, certain)
        else:
            _ask_people(delivery)


@transaction.atomic
def claim(model: type[Any], limit: int, *, room: Room | None = None) -> list[Look]:
    """Take up to ``limit`` unconfirmed rows whose time to be looked for has come; a few, because looks may be slow."""
    limit, room = min(limit, AT_ONCE), room or Room()
    if limit < 1:
        return []
    rows = model.objects.to_look_for().select_related(*model.needs).order_by("due_at", "pk")
    if full := room.full():
        rows = rows.exclude(channel__network__in=full)
    rows = rows.select_for_update(skip_locked=True, of=("self",))[:limit]
    rows = [row for row in rows if room.take(row.channel.network)]
    if not rows:
        return []
    began, key = clock.now(), liveness.key()
    for row in rows:
        row.due_at, row.claimed_by = began + LOOK_LEASE, key
    model.objects.bulk_update(rows, ["due_at", "claimed_by"])
    return [look for row in rows if (look := _prepare(row, began))]


def _prepare(delivery: Any, began: dt.datetime) -> Look | None:
    sends = sorted(delivery.attempts.filter(is_look=False).values_list("started_at", "ended_at"))
    if not sends:
        _ask_people(delivery)
        return None
    first_sent, (last_sent, ended) = sends[0][0], sends[-1]
    last_heard = ended or last_sent
    try:
        outgoing = put_together(delivery)
        adapter_for(delivery.channel)
    except NetworkError as error:
        waited = began - last_heard
        if isinstance(error, Unavailable) and waited < LOOK_FOR:
            _look_again(delivery, waited, None)
        else:
            _ask_people(delivery)
        return None
    except DatabaseError:
        raise
    except Exception:
        logger.exception("%r cannot be looked for", delivery)
        _ask_people(delivery)
        return None
    return Look(
        delivery=delivery, outgoing=outgoing, first_sent=first_sent, last_sent=last_sent, last_heard=last_heard,
        began=began,
    )  # fmt: skip


def _keep(delivery: Any, answer: Answer) -> None:
    """A look is written down when it is over: nothing happens on the network by looking."""
    last = delivery.attempts.aggregate(last=Max("number"))["last"] or 0
    outcome, text = _seen(answer)
    now = clock.now()
    delivery.new_attempt(number=last + 1, is_look=True, outcome=outcome, text=text, ended_at=now).save(
        force_insert=True
    )


def _seen(answer: Answer) -> tuple[str, str]:
    if isinstance(answer, Sent):
        return Outcome.FOUND, answer.note[:500]
    return (Outcome.ABSENT, "") if answer is None else outcome_of(answer)


def _look_again(delivery: Any, waited: dt.timedelta, certain: dt.timedelta | None) -> None:
    """After as long again as it has been, or as soon as an absence would be certain."""
    pause = min(max(waited, SOONEST), LATEST)
    if certain is not None and waited < certain:
        pause = min(pause, certain - waited)
    delivery.due_at, delivery.claimed_by = clock.now() + pause, None
    delivery.save(update_fields=["due_at", "claimed_by"])


def _ask_people(delivery: Any) -> None:
    """It was looked for long enough; only a person can find out."""
    delivery.due_at = delivery.claimed_by = None
    delivery.save(update_fields=["due_at", "claimed_by", "error_text"])
    delivery.after_failed()
