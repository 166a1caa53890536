"""The demo's pages on the playground: planted by its own command, reached like any other network."""

import datetime as dt
import io
import json
import secrets
from collections import defaultdict
from typing import Any

from django.core.management import call_command

from content.models import Publication
from reports.demo.calendar import Clock
from reports.demo.projects import House
from reports.demo.taking_part import polls_of
from reports.demo.voices import NAMES

EXPIRED = "ovechka"  # its token died this afternoon


def tokens_for(house: House) -> dict[str, str]:
    """A fresh token for the page of every running project."""
    running = [slug for slug, brief in house.briefs.items() if brief.stage == "active"]
    return {slug: f"pg_{secrets.token_urlsafe(24)}" for slug in running}


def plant(
    house: House, tokens: dict[str, str], comments: dict[int, list[dict[str, Any]]], base_url: str, clock: Clock
) -> dict[str, Any]:
    """Tell the playground its pages, past posts and what people said under them; return its answer by handle."""
    past: dict[str, list[Publication]] = defaultdict(list)
    rows = Publication.objects.filter(scheduled_for__lte=clock.now).select_related("channel", "post", "version")
    for publication in rows.order_by("scheduled_for"):
        past[publication.channel.external_id].append(publication)
    pages = [_page(house, slug, token, past[slug], comments, clock) for slug, token in tokens.items()]
    return _seed({"pages": pages}, base_url)


def _page(
    house: House,
    slug: str,
    token: str,
    past: list[Publication],
    comments: dict[int, list[dict[str, Any]]],
    clock: Clock,
) -> dict[str, Any]:
    brief = house.briefs[slug]
    expires = clock.ago(hours=1) if slug == EXPIRED else clock.now + dt.timedelta(days=45)
    return {
        "handle": slug,
        "name": brief.name,
        "about": brief.about,
        "token": token,
        "token_expires_at": expires.isoformat(),
        "followers": brief.followers,
        "followed_by": [name for names in NAMES.values() for name in names],
        "posts": [_post(publication, comments.get(publication.post_id, [])) for publication in past],
    }


def _post(publication: Publication, comments: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "key": str(publication.idempotency_key),
        "text": publication.post.text,
        "created_at": publication.scheduled_for.isoformat() if publication.scheduled_for else "",
        "likes": 20 + publication.pk % 300,
        "shares": publication.pk % 23,
        "views": 400 + publication.pk % 2_000,
        "comments": comments,
        **polls_of(publication),
    }


def _seed(pages: dict[str, Any], base_url: str) -> dict[str, Any]:
    answer = io.StringIO()
    call_command("playground_seed", base_url=base_url, stdin=io.StringIO(json.dumps(pages)), stdout=answer)
    return json.loads(answer.getvalue())["pages"]
