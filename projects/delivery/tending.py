"""What changes without sending: what came due in a pause is put aside, what nobody answered in time is given up."""

from typing import Any

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Now

from projects.delivery.sending import fail
from projects.models import Pause
from projects.networks.base import NetworkError
from projects.services import pauses

AT_ONCE = 500
CAPTCHA_EXPIRED = "Nobody typed the letters of the network's picture within ten minutes. Nothing was sent."


class Expired(NetworkError):
    """The network's question was not answered in time."""

    kind = "captcha"


def tend(model: type[Any]) -> None:
    """Once a second; two questions when there is nothing to do."""
    if _given_up(model).exists():
        _give_up(model)
    if pauses.matter():
        _put_aside(model)


@transaction.atomic
def _put_aside(model: type[Any]) -> None:
    """What a pause kept back is decided by a person, even when the pause is over a moment later."""
    rows = model.objects.kept_back().annotate(pause_id=Subquery(model.objects.all().pauses().values("pk")[:1]))
    rows = list(rows.order_by("due_at", "pk").select_for_update(skip_locked=True, of=("self",))[:AT_ONCE])
    by_id = Pause.objects.in_bulk({row.pause_id for row in rows})
    for row in rows:
        row.after_pause(by_id[row.pause_id])


def _given_up(model: type[Any]) -> Any:
    return model.objects.asked().filter(due_at__lte=Now())


@transaction.atomic
def _give_up(model: type[Any]) -> None:
    late = _given_up(model).select_related(*model.needs)
    for row in late.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE]:
        fail(row, Expired(CAPTCHA_EXPIRED))
