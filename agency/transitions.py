"""The one way a person moves an object from state to state: locked, permitted, and written down.

States and transitions are declared on the models (django-fsm-2). ``move(post, "approve", by=user)`` runs one of
them and its audit event in one transaction; the event's verb is ``<app>.<model>.<transition>``.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django_fsm import FSMField, can_proceed, has_transition_perm

from agency import audit


class MovedMeanwhile(Exception):
    """The object is not in a state this can be done from: usually somebody was faster. The text is for the user."""


def state_field(model: type[models.Model] | models.Model) -> Any:
    """The one field that holds a model's state."""
    return next(field for field in model._meta.fields if isinstance(field, FSMField))


@transaction.atomic
def move(
    obj: Any,
    transition: str,
    *,
    by: Any,
    fields: Iterable[str] = (),
    shared: bool = False,
    check_permission: bool = True,
    **data: Any,
) -> None:
    """Run ``transition`` on ``obj`` and record it.

    ``fields`` names other fields the caller has set, saved together with the state. ``data`` goes to the event.
    ``check_permission=False`` is for people without an account whose right was proven otherwise (a magic link).
    Raises MovedMeanwhile when the state in the database does not allow it, PermissionDenied when ``by`` may not.
    """
    method = getattr(obj, transition)
    if check_permission and not _may(method, obj, by):
        raise PermissionDenied(transition)
    field = state_field(obj)
    now = type(obj)._base_manager.select_for_update().values_list(field.name, flat=True).get(pk=obj.pk)
    if now != getattr(obj, field.name) or not can_proceed(method):
        raise MovedMeanwhile(_too_late(obj, field, now))
    if check_permission and not has_transition_perm(method, by):
        raise PermissionDenied(transition)
    method()
    obj.save(update_fields=[field.name, *fields])
    audit.record(f"{obj._meta.label_lower}.{transition}", obj, by=by, shared=shared, **data)
    if hasattr(obj, "after_move"):  # what the model keeps of its moves, in their transaction
        obj.after_move()


def may_ever(obj: Any, transition: str, user: Any) -> bool:
    """Whether ``user`` may do this from some state; a verb that is no transition asks by itself."""
    method = getattr(obj, transition, None)
    return not hasattr(method, "_django_fsm") or _may(method, obj, user)


def open_to(obj: Any, user: Any) -> list[dict[str, str]]:
    """The transitions ``user`` may run on ``obj`` now, as declared: name and label, for buttons and the API."""
    found = getattr(obj, f"get_available_user_{state_field(obj).name}_transitions")(user)
    in_order = sorted(found, key=lambda item: item.method.__code__.co_firstlineno)
    return [{"name": item.name, "label": item.custom["label"]} for item in in_order if "label" in item.custom]


def _may(method: Any, obj: Any, user: Any) -> bool:
    """Whether ``user`` may do this from any state: who may never is told so, whatever the state is."""
    return any(item.has_perm(obj, user) for item in method._django_fsm.transitions.values())


def _too_late(obj: Any, field: Any, now: str) -> str:
    label = dict(field.flatchoices).get(now, now)
    return f"Somebody was faster: “{obj}” is now in the state “{label}”. Nothing of yours was lost."
