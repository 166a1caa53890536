"""Prints one API token per kind of user of the demo, as JSON."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from knox.models import AuthToken

from agency.models import User
from reports.demo.cast import AGENCY

KINDS = {
    "head": f"marta@{AGENCY}",
    "manager": f"daryna@{AGENCY}",
    "copywriter": f"olena@{AGENCY}",
    "moderator": f"lesya@{AGENCY}",
    "approver": "hanna@ovechka.example",
    "expert": "roman@ovechka.example",
    "author": "petro@vektorbus.example",
}


class Command(BaseCommand):
    help = "Print a fresh API token for each kind of demo user as JSON: {kind: token}. Only the digests are stored."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo installation: RAPPORT_DEMO is off.")
        people = {user.email: user for user in User.objects.filter(email__in=KINDS.values())}
        if not people:
            raise CommandError("There is no demo agency yet. Build it with: manage.py demo")
        tokens = {kind: AuthToken.objects.create(people[email])[1] for kind, email in KINDS.items() if email in people}
        self.stdout.write(json.dumps(tokens))
