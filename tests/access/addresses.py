"""Every address of the house: name, parameters, methods."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

PAGES = ("get", "post")
NOT_TRIED = ("head", "options", "trace")


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    params: tuple[str, ...]
    methods: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")


def every_address() -> list[Address]:
    return list(_walk(get_resolver(), "", (), ()))


def _walk(resolver: Any, prefix: str, names: tuple[str, ...], before: tuple[str, ...]) -> Iterator[Address]:
    for part in resolver.url_patterns:
        route, params = prefix + str(part.pattern), (*before, *part.pattern.regex.groupindex)
        if isinstance(part, URLPattern):
            name = ":".join([*names, part.name or "nameless"])
            yield Address(name, route, params, _methods(part.callback))
        else:
            yield from _walk(part, route, (*names, part.namespace) if part.namespace else names, params)


def _methods(view: Any) -> tuple[str, ...]:
    """What an API view answers; a page is asked both ways, and says 405 to the one it does not take."""
    kind = getattr(view, "cls", None)
    if kind is None:
        return PAGES
    known = getattr(view, "actions", None) or [name for name in kind.http_method_names if hasattr(kind, name)]
    return tuple(name for name in known if name in kind.http_method_names and name not in NOT_TRIED)
