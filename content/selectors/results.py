"""What a post that asked people to take part has brought: one page-shaped answer for every format."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from agency.pages import Page, keyset_page
from content.models import Answer, Details, Draw, Interactive, Post, Promotion, Publication, Survey, Tally, details_of
from content.services.taking_part.drawing import Readiness, readiness
from content.services.taking_part.judging import FORMATS
from projects.models import Channel

ORDER = ("-said_at", "-id")
MOST_BEST = 10


@dataclass(frozen=True)
class Bar:
    """One answer of a survey: how many chose it, and which share of those who voted, in whole percent."""

    text: str
    votes: int
    share: int


@dataclass(frozen=True)
class Counted:
    """How people voted in one place, or in all of them together (no channel). ``way``: poll, comments, by hand."""

    bars: list[Bar]
    voters: int
    channel: Channel | None = None
    way: str = ""
    closed: bool = False


@dataclass(frozen=True)
class Result:
    """``people`` is how many count, ``said`` how many answers were read or entered at all."""

    post: Post
    details: Details
    people: int = 0
    said: int = 0
    best: list[Answer] = field(default_factory=list)
    total: Counted | None = None
    places: list[Counted] = field(default_factory=list)
    draws: list[Draw] = field(default_factory=list)
    ready: Readiness = field(default_factory=Readiness)
    is_out: bool = False

    @property
    def state(self) -> str:
        """In one word: what a pill says."""
        if not self.is_out:
            return "Not out yet"
        return "Closed" if self.details.is_over or (self.total and self.total.closed) else "Open"

    @property
    def is_answered(self) -> bool:
        """Whether people answer it under the post, rather than by coming."""
        return self.post.format in FORMATS

    @property
    def headline(self) -> str:
        """The answer to what somebody opens this for."""
        return _HEADLINES[self.post.format](self)


def result_of(post: Post) -> Result | None:
    """None for a format that brings nothing of its own. As many queries for one answer as for a thousand."""
    details = details_of(post)
    if details is None:
        return None
    counts = post.answers.aggregate(people=Count("pk", filter=Q(counts=True)), said=Count("pk"))
    out = post.publications.filter(status=Publication.Status.PUBLISHED).select_related("channel", "tally")
    published = list(out)
    places = _places(post, details, published) if isinstance(details, Survey) else []
    is_promotion = isinstance(details, Promotion)
    return Result(
        post=post,
        details=details,
        best=list(post.answers.filter(is_best=True)[:MOST_BEST]),
        total=_together(details, places) if isinstance(details, Survey) else None,
        places=places,
        draws=list(post.draws.select_related("drawn_by").prefetch_related("winners")) if is_promotion else [],
        ready=readiness(post, details) if isinstance(details, Promotion) else Readiness(),
        is_out=bool(published),
        **counts,
    )


def answers_of(post: Post, after: str | None = None) -> Page:
    """What people said, newest first, a page at a time."""
    return keyset_page(post.answers.all(), by=ORDER, after=after)


def _places(post: Post, survey: Survey, published: Iterable[Publication]) -> list[Counted]:
    chosen: dict[int | None, list[list[int]]] = {}
    for publication_id, options in post.answers.counting().values_list("publication_id", "options"):
        chosen.setdefault(publication_id, []).append(options)
    found = [_in_place(survey, publication, chosen.get(publication.pk, [])) for publication in published]
    by_hand = chosen.get(None, [])
    return found + ([_counted(survey, _votes(survey, by_hand), len(by_hand), way="by hand")] if by_hand else [])


def _in_place(survey: Survey, publication: Publication, chosen: list[list[int]]) -> Counted:
    """The network's own poll and the comments that name a number; both, where people do both."""
    tally: Tally | None = getattr(publication, "tally", None)
    votes, voters = _votes(survey, chosen), len(chosen)
    if tally is None:
        return _counted(survey, votes, voters, publication.channel, "comments")
    polled = [*tally.votes, *[0] * len(votes)][: len(votes)]
    together = [one + other for one, other in zip(votes, polled, strict=True)]
    way = "poll and comments" if voters else "poll"
    return _counted(survey, together, voters + tally.voters, publication.channel, way, closed=tally.closed)


def _votes(survey: Survey, chosen: list[list[int]]) -> list[int]:
    return [sum(number in options for options in chosen) for number in range(1, len(survey.options) + 1)]


def _counted(
    survey: Survey,
    votes: list[int],
    voters: int,
    channel: Channel | None = None,
    way: str = "",
    *,
    closed: bool = False,
) -> Counted:
    """Shares are of the people who voted, so with several answers they may be more than all together."""
    bars = [
        Bar(option, n, round(100 * n / voters) if voters else 0)
        for option, n in zip(survey.options, votes, strict=True)
    ]
    return Counted(bars, voters, channel, way, closed)


def _together(survey: Survey, places: list[Counted]) -> Counted:
    votes = [sum(place.bars[at].votes for place in places) for at in range(len(survey.options))]
    polls = [place for place in places if place.way.startswith("poll")]
    closed = bool(polls) and all(place.closed for place in polls)
    return _counted(survey, votes, sum(place.voters for place in places), closed=closed)


def _promotion(result: Result) -> str:
    if result.draws:
        return f"{_people(len(result.draws[0].winners.all()))} won, among {len(result.draws[0].entries)}"
    return f"{_people(result.people)} entered"


def _survey(result: Result) -> str:
    if result.total is None or not result.total.voters:
        return "Nobody has voted yet"
    ahead = max(result.total.bars, key=lambda bar: bar.votes)
    return f"{_people(result.total.voters)} voted: “{ahead.text}” has {ahead.share}%"


def _interactive(result: Result) -> str:
    by_hand = getattr(result.details, "counted", None)
    pictures = getattr(result.details, "counting", "") == Interactive.Counting.PICTURES
    return f"{_people(by_hand if pictures and by_hand is not None else result.people)} took part"


def _question(result: Result) -> str:
    return f"{_people(result.people)} answered"


def _offline(result: Result) -> str:
    came = getattr(result.details, "came", None)
    return "Nobody has noted who came" if came is None else f"{_people(came)} came"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


_HEADLINES: dict[str, Any] = {
    "promotion": _promotion,
    "survey": _survey,
    "interactive": _interactive,
    "question": _question,
    "offline": _offline,
}
