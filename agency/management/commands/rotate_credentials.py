"""``manage.py rotate_credentials``: after a new key was put first in CREDENTIALS_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agency.services.credentials import encrypted_columns, rotate


class Command(BaseCommand):
    help = "Writes every stored credential with the newest key; afterwards the older keys may be removed."

    def handle(self, *args: Any, **options: Any) -> None:
        lost = []
        for model, field in encrypted_columns():
            written, unreadable = rotate(model, field)
            self.stdout.write(f"{model._meta.label}.{field}: {written} written with the newest key")
            lost += [f"{model._meta.label} {pk}" for pk in unreadable]
        if lost:
            raise CommandError(
                f"No key reads {', '.join(lost[:20])}{' …' if len(lost) > 20 else ''}. They were left as they are."
                " Put the key that wrote them back into CREDENTIALS_KEYS, or connect those again."
            )
