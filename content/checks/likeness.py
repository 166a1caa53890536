"""Whether a page said nearly the same a while ago, or is about to."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Case, F, When
from django.db.models.functions import Left, Length
from django.utils import timezone

from content import clock
from content.checks.check import Check
from content.models import Post, Target

if TYPE_CHECKING:
    from content.checks.sheet import Leaf, Sheet

WINDOW = dt.timedelta(days=90)
MOST_COMPARED, SEEN, SHORTEST = 300, 600, 30
ALIKE, VERY_ALIKE, THE_SAME = 82, 92, 98  # of 100, by rapidfuzz's ratio: edits needed against both lengths


@dataclass(frozen=True)
class Alike:
    """The post that says most nearly the same on a page, and how nearly (of 100)."""

    post_id: int
    title: str
    at: dt.datetime
    score: float

    @property
    def words(self) -> str:
        if self.score >= THE_SAME:
            return "Word for word what"
        return "Almost word for word what" if self.score >= VERY_ALIKE else "Much like what"


def nearest(post: Post, leaves: Iterable["Leaf"]) -> Alike | None:
    """The likest post of the same pages within 90 days of ``post`` (of today, without a time): one query.

    Only beginnings are compared, of texts of about the same length, the latest first, so that it stays quick. Other
    occurrences of the same series say the same on purpose.
    """
    own = {leaf.channel.pk: leaf.outgoing.text[:SEEN] for leaf in leaves if len(leaf.outgoing.text) >= SHORTEST}
    if not own:
        return None
    found = [_likest(own, row) for row in _candidates(post, own)]
    return max((each for each in found if each), key=lambda each: each.score, default=None)


Row = tuple[int, str, int, dt.datetime, str]


def _candidates(post: Post, own: dict[int, str]) -> Iterable[Row]:
    around = post.scheduled_at or timezone.now()
    text = Case(When(text="", then=F("post__text")), default=F("text"))
    lengths = [len(said) for said in own.values()]
    others = Target.objects.filter(
        channel__in=own,
        post__project=post.project_id,
        post__scheduled_at__range=(around - WINDOW, around + WINDOW),
    ).exclude(post=post.pk)
    if post.series_id:
        others = others.exclude(post__series=post.series_id)
    said = others.exclude(post__status=Post.Status.ARCHIVED).annotate(said=Left(text, SEEN)).alias(n=Length("said"))
    near = said.filter(n__gte=int(min(lengths) * 0.7), n__lte=int(max(lengths) * 1.4)).order_by("-post__scheduled_at")
    rows: Any = near.values_list("post_id", "post__title", "channel_id", "post__scheduled_at", "said")
    return cast(Iterable[Row], rows[:MOST_COMPARED])


def _likest(own: dict[int, str], row: Row) -> Alike | None:
    from rapidfuzz import fuzz

    post_id, title, channel, at, said = row
    score = fuzz.ratio(own[channel], said, score_cutoff=ALIKE)
    return Alike(post_id, title, at, score) if score else None


def about_likeness(sheet: "Sheet") -> Iterator[Check]:
    alike = sheet.alike
    if alike:
        day = clock.spoken_day(alike.at.astimezone(sheet.post.zone).date())
        yield Check("warn", f"{alike.words} “{alike.title}” says", f"Same page, {day}.", "text")
