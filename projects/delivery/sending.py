"""Sending what was claimed, and what follows from the network's answer. The only place that sends."""

import datetime as dt
import logging
import random
import time
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Case, Value, When

from agency import audit, clock
from agency.models import Event
from projects.delivery import liveness
from projects.delivery.answers import Answer, answer_of
from projects.delivery.leave import leave_to_send
from projects.models.delivery import Delivery, DeliveryAttempt, DeliveryStatus
from projects.networks import Ability, adapter_for, budgets, can, patience
from projects.networks.base import (
    CaptchaNeeded,
    CredentialsExpired,
    CredentialsRevoked,
    Duplicate,
    Misused,
    NetworkError,
    Outgoing,
    RateLimited,
    Rejected,
    Sent,
    Stopped,
    Unavailable,
    Unconfirmed,
)
from projects.services import channels, renewals

logger = logging.getLogger(__name__)
Outcome = DeliveryAttempt.Outcome

SEND_TIME = 600.0  # seconds one send may take, uploads included; kept by ``networks.patience``
LEASE = dt.timedelta(seconds=SEND_TIME + 120)  # for workers that hang although no send does
QUICK = 2.0  # seconds; a send that took longer to get ready asks once more whether it may go
ATTEMPTS = 5
FIRST_PAUSE = 5.0  # seconds; four times longer each time
RATE_PAUSE, LONGEST_RATE_PAUSE = 60.0, 6 * 3600.0
# What "confirm" leaves the same on every row, and what is each row's own.
CONFIRMED = ("status", "due_at", "claimed_by", "lease_until", "captcha", "published_at", "error_kind", "error_text")
PROOF = ("remote_id", "remote_url")
UNWRITTEN = "Rapport could not write down what the network answered; the details are in its log."
CAPTCHA_LASTS = dt.timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Send:
    """One thing to send, claimed and written down; what the network needs is in memory."""

    delivery: Delivery
    attempt: Any
    outgoing: Outgoing
    key: int
    began: float = field(default_factory=time.monotonic)

    def carry_out(self) -> Answer:
        """Runs in a thread of its own. However long it takes to get ready, what was stopped meanwhile does not go."""
        channel = self.delivery.channel  # type: ignore[attr-defined]  # every concrete delivery has one
        with patience.within(SEND_TIME, leave=self._ask_leave):
            return answer_of(lambda: adapter_for(channel).send(self.outgoing), about=repr(self.delivery))

    def _ask_leave(self) -> None:
        if time.monotonic() - self.began > QUICK:
            leave_to_send(self.delivery, self.key)

    def record(self, answer: Answer) -> None:
        """Write down what came of it. Proof of success counts even if the claim was given up meanwhile."""
        with transaction.atomic():
            delivery = held(self.delivery)
            close(self.attempt, answer)
            if isinstance(answer, Sent):
                publish(delivery, answer)
            elif self._is_ours(delivery) and not _says_nothing_new(delivery, answer):
                _not_published(delivery, answer)
        if isinstance(answer, CredentialsExpired) and not _may_renew(delivery, answer):
            channels.mark_broken(delivery.channel, str(answer))

    def give_up(self) -> None:
        """What came of it cannot be written down: it is looked for."""
        with transaction.atomic():
            delivery = held(self.delivery)
            if delivery.status == DeliveryStatus.SENDING and self._is_ours(delivery):
                close(self.attempt, Unconfirmed(UNWRITTEN))
                lose(delivery, UNWRITTEN)

    def follow_up(self, answer: Answer) -> None:
        """What takes long, and is done when nothing else waits: access that its network may renew."""
        if not isinstance(answer, CredentialsExpired) or not _may_renew(self.delivery, answer):
            return
        channel = self.delivery.channel  # type: ignore[attr-defined]
        if not renewals.renew_or_break(channel, answer) and _refusals(self.delivery) >= ATTEMPTS:
            channels.mark_broken(channel, str(answer))

    def _is_ours(self, delivery: Any) -> bool:
        """Whether nobody else has taken it up since: what came of this attempt is what happens next."""
        sending = delivery.status == DeliveryStatus.SENDING and delivery.claimed_by == self.key
        lost = delivery.status == DeliveryStatus.UNCONFIRMED
        last = delivery.attempts.filter(is_look=False).order_by("-number").values_list("number", flat=True).first()
        return (sending or lost) and last == self.attempt.number


