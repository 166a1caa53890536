"""Fills the practice network from JSON on standard input; the same JSON twice adds nothing.

Reads one object (times are ISO 8601 with a zone; what is marked ? may be left out):

    {"pages": [{
      "handle": "lastivka-coffee",        what the page is known by: latin letters, digits, hyphens
      "name": "Lastivka coffee",
      "about": "Coffee in the old town",  ?
      "token": "pg_…",                    ? at least 20 characters; replaces the page's token. A new page without
                                            one gets one, told once in the answer
      "token_expires_at": "2026-12-01T00:00:00Z",  ? null or absent: never; in the past: already expired
      "followers": 1240,                  ? number at the start, those named below included
      "followed_by": ["Олена Ткачук"],    ? names of followers
      "posts": [{
        "key": "post-17",                 unique on the page; the post's idempotency key, so publishing with the same
                                          key over the API answers this post
        "text": "…", "link": "https://…" ?, "media_urls": ["https://…"] ?,
        "created_at": "2026-11-02T09:00:00+02:00",
        "hidden": false ?, "likes": 12 ?, "shares": 3 ?, "views": 900 ?,
        "comments": [{
          "key": "comment-99",            unique among the page's comments
          "author": "Олена Ткачук",       ? absent or null: the page itself speaks
          "text": "…", "created_at": "…", "hidden": false ?,
          "replies": [{"key", "author" ?, "text", "created_at", "hidden" ?}] ?
        }] ?
      }] ?
    }]}

Answers on standard output:

    {"pages": {"lastivka-coffee": {"id": "7", "url": "http://…/playground/@lastivka-coffee/",
      "token": "pg_…" or null, "posts": {"post-17": {"id": "81", "url": "http://…/playground/posts/81/"}},
      "comments": {"comment-99": {"id": "402", "url": "http://…/playground/posts/81/#c402"}}}}}
"""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from playground.seed import Planted, plant
from playground.seed_shape import NetworkSeed


class Command(BaseCommand):
    help = __doc__ or ""
    stealth_options = ("stdin",)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base-url", default=settings.BASE_URL, help="what the addresses in the answer begin with")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = json.load(options.get("stdin") or sys.stdin)
        except ValueError as error:
            raise CommandError(f"Standard input holds no JSON: {error}") from error
        seed = NetworkSeed(data=data)
        if not seed.is_valid():
            raise CommandError(f"Nothing was planted. {json.dumps(seed.errors, ensure_ascii=False)}")
        planted = plant(seed.validated_data["pages"])
        base = options["base_url"].rstrip("/")
        answer = {"pages": {handle: _told(page, base) for handle, page in planted.items()}}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


def _told(planted: Planted, base: str) -> dict[str, Any]:
    def all_of(rows: dict[str, Any]) -> dict[str, Any]:
        return {key: {"id": str(row.pk), "url": base + row.get_absolute_url()} for key, row in rows.items()}

    page = planted["page"]
    told = {"id": str(page.pk), "url": base + page.get_absolute_url(), "token": planted["token"]}
    return told | {"posts": all_of(planted["posts"]), "comments": all_of(planted["comments"])}
