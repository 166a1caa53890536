"""Campaigns: begun, changed, let go. Their posts only point at them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from agency import audit
from agency.permissions import Permission
from content import clock
from content.models import Campaign
from content.refusal import Refusal
from projects.access import require
from projects.models import Goal, Project

FIELDS = ("name", "starts_on", "ends_on", "goal", "colour", "note")


@transaction.atomic
def add(
    *,
    project: Project,
    name: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Any,
    goal: Goal | None = None,
    colour: str = Campaign.Colour.HARBOUR,
    note: str = "",
) -> Campaign:
    """A campaign of ``project``. Raises Refusal when its name is taken or it ends before it begins."""
    require(by, Permission.PLAN_POST, project)
    campaign = Campaign(project=project, name=name, starts_on=starts_on, ends_on=ends_on, goal=goal, colour=colour,
                        note=note)  # fmt: skip
    _save(campaign)
    audit.record("content.campaign.added", campaign, by=by, name=name, days=_days(campaign))
    return campaign


@transaction.atomic
def change(*, campaign: Campaign, changes: Mapping[str, Any], by: Any) -> Campaign:
    """Set what is in ``changes``, of :data:`FIELDS`. Raises Refusal as :func:`add` does."""
    require(by, Permission.PLAN_POST, campaign)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    for name, value in changes.items():
        setattr(campaign, name, value)
    _save(campaign)
    audit.record("content.campaign.changed", campaign, by=by, name=campaign.name, days=_days(campaign))
    return campaign


@transaction.atomic
def remove(*, campaign: Campaign, by: Any) -> None:
    """Forget it; its posts stay where they are."""
    require(by, Permission.PLAN_POST, campaign)
    audit.record("content.campaign.removed", campaign, by=by, name=campaign.name)
    campaign.delete()


def _save(campaign: Campaign) -> None:
    if campaign.ends_on < campaign.starts_on:
        raise Refusal(ends_on="It ends before it begins.")
    if campaign.goal and campaign.goal.project_id != campaign.project_id:
        raise Refusal(goal="This belongs to another project.")
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError as error:
        raise Refusal(name="There is a campaign of this name already.") from error


def _days(campaign: Campaign) -> str:
    return f"{clock.spoken_day(campaign.starts_on)} to {clock.spoken_day(campaign.ends_on)}"