def _says_nothing_new(delivery: Any, answer: Answer) -> bool:
    """It is being looked for already, and nobody knows more than before."""
    return delivery.status == DeliveryStatus.UNCONFIRMED and (
        answer is None or isinstance(answer, Unconfirmed | Duplicate)
    )


def _may_renew(delivery: Any, error: CredentialsExpired) -> bool:
    return can(delivery.channel.network, Ability.REFRESH) and not isinstance(error, CredentialsRevoked)


def _refusals(delivery: Any) -> int:
    """How often the network did not take the token with it."""
    return int(delivery.attempts.filter(outcome=Outcome.CREDENTIALS).count())


# --- what follows ---------------------------------------------------------------------------------------------------


def held(delivery: Delivery) -> Any:
    """The row as it is now, locked until the transaction ends."""
    model: Any = type(delivery)
    row = model.objects.select_for_update().values("status", *model.MOVES).get(pk=delivery.pk)
    delivery.__dict__.update(row)  # what it is about was read a moment ago; only the state can have moved
    return delivery


def close(attempt: Any, answer: Answer) -> None:
    attempt.ended_at = clock.now()
    attempt.outcome, attempt.text = outcome_of(answer)
    attempt.save(update_fields=["ended_at", "outcome", "text"])


def outcome_of(answer: Answer) -> tuple[str, str]:
    """An attempt's outcome and words for an answer to a send."""
    if isinstance(answer, Sent):
        return Outcome.ACCEPTED, answer.note[:500]
    if isinstance(answer, Rejected):
        return Outcome.REJECTED, str(answer)[:500]
    return getattr(answer, "kind", Outcome.UNCONFIRMED), str(answer)[:500]


def publish(delivery: Any, sent: Sent) -> None:
    """The network's proof. Nothing to do where it is known already."""
    if delivery.status == DeliveryStatus.PUBLISHED:
        return
    if delivery.status == DeliveryStatus.CANCELLED:
        _turn_up(delivery, sent)
        return
    delivery.confirm(remote_id=sent.remote_id, remote_url=sent.url[:500])
    write_down(delivery, "confirm", url=sent.url)
    delivery.after_published()


def _turn_up(delivery: Any, sent: Sent) -> None:
    """Somebody was told that it is not sent, and it is out: what is true is written down, and people are told."""
    delivery.turn_up(remote_id=sent.remote_id, remote_url=sent.url[:500])
    write_down(delivery, "turn_up", url=sent.url)
    delivery.after_published()
    delivery.after_turned_up()


@transaction.atomic
def record_sent(calls: list[tuple[Any, Answer]]) -> list[tuple[Any, Answer]]:
    """Write down together those that were plainly published, four statements for all; hands back the others."""
    plain = {call.delivery.pk: (call, answer) for call, answer in calls if _is_plain(call, answer)}
    if len(plain) < 2:
        return calls
    model: Any = type(next(iter(plain.values()))[0].delivery)
    mine = model.objects.filter(pk__in=plain, status=DeliveryStatus.SENDING, claimed_by=liveness.key())
    locked = set(mine.order_by("pk").select_for_update().values_list("pk", flat=True))
    _publish_together(model, [pair for pk, pair in plain.items() if pk in locked])
    return [(call, answer) for call, answer in calls if call.delivery.pk not in locked]


def _is_plain(call: Any, answer: Answer) -> bool:
    return isinstance(call, Send) and isinstance(answer, Sent) and not answer.note


def _publish_together(model: Any, done: list[tuple[Send, Any]]) -> None:
    rows = [call.delivery for call, _ in done]
    if not rows:
        return
    attempts = model.attempts.field.model.objects.filter(pk__in=[call.attempt.pk for call, _ in done])
    attempts.update(ended_at=clock.now(), outcome=Outcome.ACCEPTED)
    for call, sent in done:
        call.delivery.confirm(remote_id=sent.remote_id, remote_url=sent.url[:500])
    same = {name: getattr(rows[0], name) for name in CONFIRMED}
    each = {name: Case(*[When(pk=row.pk, then=Value(getattr(row, name))) for row in rows]) for name in PROOF}
    model.objects.filter(pk__in=[row.pk for row in rows]).update(**same, **each)
    verb = f"{model._meta.label_lower}.confirm"
    Event.objects.bulk_create(audit.draft(verb, row, title=str(row), url=row.remote_url) for row in rows)
    for row in rows:
        row.after_published()


