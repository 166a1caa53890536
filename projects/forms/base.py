"""How forms and verbs share the work."""

import copy
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet


class OnACopy:
    """Checks what was typed on a copy: the object itself is changed by its verb, which compares old and new."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy.copy(instance) if instance else None, **kwargs)  # type: ignore[call-arg]


def offer(form: forms.BaseForm, field: str, rows: QuerySet[Any]) -> None:
    """Let ``field`` be chosen from ``rows``: what the asking person may see."""
    cast(forms.ModelChoiceField, form.fields[field]).queryset = rows


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put a verb's ValidationError beside the fields it names; what the form has no field for goes on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields or name == NON_FIELD_ERRORS else None, errors)
