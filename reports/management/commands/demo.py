"""Builds the demo agency with dates around today."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agency.models import User
from reports.demo.build import build, is_built


class Command(BaseCommand):
    help = "Build the demo agency Lastivka. Twice changes nothing; a database somebody works in is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="say nothing when there are people already")
        parser.add_argument("--times", type=int, default=1, help="so many times the usual number of comments")

    def handle(self, *args: Any, if_empty: bool, times: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo installation: RAPPORT_DEMO is off.")
        if is_built():
            return self._say("The demo agency is there already.", if_empty)
        if User.objects.exists():
            if if_empty:
                return None
            raise CommandError("There are people in this database already; the demo is built into an empty one only.")
        started = time.monotonic()
        build(comments_a_post=18 * times)
        return self._say(f"The demo agency was built in {time.monotonic() - started:.0f} s.", False)

    def _say(self, text: str, quiet: bool) -> None:
        if not quiet:
            self.stdout.write(text)
