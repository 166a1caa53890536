"""Claiming what is due: one short transaction that takes rows for this process and writes their attempts."""

import datetime as dt
import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Max
from django.db.models.functions import Now

from agency import clock
from projects.delivery import liveness
from projects.delivery.fairness import Room
from projects.delivery.sending import LEASE, Send, ask, fail, later, slow_down
from projects.models.delivery import Delivery, DeliveryStatus
from projects.models.pause import grace
from projects.networks import adapter_for, budgets
from projects.networks.base import (
    Captcha,
    CredentialsExpired,
    NetworkError,
    Outgoing,
    Rejected,
    Unavailable,
)
from projects.services import channels, pauses

logger = logging.getLogger(__name__)

WINDOW = 256  # of what is due, looked at by one claim
ASK_AGAIN = dt.timedelta(minutes=1)
_kept: dict[tuple[type[Any], dt.timedelta], Any] = {}
STUMBLED = "Rapport stumbled over it before anything was sent; the details are in its log."


@transaction.atomic
def claim(model: type[Any], limit: int, *, widely: bool = True, room: Room | None = None) -> list[Send]:
    """Take up to ``limit`` due rows of ``model`` for this process and write their attempts, in one short transaction.

    Whether each still may go is asked here, a moment before it is sent; what may not, waits. A pause and a claim never
    overlap: once somebody has been told that publishing stops, nothing more is claimed. ``widely``: see ``_due``.
    """
    if limit < 1:
        return []
    key, room = liveness.key(), room or Room()
    pauses.hold_off()
    rows = _due(model, limit, widely=widely, without=room.full())
    rows = [row for row in rows if room.take(row.channel.network)]
    numbers = _numbers(model, rows)
    sends = [send for row in rows if (send := _prepare(row, numbers.get(row.pk, 0) + 1, key))]
    if not sends:
        return []
    type_of_attempt = model.attempts.field.model
    type_of_attempt.objects.bulk_create(send.attempt for send in sends)
    model.objects.filter(pk__in=[send.delivery.pk for send in sends]).update(
        status=DeliveryStatus.SENDING, claimed_by=key, lease_until=Now() + LEASE, attempts_made=F("attempts_made") + 1
    )
    return sends


def _numbers(model: type[Any], rows: list[Any]) -> dict[int, int]:
    """The last attempt's number of each row; read after the rows were locked, because looks are numbered as well."""
    link = model.attempts.field
    made = link.model.objects.filter(**{f"{link.name}__in": rows}).order_by().values(link.attname)
    return dict(made.annotate(last=Max("number")).values_list(link.attname, "last"))


def is_due(model: type[Any]) -> bool:
    """Whether something could be claimed at this moment."""
    first = [pk for pk, _ in model.objects.window(WINDOW)]
    return bool(first) and model.objects.due().filter(pk__in=first).exists()


def _due(model: type[Any], limit: int, *, widely: bool, without: Collection[str]) -> list[Any]:
    """Up to ``limit`` that may go, locked, those that come due first before others.

    Whether a row may go is dear to find out, so few are asked: the first of each channel that has nothing in the air.
    Where these may not go, or ``widely``, the others that come due first are asked as well, and then all. So a claim
    costs the same with ten thousand due as with a hundred.
    """
    window = model.objects.window(WINDOW, without=without)
    if not window:
        return []
    first = _first_of_idle_channels(model, window)[: 2 * limit]
    rows = list(_may_go(model).filter(pk__in=first)[:limit]) if first else []
    if rows and not (widely and len(rows) < limit):
        return rows
    others = [pk for pk, _ in window if pk not in set(first)]
    rows += list(_may_go(model).filter(pk__in=others)[: limit - len(rows)]) if others else []
    if widely and len(rows) < limit and len(window) == WINDOW:
        further = _may_go(model).exclude(pk__in=[*first, *others]).exclude(channel__network__in=without)
        rows += list(further[: limit - len(rows)])
    return rows


def _first_of_idle_channels(model: type[Any], window: list[tuple[int, int]]) -> list[int]:
    busy = set(model.objects.sending().values_list("channel_id", flat=True))
    first: dict[int, int] = {}
    for pk, channel in window:
        if channel not in busy:
            first.setdefault(channel, pk)
    return list(first.values())


def _may_go(model: type[Any]) -> Any:
    """Those that may go, to be narrowed down. Building the question takes longer than asking it, so it is kept."""
    key = (model, grace())
    if key not in _kept:
        rows = model.objects.due().select_related(*model.needs).order_by("due_at", "pk")
        _kept[key] = rows.select_for_update(skip_locked=True, of=("self",))
    return _kept[key].all()


def _prepare(delivery: Any, number: int, key: int) -> Send | None:
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
    except CredentialsExpired as error:
        channels.mark_broken(delivery.channel, str(error))
        return None
    except NetworkError as error:
        fail(delivery, error)
        return None
    except DatabaseError:
        raise
    except Exception:
        logger.exception("%r cannot be made ready", delivery)
        fail(delivery, Rejected(STUMBLED))
        return None
    if pause:
        _put_off(delivery, later(pause))
        return None
    return _started(delivery, _with_answer(outgoing, delivery.captcha), number, key)


def put_together(delivery: Any) -> Outgoing:
    """What is sent, or Rejected: a row that cannot even be put together is alone in that and keeps nobody waiting."""
    try:
        return delivery.outgoing()  # type: ignore[no-any-return]
    except (NetworkError, DatabaseError):
        raise
    except Exception:
        logger.exception("%r cannot be put together", delivery)
        raise Rejected(STUMBLED) from None


def _started(delivery: Any, outgoing: Outgoing, number: int, key: int) -> Send:
    delivery.start(claimed_by=key, lease_until=clock.now() + LEASE)
    attempt = delivery.new_attempt(number=number, started_at=clock.now())
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
    slow_down(delivery, until)


def _wait(delivery: Delivery, refusal: str) -> None:
    """Not now, for a reason the page shows; asked again in a minute."""
    delivery.error_kind, delivery.error_text = "refused", refusal[:500]
    delivery.due_at = clock.now() + ASK_AGAIN
    delivery.save(update_fields=["error_kind", "error_text", "due_at"])


def _wait_or_fail(delivery: Any, error: Unavailable) -> None:
    """Trouble in our own house, a full disk say. It may pass, but what is long overdue does not go by itself."""
    logger.error("%r cannot be put together now: %s", delivery, error)
    if delivery.scheduled_for and delivery.scheduled_for < clock.now() - grace():
        fail(delivery, error)
    else:
        _wait(delivery, str(error))
