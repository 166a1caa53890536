"""Access that a network renews by itself. A token that can be used once is used once, however many notice its end.

What a refusal means is one policy. A refused *send* renews the token or breaks the page (``renew_or_break``): nothing
can go out. A refused *reading* only raises a doubt (``doubt``): posts may still go out, so the page is broken when the
network says the same to ``check``, when access was taken back by somebody, or at the third refusal within a day. What
cannot be reached says nothing about a token, however long it cannot.
"""

import datetime as dt
import time

from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from projects.models import Channel
from projects.models.channel import RENEWAL_FAILURES
from projects.networks import Ability, adapter_for, can, networks_that_can
from projects.networks.base import CredentialsExpired, CredentialsRevoked, NetworkError
from projects.networks.budgets import token_name
from projects.services import channels

AHEAD = dt.timedelta(minutes=25)  # two ticks of the heartbeat before the end, and a little
AGAIN = dt.timedelta(minutes=5)  # less than a tick: each is a try, two at once are one
EARLY = dt.timedelta(days=15)
DAY = dt.timedelta(days=1)
AT_ONCE, LONGEST = 200, 240.0  # channels and seconds one tick takes at most
REFUSALS = 3


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


# --- doubt ----------------------------------------------------------------------------------------------------------


def doubt(channel: Channel, error: CredentialsExpired) -> bool:
    """A reading call was refused for the token's sake. Whether there is access after all."""
    if isinstance(error, CredentialsRevoked):
        return renew_or_break(channel, error)
    try:
        if can(channel.network, Ability.REFRESH):
            return renew(channel)
    except CredentialsExpired:
        pass  # it cannot be renewed: that alone is no end
    except NetworkError:
        return False
    return _checked(channel, error)


def _checked(channel: Channel, error: CredentialsExpired) -> bool:
    try:
        adapter_for(channel).check()
    except CredentialsExpired as said:
        channels.mark_broken(channel, str(said))
        return False
    except NetworkError:
        return False  # not now: nothing is known
    return _counted(channel, error)


def _counted(channel: Channel, error: CredentialsExpired) -> bool:
    key = f"refused:{channel.pk}:{token_name(channel.credentials)}"
    cache.add(key, 0, DAY.total_seconds())
    if cache.incr(key) < REFUSALS:
        return True
    cache.delete(key)
    channels.mark_broken(channel, str(error))
    return False


# --- ahead of time --------------------------------------------------------------------------------------------------


def renew_ahead(*, now: dt.datetime | None = None) -> int:
    """Renew what ends within minutes, before anybody needs it, and try once a day what ends within days.

    How many were renewed. Each channel is taken by one worker; what is left over is the next tick's. What can still be
    renewed tomorrow is not broken today, but told (see ``warnings``).
    """
    now = now or timezone.now()
    until, renewed = time.monotonic() + LONGEST, 0
    for _ in range(AT_ONCE):
        channel = _take(now) if time.monotonic() < until else None
        if channel is None:
            break
        renewed += _renewed(channel, now)
    return renewed


@transaction.atomic
def _take(now: dt.datetime) -> Channel | None:
    """The next channel to renew, marked as asked. Whoever waited longest comes first: one that fails holds up none."""
    ends, asked = "credentials_expire_at", "renewal_asked_at"
    soon = Q(**{f"{ends}__lte": now + AHEAD}) & (Q(**{asked: None}) | Q(**{f"{asked}__lte": now - AGAIN}))
    early = Q(**{f"{ends}__gt": now + DAY, f"{ends}__lte": now + EARLY})
    early &= Q(**{asked: None}) | Q(**{f"{asked}__lte": now - DAY})
    able = Channel.objects.usable().filter(network__in=networks_that_can(Ability.REFRESH)).select_related("project")
    rows = able.filter(soon | early).order_by(F(asked).asc(nulls_first=True), "pk")
    channel = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if channel:
        channel.renewal_asked_at = now
        channel.save(update_fields=["renewal_asked_at"])
    return channel


def _renewed(channel: Channel, now: dt.datetime) -> bool:
    try:
        return renew(channel)
    except CredentialsExpired as error:
        if channel.credentials_expire_at and channel.credentials_expire_at <= now:
            channels.mark_broken(channel, str(error))
        else:
            _failed(channel, RENEWAL_FAILURES)  # what it has works until it ends, and no may turn into yes
    except NetworkError:
        _failed(channel, 1)
    return False


def _failed(channel: Channel, count: int) -> None:
    Channel.objects.filter(pk=channel.pk).update(renewal_failures=F("renewal_failures") + count)
