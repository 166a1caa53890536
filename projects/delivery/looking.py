"""What was sent and nobody knows about: noticing it, looking for it, and what follows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.utils import timezone

from projects.delivery import liveness
from projects.delivery.answers import Answer, answer_of
from projects.delivery.sending import ATTEMPTS, held, lose, outcome_of, publish
from projects.models.delivery import Delivery, DeliveryAttempt, DeliveryStatus
from projects.networks import adapter_for
from projects.networks.base import CredentialsExpired, NetworkError, Outgoing, Sent
from projects.services import renewals

Outcome = DeliveryAttempt.Outcome

LOOK_LEASE = dt.timedelta(minutes=2)  # one looker at a time
SOONEST, LATEST = dt.timedelta(seconds=1), dt.timedelta(minutes=2)  # between two looks
LOOK_FOR = dt.timedelta(minutes=15)

DIED = "The worker stopped before the network answered."
HUNG = "The network did not answer for minutes."


# --- noticing -------------------------------------------------------------------------------------------------------


@transaction.atomic
def sweep(model: type[Any]) -> int:
    """Declare lost what is being sent by workers that are dead, or for longer than anything takes; how many."""
    sending = model.objects.sending().annotate(is_late=Q(lease_until__lt=Now()))
    rows = list(sending.select_for_update(skip_locked=True, of=("self",)))
    alive = liveness.alive() if rows else set()
    lost = [row for row in rows if row.claimed_by not in alive or row.is_late]
    for row in lost:
        text = HUNG if row.claimed_by in alive else DIED
        started = row.attempts.filter(outcome=Outcome.STARTED, is_look=False)
        started.update(outcome=Outcome.UNCONFIRMED, text=text, ended_at=timezone.now())
        lose(row, text)
    return len(lost)


# --- looking --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look at a network for something that may be there. ``until`` is this look's own mark on the row."""

    delivery: Delivery
    outgoing: Outgoing
    first_sent: dt.datetime
    last_sent: dt.datetime
    until: dt.datetime

    def carry_out(self) -> Answer:
        channel = self.delivery.channel  # type: ignore[attr-defined]  # every concrete delivery has one
        return answer_of(
            lambda: adapter_for(channel).find(self.outgoing, since=self.first_sent), about=repr(self.delivery)
        )

    def record(self, answer: Answer) -> None:
        """Write the look down and decide, unless somebody else decided meanwhile."""
        with transaction.atomic():
            delivery = held(self.delivery)
            _keep(delivery, answer)
            if isinstance(answer, Sent):
                publish(delivery, answer)
            elif delivery.status == DeliveryStatus.UNCONFIRMED and delivery.due_at == self.until:
                self._not_found(delivery, answer)
        if isinstance(answer, CredentialsExpired):
            renewals.doubt(delivery.channel, answer)

    def _not_found(self, delivery: Any, answer: NetworkError | None) -> None:
        waited = timezone.now() - self.last_sent
        certain = adapter_for(delivery.channel).repeat_after
        if answer is None and certain is not None and waited >= certain and delivery.attempts_made < ATTEMPTS:
            delivery.resend()
            delivery.save(update_fields=["status", *delivery.MOVES])
        elif waited < max(LOOK_FOR, certain or LOOK_FOR):
            _look_again(delivery, waited, certain)
        else:
            _ask_people(delivery)


@transaction.atomic
def claim(model: type[Any], limit: int) -> list[Look]:
    """Take up to ``limit`` unconfirmed rows whose time to be looked for has come."""
    if limit < 1:
        return []
    until = timezone.now() + LOOK_LEASE
    rows = model.objects.to_look_for().select_related(*model.needs).order_by("due_at", "pk")
    rows = list(rows.select_for_update(skip_locked=True, of=("self",))[:limit])
    for row in rows:
        row.due_at = until
    model.objects.bulk_update(rows, ["due_at"])
    return [look for row in rows if (look := _prepare(row, until))]


def _prepare(delivery: Any, until: dt.datetime) -> Look | None:
    sends = list(delivery.attempts.filter(is_look=False).values_list("started_at", flat=True))
    try:
        outgoing = delivery.outgoing()
        adapter_for(delivery.channel)
    except NetworkError:
        _ask_people(delivery)
        return None
    if not sends:
        _ask_people(delivery)
        return None
    return Look(delivery=delivery, outgoing=outgoing, first_sent=min(sends), last_sent=max(sends), until=until)


def _keep(delivery: Any, answer: Answer) -> None:
    """A look is written down when it is over: nothing happens on the network by looking."""
    last = delivery.attempts.aggregate(last=Max("number"))["last"] or 0
    outcome, text = _seen(answer)
    now = timezone.now()
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
    delivery.due_at = timezone.now() + pause
    delivery.save(update_fields=["due_at"])


def _ask_people(delivery: Any) -> None:
    """It was looked for long enough; only a person can find out."""
    delivery.due_at = None
    delivery.save(update_fields=["due_at"])
    delivery.after_failed()
