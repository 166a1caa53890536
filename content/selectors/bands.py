"""Campaigns over the days of the calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from content.models import Campaign
from content.selectors.plan import Plan
from projects.models import Project

LANES = 3


@dataclass(frozen=True)
class Band:
    """A campaign on one day: ``lane`` is its row, the same on every day; ``is_named`` where its name is written."""

    campaign: Campaign
    lane: int
    is_named: bool


@dataclass(frozen=True)
class Bands:
    """``campaigns`` of the days shown, and those drawn on each day."""

    campaigns: list[Campaign]
    by_day: dict[dt.date, list[Band]]


def bands(projects: Iterable[Project], plan: Plan, *, user: Any) -> Bands | None:
    """The campaigns that run while ``plan`` does, the first :data:`LANES` beside each other drawn; one query."""
    if not user.is_agency:
        return None
    first, last = plan.days[0].date, plan.days[-1].date
    running = Campaign.objects.filter(
        project__in=[project.pk for project in projects], starts_on__lte=last, ends_on__gte=first
    )
    campaigns = list(running.order_by("starts_on", "pk").defer("note")[:50])
    lanes = _lanes(campaigns)
    by_day: dict[dt.date, list[Band]] = {}
    for day in plan.days:
        on_day = [each for each in campaigns if each.runs_on(day.date) and lanes[each.pk] < LANES]
        by_day[day.date] = [
            Band(each, lanes[each.pk], day.date in (each.starts_on, first) or day.date.weekday() == 0)
            for each in on_day
        ]
    return Bands(campaigns, by_day)


def _lanes(campaigns: list[Campaign]) -> dict[int, int]:
    """Each gets the first lane that is free when it begins."""
    ends: list[dt.date] = []
    lanes = {}
    for campaign in campaigns:
        free = next((lane for lane, end in enumerate(ends) if end < campaign.starts_on), len(ends))
        ends[free : free + 1] = [campaign.ends_on]
        lanes[campaign.pk] = free
    return lanes
