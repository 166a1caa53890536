"""Access that a network renews by itself. A token that can be used once is used once, however many notice its end."""

import datetime as dt

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from projects.models import Channel
from projects.networks import Ability, adapter_for, can, networks_that_can
from projects.networks.base import CredentialsExpired, CredentialsRevoked, NetworkError
from projects.services import channels

AHEAD = dt.timedelta(hours=2)
EARLY = dt.timedelta(days=15)
DAY = dt.timedelta(days=1)
REFUSALS = 3
REFUSED = "refused"


def renew_or_break(channel: Channel, error: CredentialsExpired) -> bool:
    """The network no longer takes the token. Whether it is renewed; what cannot be renewed needs a person."""
    if can(channel.network, Ability.REFRESH) and not isinstance(error, CredentialsRevoked):
        try:
            return renew(channel)
        except CredentialsExpired as refused:
            error = refused
        except NetworkError:
            return False  # not now; whoever needs the token tries again
    channels.mark_broken(channel, str(error))
    return False


@transaction.atomic
def renew(channel: Channel) -> bool:
    """Fresh credentials for ``channel``, asked for under its lock: a second one finds them renewed. NetworkError."""
    kept = Channel.objects.select_for_update(of=("self",)).select_related("project").get(pk=channel.pk)
    if not kept.is_usable or kept.credentials != channel.credentials:
        return kept.is_usable
    fresh = adapter_for(kept).refresh_credentials()
    channels.keep_renewed(kept, fresh)
    channel.credentials, channel.credentials_expire_at = fresh.credentials, fresh.expire_at
    return True


def doubt(channel: Channel, error: CredentialsExpired) -> bool:
    """A reading call was refused for the token's sake. Whether there is access after all.

    One such answer is no death: the page is broken when the network says the same to ``check``, when access was taken
    back by somebody, or at the third refusal within a day.
    """
    if can(channel.network, Ability.REFRESH) or isinstance(error, CredentialsRevoked):
        return renew_or_break(channel, error)
    try:
        adapter_for(channel).check()
    except CredentialsExpired as said:
        channels.mark_broken(channel, str(said))
        return False
    except NetworkError:
        return False  # not now: nothing is known
    return _counted(channel, error)


def _counted(channel: Channel, error: CredentialsExpired) -> bool:
    key = f"refused:{channel.pk}"
    cache.add(key, 0, DAY.total_seconds())
    if cache.incr(key) < REFUSALS:
        return True
    cache.delete(key)
    channels.mark_broken(channel, str(error))
    return False


def renew_ahead(*, now: dt.datetime | None = None) -> int:
    """Renew what ends within two hours, before anybody needs it, and try once a day what ends within days.

    How many were renewed. What can still be renewed tomorrow is not broken today, but told (see ``warnings``).
    """
    now = now or timezone.now()
    able = Channel.objects.usable().filter(network__in=networks_that_can(Ability.REFRESH))
    soon = able.filter(credentials_expire_at__lte=now + AHEAD)
    early = able.filter(credentials_expire_at__gt=now + AHEAD, credentials_expire_at__lte=now + EARLY)
    return sum([*map(_renewed, soon), *map(_renewed_early, early)])


def refused_early(channel: Channel) -> bool:
    """Whether the network would not renew it when asked well ahead."""
    return cache.get(_early_key(channel)) == REFUSED


def _renewed_early(channel: Channel) -> bool:
    if not cache.add(_early_key(channel), "asked", DAY.total_seconds()):
        return False
    try:
        return renew(channel)
    except NetworkError:
        cache.set(_early_key(channel), REFUSED, DAY.total_seconds())
        return False


def _early_key(channel: Channel) -> str:
    return f"renewal:{channel.pk}"


def _renewed(channel: Channel) -> bool:
    try:
        return renew(channel)
    except CredentialsExpired as error:
        channels.mark_broken(channel, str(error))
    except NetworkError:
        pass  # there is time to try again
    return False
