"""After a test that committed: only what it wrote is taken out again.

Django empties every table and then asks every application to fill in what belongs to it; with ours that takes longer
than most tests. What migrations made (kinds of things, permissions) is nobody's to change, so it stays.
"""

import pgtrigger
from django.apps import apps
from django.db import connection, transaction

KEPT = {"django_content_type", "auth_permission"}


def forget(*_: object) -> None:
    """Take the rows out of every table that has some. What points at what is asked at the end, when all are out."""
    with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in _tables()))
        written = [row[0] for row in cursor.fetchall()]
        if written:
            cursor.execute(";".join(f"DELETE FROM {name}" for name in written))


def _tables() -> list[str]:
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if model._meta.managed} - KEPT)
