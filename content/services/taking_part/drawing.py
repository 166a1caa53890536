"""The draw of a promotion: anybody who has the protocol can do it again and gets the same people.

1. Before entries close, the fingerprint of the seed is told: SHA-256 of the seed, which itself stays secret.
2. The entries are the people whose answer counts, sorted by their keys (network and number there, or the name).
3. The digest of the list is the SHA-256 of the sorted keys, one a line, in UTF-8.
4. Everybody's rank is the SHA-256 of ``seed:digest:key`` in hex digits. The lowest win, in the order of the prizes.

Seed and list fix the result together: knowing the seed helps nobody before the list is closed, and the list is fixed by
people, not by us. A further draw needs a reason and a change (somebody was taken out); it keeps the first digest, so
the others keep their ranks and the next one moves up.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.transitions import MovedMeanwhile
from content.models import Draw, Post, Promotion, Publication, Winner
from content.refusal import Refusal
from content.services import versions
from content.services.taking_part import require_writer
from projects.networks.abilities import Ability, networks_that_can

Entry = tuple[str, str, str]


def digest_of(keys: list[str]) -> str:
    """SHA-256 of the sorted keys, one a line."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()


def rank_of(key: str, *, seed: str, digest: str) -> str:
    """64 hex digits; lower is luckier."""
    return hashlib.sha256(f"{seed}:{digest}:{key}".encode()).hexdigest()


def ranked(entries: list[Entry], *, seed: str, digest: str) -> list[tuple[str, Entry]]:
    """Every entry with its rank, the luckiest first."""
    return sorted((rank_of(entry[0], seed=seed, digest=digest), entry) for entry in entries)


@dataclass(frozen=True)
class Readiness:
    """Whether a promotion can be drawn now; ``why_not`` is for the user."""

    why_not: str = ""

    def __bool__(self) -> bool:
        return not self.why_not


def readiness(post: Post, promotion: Promotion | None) -> Readiness:
    """Entries are closed, read to the end, and there are some."""
    if promotion is None or not promotion.places:
        return Readiness("There is no prize to draw.")
    if not promotion.is_over:
        return Readiness("Entries are still open. The draw comes after the end.")
    if unread := _unread(post, promotion):
        return Readiness(f"What was said on {unread} is not read up to the end yet. It takes a few minutes.")
    if not post.answers.counting().exists():
        return Readiness("Nobody has entered.")
    return Readiness()


def _unread(post: Post, promotion: Promotion) -> str:
    """A page whose comments count and were last read before the end; one that cannot be read is not waited for."""
    if promotion.entering == Promotion.Entering.LIKE:
        return ""
    rows = post.publications.filter(
        status=Publication.Status.PUBLISHED, channel__network__in=networks_that_can(Ability.COMMENTS)
    ).exclude(channel__gathering__gathered_at__gt=promotion.closes_at)
    return next((str(row.channel) for row in rows.select_related("channel") if row.channel.is_usable), "")


@transaction.atomic
def draw(*, post: Post, by: Any, reason: str = "") -> Draw:
    """Draw the winners and write the protocol, once; again only with a reason. Raises MovedMeanwhile or Refusal."""
    require_writer(by, post)
    post = versions.hold(post)
    promotion = Promotion.objects.filter(post=post).first() if post.format == Post.Format.PROMOTION else None
    if not (ready := readiness(post, promotion)) or promotion is None:
        raise MovedMeanwhile(ready.why_not)
    first, last = post.draws.order_by("number").first(), post.draws.order_by("-number").first()
    entries = _entries(post)
    _may_draw_again(last, entries, reason)
    made = Draw.objects.create(
        post=post,
        number=last.number + 1 if last else 1,
        seed=promotion.seed,
        digest=first.digest if first else digest_of([key for key, _, _ in entries]),
        entries=[list(entry) for entry in entries],
        reason=reason.strip() if last else "",
        drawn_by=by,
        drawn_at=timezone.now(),
    )
    won = Winner.objects.bulk_create(_winners(made, promotion, entries))
    verb = "content.post.drawn_again" if last else "content.post.drawn"
    said: dict[str, Any] = {
        "title": post.title,
        "winners": ", ".join(winner.person_name for winner in won),
        "reason": made.reason,
    }
    audit.record(verb, post, by=by, count=len(entries), **said)
    return made


def _entries(post: Post) -> list[Entry]:
    rows = post.answers.counting().order_by("person_key")
    return sorted(rows.values_list("person_key", "person_name", "person_url"))


def _may_draw_again(last: Draw | None, entries: list[Entry], reason: str) -> None:
    if last is None:
        return
    if not reason.strip():
        raise Refusal(reason="It was drawn already. Say why it is drawn again.")
    if [key for key, _, _ in last.entries] == [key for key, _, _ in entries]:
        raise Refusal(reason="Nobody was taken out since, so the same people would win.")


def _winners(made: Draw, promotion: Promotion, entries: list[Entry]) -> list[Winner]:
    lucky = ranked(entries, seed=made.seed, digest=made.digest)
    return [
        Winner(draw=made, place=place, prize=prize, person_key=key, person_name=name, person_url=url, rank=rank)
        for place, (prize, (rank, (key, name, url))) in enumerate(zip(promotion.places, lucky, strict=False), 1)
    ]
