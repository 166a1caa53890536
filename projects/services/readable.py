"""Pages that came to stand still because a key was missing, taken up again when it is back."""

from django.db import transaction
from django.db.models import QuerySet

from agency.fields import Unreadable
from agency.transitions import move
from projects.models import Channel
from projects.networks import UNREADABLE

AT_ONCE = 200


def take_up_readable() -> int:
    """Take up pages whose access can be read again; how many. Nobody else's trouble is touched."""
    return sum(_take_up(channel.pk) for channel in _standing_still().order_by("pk")[:AT_ONCE])


@transaction.atomic
def _take_up(pk: int) -> bool:
    channel = _standing_still().select_for_update(of=("self",)).select_related("project").filter(pk=pk).first()
    if channel is None or not channel.credentials or isinstance(channel.credentials, Unreadable):
        return False
    move(channel, "reconnect", by=None, fields=["trouble"], check_permission=False, channel=channel.name)
    return True


def _standing_still() -> QuerySet[Channel]:
    return Channel.objects.filter(state=Channel.State.BROKEN, trouble=UNREADABLE[:300])
