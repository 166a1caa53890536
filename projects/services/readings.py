"""The measure of a goal on a day: counted by hand, or from what the floors know."""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum

from agency import audit
from agency.models import User
from projects.models import Channel, FollowerCount, Goal, KpiReading, Project
from projects.networks import believing

Source = Goal.Source


@transaction.atomic
def record_reading(*, goal: Goal, day: dt.date, value: Decimal, source: str, by: User | None = None) -> KpiReading:
    """Write down that the KPI stood at ``value`` (in its unit) on ``day``; a second reading of a day replaces it.

    ``source`` is one of Goal.Source and must be the goal's own: a number that comes from data is not typed over.
    ``by`` is who counted, for readings by hand. Raises ValidationError.
    """
    goal = Goal.objects.select_for_update(of=("self",)).select_related("project").get(pk=goal.pk)
    if source != goal.source:
        label = goal.get_source_display().lower()
        raise ValidationError(
            {"source": f"This measure comes from elsewhere: {label}. Change the goal to count it otherwise."}
        )
    if day > goal.project.today:
        raise ValidationError({"day": "That day has not come yet."})
    reading, _ = KpiReading.objects.update_or_create(
        goal=goal, day=day, defaults={"value": value, "source": source, "by": by}
    )
    if not goal.readings.filter(day__gt=day).exists() and goal.current != value:
        goal.current = value
        goal.save(update_fields=["current"])
    if by:
        audit.record(
            "projects.goal.read", goal, by=by, shared=True, goal=goal.title, kpi=goal.kpi_name,
            value=f"{value.normalize():f}{goal.kpi_unit}", day=f"{day:%-d %B}",
        )  # fmt: skip
    return reading


@transaction.atomic
def count_followers(*, channel: Channel, day: dt.date, count: int) -> None:
    """What the network said; the newest day is the channel's own number. A count that cannot be is not believed."""
    if believing.count(count) is None:
        return
    FollowerCount.objects.update_or_create(channel=channel, day=day, defaults={"count": count})
    if not channel.follower_counts.filter(day__gt=day).exists():
        channel.followers = count
        channel.save(update_fields=["followers"])


def read_followers(*, day: dt.date | None = None) -> int:
    """Today's reading of every goal in an active project that is measured in followers; says how many were read."""
    counted = Goal.objects.filter(source=Source.FOLLOWERS, project__in=Project.objects.active())
    goals = list(counted.select_related("project"))
    sums = dict(
        Channel.objects.filter(project__in={goal.project_id for goal in goals})
        .exclude(state=Channel.State.DISCONNECTED)
        .values_list("project_id")
        .annotate(total=Sum("followers"))
    )
    read = [goal for goal in goals if goal.project_id in sums]
    for goal in read:
        record_reading(
            goal=goal, day=day or goal.project.today, value=Decimal(sums[goal.project_id]), source=Source.FOLLOWERS
        )
    return len(read)
