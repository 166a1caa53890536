"""Meta's counts, which it renames and retires often: one name it does not know spoils the whole call."""

from django.conf import settings
from django.core.cache import cache

from projects.networks.base import Misused, PermissionMissing
from projects.networks.graph import Graph, count, items_of

RETIRED_FOR = 24 * 3_600  # seconds until a count that Meta did not know is asked for again
Counts = dict[str, int | None]


def counts(graph: Graph, node: str, names: list[str], *, kind: str) -> Counts:
    """By name, what Meta still counts of ``node``. ``kind``: of what a name is retired for, "post" or "REELS".

    Names it does not know are left alone for a day. Without the right to read counts there are none.
    """
    known = [name for name in names if not cache.get(_retired(kind, name))]
    try:
        return _asked(graph, node, known)
    except PermissionMissing:
        return {}
    except Misused:
        return {key: value for name in known for key, value in _alone(graph, node, name, kind).items()}


def first(seen: Counts, names: list[str]) -> int | None:
    """The newest of the names Meta has had for one count."""
    return next((seen[name] for name in names if seen.get(name) is not None), None)


def _alone(graph: Graph, node: str, name: str, kind: str) -> Counts:
    try:
        return _asked(graph, node, [name])
    except Misused:
        cache.set(_retired(kind, name), True, timeout=RETIRED_FOR)
        return {}


def _asked(graph: Graph, node: str, names: list[str]) -> Counts:
    if not names:
        return {}
    answer = graph.get(f"{node}/insights", metric=",".join(names), period="lifetime")
    values = {str(item.get("name")): item for item in items_of(answer)}
    return {name: _value(item) for name, item in values.items()}


def _value(item: dict[str, object]) -> int | None:
    """Old counts come as a list of values, new ones as a total."""
    values, whole = item.get("values"), item.get("total_value")
    found = values[-1] if isinstance(values, list) and values else whole
    return count(found.get("value")) if isinstance(found, dict) else None


def _retired(kind: str, name: str) -> str:
    return f"graph-retired-{settings.META_GRAPH_VERSION}-{kind}-{name}"
