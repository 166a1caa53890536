"""Polls under posts: put together by a page, answered once by each visitor."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from playground.models import Account, Ballot, Post
from playground.refusals import bad_value, forbidden
from playground.texts import limited

QUESTION_LIMIT, OPTION_LIMIT, OPTIONS_LIMIT = 300, 100, 10


def asked(*, question: str, options: list[str], several: bool, closes_at: str | None) -> dict[str, Any]:
    """A poll as a post keeps it, with nobody's vote yet. Raises ``Refused`` for one the network does not take."""
    if not 2 <= len(options) <= OPTIONS_LIMIT:
        raise bad_value("poll", f"A poll has 2 to {OPTIONS_LIMIT} options.")
    texts = [limited(text.strip(), field="poll", limit=OPTION_LIMIT) for text in options]
    if not all(texts) or len({text.casefold() for text in texts}) < len(texts):
        raise bad_value("poll", "Every option needs words of its own.")
    return {
        "question": limited(question.strip(), field="poll", limit=QUESTION_LIMIT),
        "options": [{"text": text, "votes": 0} for text in texts],
        "several": several,
        "closes_at": closes_at,
        "voters": 0,
    }


def vote(*, post: Post, by: Account, options: Iterable[int]) -> None:
    """Cast ``by``'s one ballot and count it. The post's row is held, so that two votes at once are both counted."""
    chosen = sorted(set(options))
    with transaction.atomic():
        held = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
        _may_vote(held, by, chosen)
        Ballot.objects.create(post=held, account=by, options=chosen)
        for place in chosen:
            held.poll["options"][place]["votes"] += 1
        held.poll["voters"] += 1
        held.save(update_fields=["poll"])
    post.poll = held.poll


def _may_vote(post: Post, by: Account, chosen: list[int]) -> None:
    if not post.poll:
        raise bad_value("option", "There is no poll under this post.")
    if post.poll_is_closed:
        raise forbidden("The poll is closed.")
    if post.ballots.filter(account=by).exists():
        raise forbidden("You have voted here already.")
    if not chosen or not all(0 <= place < len(post.poll["options"]) for place in chosen):
        raise bad_value("option", "Choose one of the options.")
    if len(chosen) > 1 and not post.poll["several"]:
        raise bad_value("option", "Choose one option only.")
