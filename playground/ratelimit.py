"""How often one visitor may do something on the pages. The HTTP API is not limited but by its fault switch."""

from django.core.cache import cache
from django.http import HttpRequest

from playground.models import Account
from playground.refusals import rate_limited


def allow(what: str, *, who: object, times: int, seconds: int) -> None:
    """Counts this try in a fixed window; raises ``Refused`` past ``times``."""
    key = f"playground:{what}:{who}"
    cache.add(key, 0, seconds)
    if cache.incr(key) > times:
        raise rate_limited(seconds)


def allow_reaction(account: Account) -> None:
    allow("reaction", who=account.pk, times=120, seconds=60)


def allow_comment(account: Account) -> None:
    allow("comment", who=account.pk, times=30, seconds=60)


def allow_newcomer(request: HttpRequest) -> None:
    allow("newcomer", who=request.META.get("REMOTE_ADDR", ""), times=60, seconds=3600)


def allow_registration(request: HttpRequest) -> None:
    allow("registration", who=request.META.get("REMOTE_ADDR", ""), times=30, seconds=3600)
