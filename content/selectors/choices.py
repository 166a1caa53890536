"""What the calendar can be narrowed to, and what it is narrowed to now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.http import QueryDict

from agency.models import User
from content.models import Campaign, Post
from content.selectors.sieve import Sieve
from content.selectors.standing import WORDS
from projects.models import Channel, Goal, Project

LABELS = {"channel": "Page", "format": "Format", "value": "Added value", "goal": "Goal", "campaign": "Campaign",
          "person": "Person"}  # fmt: skip
PAGING = ("after", "since", "tray", "filters")


class Active(NamedTuple):
    """A filter that is on: what it says, and the query of the address without it."""

    label: str
    without: str


@dataclass(frozen=True)
class Choices:
    """Parameter of the address → (value, words) of what it can be."""

    by_name: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def fields(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """Name, label and choices of everything there is a choice of."""
        for name, label in LABELS.items():
            if options := self.by_name.get(name):
                yield name, label, options

    def words(self, name: str, value: str) -> str:
        return dict(self.by_name.get(name, ())).get(value, value)


def choices(projects: Iterable[Project], *, user: Any) -> Choices:
    """Pages, formats and values; goals, campaigns and people for those who see the inside: four queries."""
    ids = [project.pk for project in projects]
    found: dict[str, list[tuple[str, str]]] = {
        "channel": _named(Channel.objects.filter(project__in=ids).defer("credentials").order_by("name")),
        "format": [(value, str(label)) for value, label in Post.Format.choices],
        "value": [(value, str(label)) for value, label in Post.Value.choices],
    }
    if user.is_agency:
        people = User.objects.filter(seats__project__in=ids, is_active=True).exclude(pk=user.pk).distinct()
        found |= {
            "goal": _named(Goal.objects.filter(project__in=ids)),
            "campaign": _named(Campaign.objects.filter(project__in=ids)),
            "person": [("me", "Mine"), *_named(people)],
        }
    return Choices(found)


def _named(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(row.pk), str(row)) for row in rows]


def with_networks(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects that know the networks they are on, without a query more."""
    channels = Channel.objects.filter(project=OuterRef("pk")).order_by("network")
    return projects.annotate(networks=ArraySubquery(channels.values("network").distinct()))


def networks_of(project: Any) -> list[str]:
    """The networks a project is on."""
    known = getattr(project, "networks", None)
    return known if known is not None else list(project.channels.values_list("network", flat=True))


def active(sieve: Sieve, known: Choices, projects: Iterable[Project], query: QueryDict) -> list[Active]:
    """Everything that is chosen, each with the way to let go of it."""
    names = {project.slug: project.name for project in projects}
    found = [
        Active(_said(name, value, known, names), without(query, name, value))
        for name in ("project", "network", "status", "channel", "format", "value", "goal", "campaign")
        for value in sorted(getattr(sieve, name))
    ]
    if sieve.person:
        me = query.get("person") == "me"
        found.append(Active("Mine" if me else str(sieve.person), without(query, "person")))
    if sieve.only_gaps:
        found.append(Active("Empty slots only", without(query, "gaps")))
    return found


def _said(name: str, value: str, known: Choices, projects: dict[str, str]) -> str:
    match name:
        case "project":
            return projects.get(value, value)
        case "status":
            return WORDS[value]
        case "network":
            return value.capitalize()
        case _:
            return known.words(name, value)


def without(query: QueryDict, *gone: str) -> str:
    """The query without a parameter, or without one value of it; and without the place in a list."""
    left = query.copy()
    for name in PAGING:
        left.pop(name, None)
    name, *values = gone
    kept = [value for value in left.getlist(name) if values and value not in values]
    left.setlist(name, kept)
    return left.urlencode()
