"""Claiming what is due, sending it, and what follows from the network's answer. The only place that sends."""

import datetime as dt
import logging
import random
from dataclasses import dataclass, replace
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Now
from django.utils import timezone

from agency import audit
from agency.models import Event
from projects.delivery import liveness
from projects.delivery.answers import Answer, answer_of
from projects.models.delivery import Delivery, DeliveryAttempt, DeliveryStatus
from projects.models.pause import grace
from projects.networks import Ability, adapter_for, budgets, can
from projects.networks.base import (
    Captcha,
    CaptchaNeeded,
    CredentialsExpired,
    Duplicate,
    Misused,
    NetworkError,
    Outgoing,
    RateLimited,
    Rejected,
    Sent,
    Unavailable,
)
from projects.services import pauses, renewals

logger = logging.getLogger(__name__)
Outcome = DeliveryAttempt.Outcome

LEASE = dt.timedelta(minutes=5)  # longer than any call can take; for workers that hang
ATTEMPTS = 5
WINDOW = 256  # of what is due, looked at by one claim
FIRST_PAUSE = 5.0  # seconds; four times longer each time
RATE_PAUSE, LONGEST_RATE_PAUSE = 60.0, 6 * 3600.0
ASK_AGAIN = dt.timedelta(minutes=1)
# What "confirm" leaves the same on every row, and what is each row's own.
CONFIRMED = ("status", "due_at", "claimed_by", "lease_until", "captcha", "published_at", "error_kind", "error_text")
PROOF = ("remote_id", "remote_url")
STUMBLED = "Rapport stumbled over it before anything was sent; the details are in its log."
CAPTCHA_LASTS = dt.timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Send:
    """One thing to send, claimed and written down; what the network needs is in memory."""

    delivery: Delivery
    attempt: Any
    outgoing: Outgoing
    key: int

    def carry_out(self) -> Answer:
        channel = self.delivery.channel  # type: ignore[attr-defined]  # every concrete delivery has one
        return answer_of(lambda: adapter_for(channel).send(self.outgoing), about=repr(self.delivery))

    def record(self, answer: Answer) -> None:
        """Write down what came of it. Proof of success counts even if the claim was given up meanwhile."""
        with transaction.atomic():
            delivery = held(self.delivery)
            close(self.attempt, answer)
            if isinstance(answer, Sent):
                publish(delivery, answer)
            elif delivery.status == DeliveryStatus.SENDING and delivery.claimed_by == self.key:
                _not_published(delivery, answer)
        if isinstance(answer, CredentialsExpired):
            renewals.renew_or_break(delivery.channel, answer)


# --- claiming -------------------------------------------------------------------------------------------------------


@transaction.atomic
def claim(model: type[Any], limit: int, *, widely: bool = True) -> list[Send]:
    """Take up to ``limit`` due rows of ``model`` for this process and write their attempts, in one short transaction.

    Whether each still may go is asked here, a moment before it is sent; what may not, waits. A pause and a claim never
    overlap: once somebody has been told that publishing stops, nothing more is claimed. ``widely``: see ``_due``.
    """
    if limit < 1:
        return []
    key = liveness.key()
    pauses.hold_off()
    rows = _due(model, limit, widely=widely)
    sends = [send for row in rows if (send := _prepare(row, key))]
    if not sends:
        return []
    type_of_attempt = model.attempts.field.model
    type_of_attempt.objects.bulk_create(send.attempt for send in sends)
    model.objects.filter(pk__in=[send.delivery.pk for send in sends]).update(
        status=DeliveryStatus.SENDING, claimed_by=key, lease_until=Now() + LEASE, attempts_made=F("attempts_made") + 1
    )
    return sends


def is_due(model: type[Any]) -> bool:
    """Whether something could be claimed at this moment."""
    first = [pk for pk, _ in model.objects.window(WINDOW)]
    return bool(first) and model.objects.due().filter(pk__in=first).exists()


def _due(model: type[Any], limit: int, *, widely: bool) -> list[Any]:
    """Up to ``limit`` that may go, locked, those that come due first before others.

    Whether a row may go is dear to find out, so few are asked: the first of each channel that has nothing in the air.
    Where these may not go, or ``widely``, the others that come due first are asked as well, and then all. So a claim
    costs the same with ten thousand due as with a hundred.
    """
    window = model.objects.window(WINDOW)
    if not window:
        return []
    first = _first_of_idle_channels(model, window)[: 2 * limit]
    rows = list(_may_go(model).filter(pk__in=first)[:limit]) if first else []
    if rows and not (widely and len(rows) < limit):
        return rows
    others = [pk for pk, _ in window if pk not in set(first)]
    rows += list(_may_go(model).filter(pk__in=others)[: limit - len(rows)]) if others else []
    if widely and len(rows) < limit and len(window) == WINDOW:
        rows += list(_may_go(model).exclude(pk__in=[*first, *others])[: limit - len(rows)])
    return rows


def _first_of_idle_channels(model: type[Any], window: list[tuple[int, int]]) -> list[int]:
    busy = set(model.objects.sending().values_list("channel_id", flat=True))
    first: dict[int, int] = {}
    for pk, channel in window:
        if channel not in busy:
            first.setdefault(channel, pk)
    return list(first.values())


