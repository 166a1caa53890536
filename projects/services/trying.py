"""How often somebody may try credentials: often enough to find the right ones, too seldom to guess them."""

from django.core.cache import cache

from agency.models import User

MOST = 30
WITHIN = 3_600  # seconds
TOO_OFTEN = "You have tried very often. Wait an hour, or connect the page: it is asked the same."


def may_try_again(by: User) -> bool:
    """Count one more try of ``by``; whether it is not one too many."""
    key = f"tried-credentials:{by.pk}"
    cache.add(key, 0, WITHIN)
    try:
        return cache.incr(key) <= MOST
    except ValueError:  # it expired between the two lines
        return True