def fail(delivery: Any, error: NetworkError) -> None:
    delivery.fail(kind=error.kind, text=str(error))
    write_down(delivery, "fail", text=str(error)[:500])
    delivery.after_failed()


def ask(delivery: Any, *, kind: str, text: str, **how: Any) -> None:
    """Only a hand can move it on; ``how`` as the transition takes it."""
    delivery.ask(kind=kind, text=text, **how)
    write_down(delivery, "ask", text=text[:500])
    delivery.after_asked()


def lose(delivery: Any, text: str) -> None:
    delivery.lose(text=text)
    write_down(delivery, "lose", text=text[:500])


def write_down(delivery: Any, transition: str, **data: Any) -> None:
    """Save what a transition changed, with its event."""
    delivery.save(update_fields=["status", *delivery.MOVES])
    audit.record(f"{delivery._meta.label_lower}.{transition}", delivery, title=str(delivery), **data)


def _not_published(delivery: Any, answer: Answer) -> None:
    """The whole policy of what was sent and has no proof."""
    match answer:
        case Duplicate() if _was_sent_before(delivery):
            lose(delivery, str(answer))
        case Rejected():
            if isinstance(answer, Misused):
                logger.error("%r was sent in a way its network does not know: %s", delivery, answer)
            fail(delivery, answer)
        case CredentialsExpired():
            renews = _may_renew(delivery, answer)
            again = later(pause_after(min(_refusals(delivery), ATTEMPTS))) if renews else delivery.due_at
            _put_back(delivery, answer, due_at=again, counts=False)
        case CaptchaNeeded() if not delivery.takes_hands:
            fail(delivery, answer)
        case CaptchaNeeded():
            picture = {"sid": answer.sid, "image_url": answer.image_url}
            ask(delivery, kind=answer.kind, text=str(answer), until=clock.now() + CAPTCHA_LASTS, captcha=picture)
        case RateLimited():
            until = later(min(answer.retry_after or RATE_PAUSE, LONGEST_RATE_PAUSE) * random.uniform(1, 1.05))  # noqa: S311
            _put_back(delivery, answer, due_at=until, counts=False)
            slow_down(delivery, until)
            budgets.empty(delivery.channel, adapter_for(delivery.channel))
        case Stopped():
            _put_back(delivery, answer, due_at=later(FIRST_PAUSE), counts=False)
        case Unavailable() if delivery.attempts_made < ATTEMPTS:
            _put_back(delivery, answer, due_at=later(pause_after(delivery.attempts_made)), counts=True)
        case Unavailable():
            fail(delivery, answer)
        case _:
            lose(delivery, str(answer))


def _was_sent_before(delivery: Any) -> bool:
    """Whether an earlier call may have put there what the network now calls a second one."""
    return bool(delivery.attempts.filter(is_look=False, outcome=Outcome.UNCONFIRMED).exists())


def _put_back(delivery: Any, error: NetworkError, *, due_at: dt.datetime | None, counts: bool) -> None:
    delivery.put_back(due_at=due_at, kind=error.kind, text=str(error), counts=counts)
    delivery.save(update_fields=["status", *delivery.MOVES])
    delivery.after_put_back()


def slow_down(delivery: Any, until: dt.datetime) -> None:
    """The channel's other deliveries wait as well, instead of each being told the same."""
    model = type(delivery)
    others = model.objects.sendable().filter(channel_id=delivery.channel_id, due_at__lt=until)
    held = others.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    model.objects.filter(pk__in=list(held)).update(due_at=until)


def pause_after(attempts: int) -> float:
    """Seconds before the next attempt: 5, 20, 80, 320, each a fifth shorter or longer by chance."""
    return FIRST_PAUSE * 4 ** (attempts - 1) * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)


def later(seconds: float) -> dt.datetime:
    """So many seconds from now."""
    return clock.now() + dt.timedelta(seconds=seconds)