def _may_go(model: type[Any]) -> Any:
    attempts = model.attempts.field.model.objects.filter(**{model.attempts.field.name: OuterRef("pk")})
    last = Subquery(attempts.order_by("-number").values("number")[:1])
    rows = model.objects.due().select_related(*model.needs).annotate(last_number=last).order_by("due_at", "pk")
    return rows.select_for_update(skip_locked=True, of=("self",))


def _prepare(delivery: Any, key: int) -> Send | None:
    """A row ready to be sent, or None for one that waits or has failed before any call."""
    refusal = delivery.refusal()
    if refusal:
        _wait(delivery, refusal)
        return None
    try:
        outgoing = put_together(delivery)
        if by_hand := delivery.by_hand_because(outgoing):
            ask(delivery, kind="by_hand", text=by_hand)
            return None
        pause = budgets.wait_for(delivery.channel, adapter_for(delivery.channel), calls=budgets.cost(outgoing))
    except Unavailable as error:
        _wait_or_fail(delivery, error)
        return None
    except NetworkError as error:
        fail(delivery, error)
        return None
    if pause:
        _put_off(delivery, _in(pause))
        return None
    return _started(delivery, _with_answer(outgoing, delivery.captcha), key)


def put_together(delivery: Any) -> Outgoing:
    """What is sent, or Rejected: a row that cannot even be put together is alone in that and keeps nobody waiting."""
    try:
        return delivery.outgoing()  # type: ignore[no-any-return]
    except (NetworkError, DatabaseError):
        raise
    except Exception:
        logger.exception("%r cannot be put together", delivery)
        raise Rejected(STUMBLED) from None


def _started(delivery: Any, outgoing: Outgoing, key: int) -> Send:
    delivery.start(claimed_by=key, lease_until=timezone.now() + LEASE)
    attempt = delivery.new_attempt(number=(delivery.last_number or 0) + 1)
    return Send(delivery=delivery, attempt=attempt, outgoing=outgoing, key=key)


def _with_answer(outgoing: Outgoing, captcha: dict[str, str] | None) -> Outgoing:
    """With what a person read in the network's picture, if it had asked for that."""
    if not captcha or "answer" not in captcha:
        return outgoing
    return replace(outgoing, captcha=Captcha(sid=captcha["sid"], answer=captcha["answer"]))


def _put_off(delivery: Any, until: dt.datetime) -> None:
    """Not yet, so as not to be told to slow down; in turn, so the rest of the channel waits as well."""
    delivery.due_at = until
    delivery.save(update_fields=["due_at"])
    _slow_down(delivery, until)


def _wait(delivery: Delivery, refusal: str) -> None:
    """Not now, for a reason the page shows; asked again in a minute."""
    delivery.error_kind, delivery.error_text = "refused", refusal[:500]
    delivery.due_at = timezone.now() + ASK_AGAIN
    delivery.save(update_fields=["error_kind", "error_text", "due_at"])


def _wait_or_fail(delivery: Any, error: Unavailable) -> None:
    """Trouble in our own house, a full disk say. It may pass, but what is long overdue does not go by itself."""
    logger.error("%r cannot be put together now: %s", delivery, error)
    if delivery.scheduled_for and delivery.scheduled_for < timezone.now() - grace():
        fail(delivery, error)
    else:
        _wait(delivery, str(error))


# --- what follows ---------------------------------------------------------------------------------------------------


def held(delivery: Delivery) -> Any:
    """The row as it is now, locked until the transaction ends."""
    model: Any = type(delivery)
    row = model.objects.select_for_update().values("status", *model.MOVES).get(pk=delivery.pk)
    delivery.__dict__.update(row)  # what it is about was read a moment ago; only the state can have moved
    return delivery


def close(attempt: Any, answer: Answer) -> None:
    attempt.ended_at = timezone.now()
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
    attempts.update(ended_at=timezone.now(), outcome=Outcome.ACCEPTED)
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
            renews = can(delivery.channel.network, Ability.REFRESH)
            _put_back(delivery, answer, due_at=_in(FIRST_PAUSE) if renews else delivery.due_at, counts=False)
        case CaptchaNeeded() if not delivery.takes_hands:
            fail(delivery, answer)
        case CaptchaNeeded():
            picture = {"sid": answer.sid, "image_url": answer.image_url}
            ask(delivery, kind=answer.kind, text=str(answer), until=timezone.now() + CAPTCHA_LASTS, captcha=picture)
        case RateLimited():
            until = _in(min(answer.retry_after or RATE_PAUSE, LONGEST_RATE_PAUSE) * random.uniform(1, 1.05))  # noqa: S311
            _put_back(delivery, answer, due_at=until, counts=False)
            _slow_down(delivery, until)
            budgets.empty(delivery.channel, adapter_for(delivery.channel))
        case Unavailable() if delivery.attempts_made < ATTEMPTS:
            _put_back(delivery, answer, due_at=_in(pause_after(delivery.attempts_made)), counts=True)
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


def _slow_down(delivery: Any, until: dt.datetime) -> None:
    """The channel's other deliveries wait as well, instead of each being told the same."""
    model = type(delivery)
    others = model.objects.sendable().filter(channel_id=delivery.channel_id, due_at__lt=until)
    held = others.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    model.objects.filter(pk__in=list(held)).update(due_at=until)


def pause_after(attempts: int) -> float:
    """Seconds before the next attempt: 5, 20, 80, 320, each a fifth shorter or longer by chance."""
    return FIRST_PAUSE * 4 ** (attempts - 1) * random.uniform(0.8, 1.2)  # noqa: S311 (no secret)


def _in(seconds: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(seconds=seconds)
