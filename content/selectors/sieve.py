"""What somebody chose to see of the calendar; it lives in the address and goes along from month to month."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import QueryDict

from agency.models import User
from agency.permissions import AGENCY_ROLES
from content.models import Post, Target
from content.models.post import PostQuerySet
from content.selectors.duties import duties_of
from content.selectors.gaps import Gap
from content.selectors.standing import WORDS, standing_in_sql

# parameter of the address → field of a post
OWN = {"project": "project__slug", "format": "format", "value": "value_kind", "goal": "goal", "campaign": "campaign"}
INSIDE = ("goal", "campaign", "person")
MORE = ("channel", "format", "value", "goal", "campaign", "person")
Chosen = frozenset[str]


@dataclass(frozen=True)
class Sieve:
    """Empty means everything. ``person`` is whose posts and duties; the rest are values as the address has them."""

    project: Chosen = frozenset()
    network: Chosen = frozenset()
    status: Chosen = frozenset()
    channel: Chosen = frozenset()
    format: Chosen = frozenset()
    value: Chosen = frozenset()
    goal: Chosen = frozenset()
    campaign: Chosen = frozenset()
    person: User | None = None
    only_gaps: bool = False

    @property
    def has_more(self) -> bool:
        """Whether anything is chosen of what is folded away at first."""
        return any(getattr(self, name) for name in MORE)

    def of(self, posts: PostQuerySet) -> PostQuerySet:
        """Those of ``posts`` that were chosen."""
        if self.only_gaps:
            return posts.none()
        own = {f"{field}__in": getattr(self, name) for name, field in OWN.items() if getattr(self, name)}
        posts = self._on_pages(posts.filter(**own))
        if self.person:
            posts = posts.filter(duties_of(self.person))
        if self.status:
            posts = posts.alias(stands=standing_in_sql()).filter(stands__in=self.status)
        return posts

    def _on_pages(self, posts: PostQuerySet) -> PostQuerySet:
        on = Target.objects.filter(post=OuterRef("pk"))
        if self.network:
            posts = posts.filter(Exists(on.filter(channel__network__in=self.network)))
        if self.channel:
            posts = posts.filter(Exists(on.filter(channel__pk__in=self.channel)))
        return posts

    def lets_gap(self, gap: Gap) -> bool:
        """An empty slot has a project, pages and perhaps an added value, and nothing else that could be chosen."""
        if self.status or self.format or self.goal or self.campaign or self.person:
            return False
        return (
            _has(self.project, [gap.project.slug])
            and _has(self.network, (channel.network for channel in gap.channels))
            and _has(self.channel, (str(channel.pk) for channel in gap.channels))
            and _has(self.value, [gap.value_kind])
        )


EVERYTHING = Sieve()


def _has(chosen: Chosen, values: Iterable[str]) -> bool:
    return not chosen or not chosen.isdisjoint(values)


def read(query: QueryDict, *, user: Any, inside: bool) -> Sieve:
    """The sieve an address speaks of; what is no choice is passed over, and so is what stays ``inside`` the agency."""
    names = [field.name for field in fields(Sieve) if field.name not in ("person", "only_gaps")]
    said = {name: _values(query, name) for name in names}
    if not inside:
        said |= {name: frozenset() for name in INSIDE if name in said}
    person = _person(query.get("person", ""), user) if inside else None
    return Sieve(**said, person=person, only_gaps="gaps" in query)  # type: ignore[arg-type]


def _values(query: QueryDict, name: str) -> Chosen:
    values = frozenset(filter(None, query.getlist(name)))
    match name:
        case "channel" | "goal" | "campaign":
            return frozenset(value for value in values if _is_id(value))
        case "status":
            return values & WORDS.keys()
        case "format":
            return values & set(Post.Format.values)
        case "value":
            return values & set(Post.Value.values)
        case _:
            return values


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _person(text: str, user: Any) -> User | None:
    if text == "me":
        return user  # type: ignore[no-any-return]
    return User.objects.filter(pk=text, role__in=AGENCY_ROLES).first() if _is_id(text) else None
