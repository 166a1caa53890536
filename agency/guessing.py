"""Slowing down whoever tries link after link. Links that exist open as ever: a whole office may share an address."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MOST = 30
WITHIN = 600  # seconds


def has_tried_too_often(request: HttpRequest) -> bool:
    """Count one more link that leads nowhere from where ``request`` comes; whether there were too many by now."""
    key = f"unknown-link:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, WITHIN)
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it expired between the two lines
        return False
