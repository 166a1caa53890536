"""What holds several posts together: two campaigns, and a question that comes every week."""

import datetime as dt

from agency.permissions import Role
from content.models import Campaign, Post
from content.services import series
from reports.demo.calendar import Clock
from reports.demo.projects import House

# project, name, colour, first and last day from today, note
CAMPAIGNS = (
    (
        "ovechka",
        "Warm autumn",
        "c4",
        -9,
        12,
        "Wool against the first cold; homes, no prices.",
    ),
    (
        "topotun",
        "The first spoon",
        "c2",
        -3,
        9,
        "What mothers ask; the doctor reads it all.",
    ),
)
REPEATED = "topotun"


def build_plans(house: House, clock: Clock) -> None:
    """Campaigns take the posts of their days; the first draft ahead of one project comes four times."""
    for slug, name, colour, first, last, note in CAMPAIGNS:
        project = house.projects[slug]
        days = clock.day(first), clock.day(last)
        campaign = Campaign.objects.create(
            project=project, name=name, colour=colour, starts_on=days[0], ends_on=days[1], note=note,
            goal=project.goals.first(),
        )  # fmt: skip
        Post.objects.filter(project=project, day__range=days).update(campaign=campaign)
    _repeat_one(house, clock)


def _repeat_one(house: House, clock: Clock) -> None:
    drafts = Post.objects.filter(
        project=house.projects[REPEATED],
        status=Post.Status.DRAFT,
        scheduled_at__gt=clock.now + dt.timedelta(days=1),
    )
    manager = house.people[house.seated(REPEATED, Role.MANAGER)]
    if post := drafts.order_by("scheduled_at", "pk").first():
        series.repeat(post=post, count=4, by=manager)
