"""What a campaign comes to."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, DateField, TimeField, Value
from django.db.models.functions import Coalesce

from content.models import Post
from content.models.post import PostQuerySet
from content.selectors.mix import Mix
from content.selectors.standing import WORDS, standing_in_sql


@dataclass(frozen=True)
class Summary:
    """How many posts there are, how many of each standing, and their mix of value (not only of what is out)."""

    total: int
    standings: list[tuple[str, int]]
    mix: Mix


def as_it_runs(posts: PostQuerySet) -> PostQuerySet:
    """``posts`` with what a page of them is ordered by: ``falls_on`` and ``hour``; what has no day comes last."""
    no_day, no_hour = Value(dt.date.max, DateField()), Value(dt.time.min, TimeField())
    return posts.annotate(falls_on=Coalesce("day", no_day), hour=Coalesce("time", no_hour))


def summary_of(posts: PostQuerySet) -> Summary:
    """``posts`` counted, in one query; standings in the order of a post's life."""
    counted = posts.order_by().annotate(stands=standing_in_sql()).values("stands", "value_kind").annotate(n=Count("pk"))
    standings: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for row in counted:
        standings[row["stands"]] += row["n"]
        values[row["value_kind"]] += row["n"]
    mix = Mix(values[Post.Value.EMOTIONAL], values[Post.Value.INFORMATIONAL])
    return Summary(standings.total(), [(word, standings[word]) for word in WORDS if standings[word]], mix)
