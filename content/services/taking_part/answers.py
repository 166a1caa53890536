"""Answers: taken in from the network or by hand, one a person; taken out again with a reason."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.transitions import MovedMeanwhile
from content.models import Answer, Details, Post, Promotion, Publication, Winner, details_of
from content.refusal import Refusal
from content.services import versions
from content.services.taking_part import require_writer
from content.services.taking_part.judging import FORMATS, judge
from projects.networks.base import RemoteComment

MOST_BY_HAND = 2_000
AGAIN = "has answered already"


@transaction.atomic
def take_in(*, publication: Publication, comments: Iterable[RemoteComment]) -> int:
    """Keep what people said under ``publication``, each comment once; how many are new. Our own page is no people.

    ``comments`` are those ``believing.comments`` lets through.
    """
    post = versions.hold(publication.post)
    details = details_of(post)
    if details is None or post.format not in FORMATS:
        return 0
    said = {comment.external_id: comment for comment in comments if not comment.is_own}
    kept = set(publication.answers.filter(external_id__in=said).values_list("external_id", flat=True))
    fresh = [comment for key, comment in said.items() if key not in kept]
    network = publication.channel.network
    rows = [_row(post, publication, comment, network) for comment in fresh]
    _judge(post, details, rows)
    return len(Answer.objects.bulk_create(rows))


def _row(post: Post, publication: Publication, comment: RemoteComment, network: str) -> Answer:
    return Answer(
        post=post,
        publication=publication,
        external_id=comment.external_id,
        person_key=f"{network}:{comment.author_id or comment.author_name}"[:200],
        person_name=comment.author_name or "Somebody",
        person_url=comment.author_url,
        text=comment.text,
        url=comment.url,
        said_at=comment.published_at,
    )


def _judge(post: Post, details: Details, rows: list[Answer]) -> None:
    """Mark what counts. The first that counts of each person does; earlier winners may be barred."""
    people = {row.person_key for row in rows}
    seen = set(post.answers.filter(person_key__in=people, counts=True).values_list("person_key", flat=True))
    out = set(
        post.answers.filter(person_key__in=people, why_not__startswith="taken out").values_list("person_key", flat=True)
    )
    barred = _earlier_winners(post, details, people)
    for row in rows:
        judged = judge(details, row.text, row.said_at)
        again = AGAIN if row.person_key in seen else "taken out before" if row.person_key in out else ""
        row.options = [*judged.options]
        row.why_not = judged.why_not or again or barred.get(row.person_key, "")
        row.counts = not row.why_not
        if row.counts:
            seen.add(row.person_key)


def _earlier_winners(post: Post, details: Details, people: Iterable[str]) -> dict[str, str]:
    if not isinstance(details, Promotion) or not details.bars_winners_days:
        return {}
    since = timezone.now() - dt.timedelta(days=details.bars_winners_days)
    won = Winner.objects.filter(draw__post__project=post.project_id, draw__drawn_at__gte=since, person_key__in=people)
    others = won.exclude(draw__post=post).select_related("draw__post")
    return {winner.person_key: f"won “{winner.draw.post}” before" for winner in others}


@dataclass(frozen=True)
class Entry:
    """Somebody entered by hand: a name, and the address of the page or comment where there is one."""

    name: str
    url: str = ""


def read_entries(text: str) -> list[Entry]:
    """One person a line: ``name``, or ``name; address`` (comma and tab part them too). Refusal names every bad line."""
    found, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_entry(line))
        except ValidationError:
            wrong.append(f"line {number}")
    if wrong:
        raise Refusal(people=f"This is not an address: {', '.join(wrong[:10])}.")
    if not found:
        raise Refusal(people="Write at least one name.")
    if len(found) > MOST_BY_HAND:
        raise Refusal(people=f"At most {MOST_BY_HAND} people at a time.")
    return found


def _entry(line: str) -> Entry:
    for mark in ("\t", ";", ","):
        name, _, url = (part.strip() for part in line.partition(mark))
        if url:
            URLValidator(["http", "https"])(url)
            return Entry(name[:200], url[:500])
    return Entry(line.strip(" \t;,")[:200])


@transaction.atomic
def add_by_hand(*, post: Post, entries: list[Entry], by: Any) -> int:
    """Enter people whom no network tells us about; who is there already stays once. How many are new."""
    require_writer(by, post)
    post = versions.hold(post)
    details = details_of(post)
    if details is None or post.format not in FORMATS:
        raise MovedMeanwhile(f"Nobody enters “{post}”: it asks for nothing.")
    people = {hand_key(entry): entry for entry in entries}
    kept = set(post.answers.filter(person_key__in=people).values_list("person_key", flat=True))
    barred = _earlier_winners(post, details, people)
    rows = [_by_hand(post, key, entry, barred.get(key, ""), by) for key, entry in people.items() if key not in kept]
    Answer.objects.bulk_create(rows)
    if rows:
        audit.record("content.post.entries_added", post, by=by, title=post.title, count=len(rows))
    return len(rows)


def hand_key(entry: Entry) -> str:
    """How somebody entered by hand is told apart: by their address, else by the name."""
    return f"hand:{entry.url.rstrip('/').casefold() or ' '.join(entry.name.split()).casefold()}"[:200]


def _by_hand(post: Post, key: str, entry: Entry, why_not: str, by: Any) -> Answer:
    return Answer(post=post, person_key=key, person_name=entry.name, person_url=entry.url, said_at=timezone.now(),
                  counts=not why_not, why_not=why_not, added_by=by)  # fmt: skip


@transaction.atomic
def take_out(*, answer: Answer, reason: str, by: Any) -> None:
    """Somebody may not take part: none of what they said counts, and the reason stays."""
    require_writer(by, answer)
    if not reason.strip():
        raise Refusal(reason="Say why: the protocol of a draw may be asked for.")
    post = versions.hold(answer.post)
    why = f"taken out: {reason.strip()}"[:200]
    if not Answer.objects.filter(pk=answer.pk, counts=True).update(counts=False, why_not=why, is_best=False):
        raise MovedMeanwhile(f"{answer.person_name} is out already.")
    said: dict[str, Any] = {"title": post.title, "person": answer.person_name, "reason": reason.strip()}
    audit.record("content.post.entry_taken_out", post, by=by, **said)


@transaction.atomic
def put_back(*, answer: Answer, by: Any) -> None:
    """It counts after all."""
    require_writer(by, answer)
    post = versions.hold(answer.post)
    if post.answers.filter(person_key=answer.person_key, counts=True).exists():
        raise MovedMeanwhile(f"{answer.person_name} is in already: one answer a person.")
    Answer.objects.filter(pk=answer.pk).update(counts=True, why_not="")
    audit.record("content.post.entry_put_back", post, by=by, title=post.title, person=answer.person_name)


@transaction.atomic
def pick(*, answer: Answer, best: bool, by: Any) -> None:
    """One of the best answers, or not any more. Picks are made by hand and may be undone, so the log is not told."""
    require_writer(by, answer)
    Answer.objects.filter(pk=answer.pk).update(is_best=best)
