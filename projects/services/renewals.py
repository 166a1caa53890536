"""Access that a network renews by itself. A token that can be used once is used once, however many notice its end."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from projects.models import Channel
from projects.networks import Ability, adapter_for, can, networks_that_can
from projects.networks.base import CredentialsExpired, CredentialsRevoked, NetworkError
from projects.services import channels

AHEAD = dt.timedelta(hours=2)


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


def renew_ahead(*, now: dt.datetime | None = None) -> int:
    """Renew what ends within two hours, before anybody needs it; how many were."""
    soon = Channel.objects.usable().filter(
        network__in=networks_that_can(Ability.REFRESH), credentials_expire_at__lte=(now or timezone.now()) + AHEAD
    )
    return sum(_renewed(channel) for channel in soon)


def _renewed(channel: Channel) -> bool:
    try:
        return renew(channel)
    except CredentialsExpired as error:
        channels.mark_broken(channel, str(error))
    except NetworkError:
        pass  # there is time to try again
    return False
