"""Addresses of many rows at once: Django works an address out anew each time, a month of posts asks for hundreds."""

from functools import lru_cache

from django.urls import reverse

_SOMEBODY = 1_000_000_000_000_000_007  # a number no row has


def address(name: str, pk: int) -> str:
    """``reverse(name, args=[pk])`` for an address with one number in it."""
    return _pattern(name).replace(str(_SOMEBODY), str(pk))


@lru_cache(64)
def _pattern(name: str) -> str:
    return reverse(name, args=[_SOMEBODY])
