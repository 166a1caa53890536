"""The one way to write the audit log, and the sentences it reads as.

A floor registers its verbs once, in ``apps.ready``::

    audit.register({"content.post.approved": "{actor} approved {title}"})

and writes ``audit.record("content.post.approved", post, by=user, title=post.title)`` in the transaction of the change.
"""

from typing import Any

from django.db import models

from agency.models.event import Event

_sentences: dict[str, str] = {}


def register(sentences: dict[str, str]) -> None:
    """Teach the log to speak: verb → sentence with ``{actor}`` and the names of the event's data."""
    _sentences.update(sentences)


def record(verb: str, obj: models.Model, *, by: Any = None, shared: bool = False, **data: Any) -> Event:
    """Write what happened to ``obj``.

    ``by`` is a user, a name of somebody without an account, or None for Rapport itself. ``shared`` lets the client
    read it. ``data`` must be JSON. Raises KeyError for a verb nobody registered.
    """
    if verb not in _sentences:
        raise KeyError(f"No sentence is registered for {verb}")
    is_person = isinstance(by, models.Model)
    return Event.objects.create(
        verb=verb,
        object=obj,
        actor=by if is_person else None,
        actor_name=str(by) if by else "Rapport",
        project_id=getattr(obj, "project_id", None) or (obj.pk if obj._meta.model_name == "project" else None),
        is_shared=shared,
        data=data,
    )


class _Missing(dict):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(event: Event) -> str:
    """The event in words: ``Daryna Koval approved “Прогулка”``."""
    template = _sentences.get(event.verb, "{actor}: " + event.verb)
    return template.format_map(_Missing(event.data | {"actor": event.actor_name}))
