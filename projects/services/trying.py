"""How often credentials may be tried: often enough to find the right ones, too seldom to guess them.

Counted for each person and for each link of a client, whichever way they come: page, dialog or API.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.cache import cache
from django.core.exceptions import ValidationError

from agency.models import User
from projects.models import ConnectionLink

MOST = 30
WITHIN = 3_600  # seconds
TOO_OFTEN = "There were very many tries. Wait an hour, then try once more. Nothing was changed."

Who = User | ConnectionLink


class TooOften(ValidationError):
    """One try too many. The network was not asked."""

    def __init__(self) -> None:
        super().__init__(TOO_OFTEN)


def count(who: Who) -> None:
    """Count one more try of a person, or by a client's link. TooOften when it is one too many."""
    key = _key(who)
    cache.add(key, 0, WITHIN)
    with suppress(ValueError):  # it expired between the two lines
        if cache.incr(key) > MOST:
            raise TooOften


@contextmanager
def counted(who: Who) -> Iterator[None]:
    """Around one try that connects a page: given back when nothing was refused, so that many pages can be connected."""
    count(who)
    yield
    with suppress(ValueError):
        cache.decr(_key(who))


def _key(who: Who) -> str:
    return f"tried-credentials:{who._meta.model_name}:{who.pk}"
