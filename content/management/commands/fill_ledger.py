"""``manage.py fill_ledger``: who waited for whom, for posts that moved before it was kept. May run twice."""

from typing import Any

from django.core.management.base import BaseCommand

from content.services import ledger


class Command(BaseCommand):
    help = "Fill the delay ledger for posts that have no spans in it yet."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{ledger.fill(ledger.unwritten())} spans written.")
