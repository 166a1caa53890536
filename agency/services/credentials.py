"""Changing the key of stored credentials: every encrypted column, wherever it lives, found by looking at the models."""

from collections.abc import Iterator

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import models, transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from agency.fields import EncryptedJSONField, cipher

BATCH = 500


def encrypted_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every model and field that holds ciphertext."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedJSONField):
                yield model, field.name


def rotate(model: type[models.Model], field: str) -> tuple[int, list[int]]:
    """Write every value of the column with the newest key.

    Returns how many were written, and the ids of those no key could read; they stay as they are. Rows are locked a
    batch at a time, so nobody's change is lost and nobody waits long; it may be run again or stopped at any time.
    """
    written, unreadable, last = 0, [], 0
    while True:
        with transaction.atomic():
            rows = _batch(model, field, last)
            for pk, text in rows:
                try:
                    fresh = cipher().rotate(text.encode()).decode()
                except InvalidToken:
                    unreadable.append(pk)
                    continue
                model._base_manager.filter(pk=pk).update(**{field: Value(fresh, output_field=TextField())})
                written += 1
        if len(rows) < BATCH:
            return written, unreadable
        last = rows[-1][0]


def _batch(model: type[models.Model], field: str, last: int) -> list[tuple[int, str]]:
    """Ciphertext as it lies in the column, from after id ``last``."""
    stored = model._base_manager.filter(pk__gt=last, **{f"{field}__isnull": False}).order_by("pk")
    raw = stored.annotate(_raw=Cast(F(field), TextField())).values_list("pk", "_raw")
    return list(raw.select_for_update()[:BATCH])
