"""The one way to write the audit log.

A floor teaches the log its verbs once, in ``apps.ready``, with :func:`agency.sentences.register`, and writes
``audit.record("content.post.approve", post, by=user, title=post.title)`` in the transaction of the change.
"""

from typing import Any

from django.db import models

from agency import sentences
from agency.models.event import Event


def record(verb: str, obj: models.Model, *, by: Any = None, shared: bool = False, **data: Any) -> Event:
    """Write what happened to ``obj``.

    ``by`` is a user, a name of somebody without an account, or None for Rapport itself. ``shared`` lets the client
    read it. ``data`` must be JSON. Raises KeyError for a verb nobody registered.
    """
    event = draft(verb, obj, by=by, shared=shared, **data)
    event.save(force_insert=True)
    return event


def draft(verb: str, obj: models.Model, *, by: Any = None, shared: bool = False, **data: Any) -> Event:
    """The event, not yet written: for many at once, or for what happened earlier. See :func:`record`."""
    if not sentences.is_known(verb):
        raise KeyError(f"No sentence is registered for {verb}")
    is_person = isinstance(by, models.Model)
    return Event(
        verb=verb,
        object=obj,
        actor=by if is_person else None,
        actor_name=str(by) if by else "Rapport",
        project_id=getattr(obj, "project_id", None) or (obj.pk if obj._meta.model_name == "project" else None),
        is_shared=shared,
        data=data,
    )
