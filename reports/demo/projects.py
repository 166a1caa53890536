"""Clients, projects, goals, teams and channels of the demo."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from agency.permissions import Role
from content.models import Slot
from moderation.models import SavedReply
from projects.models import (
    Channel,
    Client,
    ClientMember,
    FollowerCount,
    Goal,
    GoalTask,
    GoalTool,
    InteractionAgreement,
    KpiReading,
    Lead,
    Project,
    Seat,
    Wish,
)
from reports.demo.calendar import Clock
from reports.demo.cast import OUTSIDE, STAFF
from reports.demo.people import People
from reports.demo.portfolio import LEADS, MAIN, PLANNED, SMALL, Brief
from reports.demo.voices import SAVED_REPLIES

BRIEFS = (*MAIN, *SMALL, *PLANNED)
WEEKS = 12


@dataclass
class House:
    """What has been built so far, by the project's slug."""

    people: People
    projects: dict[str, Project] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    briefs: dict[str, Brief] = field(default_factory=dict)

    def seated(self, slug: str, role: Role) -> str:
        """The login of who sits there, empty for nobody."""
        return dict(zip((Role.MANAGER, Role.COPYWRITER, Role.MODERATOR), self.briefs[slug].team, strict=True))[role]


def build_projects(people: People, clock: Clock) -> House:
    house = House(people, briefs={brief.slug: brief for brief in BRIEFS})
    for brief in BRIEFS:
        house.projects[brief.slug] = _project(brief, people, clock)
    _members(house)
    _wishes(house)
    _leads(clock)
    return house


def _project(brief: Brief, people: People, clock: Clock) -> Project:
    client = Client.objects.create(
        name=brief.name,
        about=brief.about,
        languages=[brief.language],
        contact_email=f"hello@{brief.slug}.example",
        tone_of_voice="Like a neighbour who knows: warm, short, no capital letters for effect.",
    )
    project = Project.objects.create(
        client=client,
        name=brief.name,
        slug=brief.slug,
        about=brief.about,
        size=brief.size,
        stage=brief.stage,
        tile=brief.tile,
        hue=brief.hue,
        language=brief.language,
        emotional_target=brief.emotional,
        starts_on=clock.day(brief.begun),
    )
    _agreement(client, brief, clock)
    _goal(project, brief, clock)
    _seats(project, brief, people, clock)
    SavedReply.objects.bulk_create(
        [SavedReply(project=project, title=title, text=text) for title, text in SAVED_REPLIES]
    )
    return project


def _agreement(client: Client, brief: Brief, clock: Clock) -> None:
    if brief.stage == "planned":
        return
    InteractionAgreement.objects.create(
        client=client,
        we_answer="Sizes, delivery, care, opening hours, thanks",
        client_answers="Money back, health, anything about people by name",
        first_answer_minutes=brief.answer_minutes,
        hours_from=dt.time.fromisoformat(brief.hours[0]),
        hours_until=dt.time.fromisoformat(brief.hours[1]),
        agreed_on=clock.day(brief.begun),
    )


def _goal(project: Project, brief: Brief, clock: Clock) -> None:
    name, unit, baseline, target, current = brief.kpi
    goal = Goal.objects.create(
        project=project,
        kind=brief.kind,
        title=brief.goal,
        why=brief.why,
        audience=brief.audience,
        kpi_name=name,
        kpi_unit=unit,
        source=Goal.Source.FOLLOWERS if brief.followers_source else Goal.Source.MANUAL,
        baseline=Decimal(str(baseline)),
        target=Decimal(str(target)),
        current=Decimal(str(current)),
        starts_on=clock.day(brief.begun),
        due_on=clock.day(brief.ends),
        agreed_on=clock.day(brief.begun),
    )
    for position, (title, measure, tools) in enumerate(brief.tasks):
        task = GoalTask.objects.create(goal=goal, title=title, measure=measure, position=position)
        GoalTool.objects.bulk_create([GoalTool(task=task, kind=kind, title=tool) for kind, tool in tools])
    if brief.stage == "active":
        KpiReading.objects.bulk_create(_readings(goal, clock))


def _readings(goal: Goal, clock: Clock) -> list[KpiReading]:
    """Twelve weeks that climb to where the KPI stands today, a little unevenly."""
    way = goal.current - goal.baseline
    steps = [Decimal(str(round(week / WEEKS + clock.chance.uniform(-0.03, 0.02), 3))) for week in range(1, WEEKS)]
    values = [goal.baseline + way * step for step in steps] + [goal.current]
    return [
        KpiReading(goal=goal, day=clock.day(-7 * (WEEKS - number)), value=round(value), source=goal.source)
        for number, value in enumerate(values, 1)
    ]


def _seats(project: Project, brief: Brief, people: People, clock: Clock) -> None:
    about = {person.login: person.about for person in STAFF} | {"petro@vektorbus.example": "Welder for fourteen years."}
    roles = (Role.MANAGER, Role.COPYWRITER, Role.MODERATOR)
    Seat.objects.bulk_create(
        Seat(
            project=project,
            role=role,
            user=people.get(login),
            reason=about.get(login, ""),
            since=clock.day(brief.begun) if login else None,
        )
        for role, login in zip(roles, brief.team, strict=True)
    )


def _members(house: House) -> None:
    ClientMember.objects.bulk_create(
        ClientMember(client=house.projects[slug].client, user=house.people[email], role=role)
        for email, _name, slug, role in OUTSIDE
    )


def _wishes(house: House) -> None:
    Wish.objects.bulk_create(
        Wish(user=house.people[person.login], project=house.projects[slug], feeling=feeling)
        for person in STAFF
        for feeling, slugs in ((Wish.Feeling.WANT, person.wants), (Wish.Feeling.RATHER_NOT, person.rather_not))
        for slug in slugs
    )


def _leads(clock: Clock) -> None:
    for company, contact, about, words, kind, why, audience, kpi, days in LEADS:
        Lead.objects.create(
            company=company,
            contact_name=contact,
            contact_email=f"office@{company.split()[0].lower()}.example",
            about=about,
            words=words,
            goal_kind=kind,
            why=why,
            audience=audience,
            kpi_name=kpi[0],
            kpi_baseline=kpi[1],
            kpi_target=kpi[2],
            kpi_due_on=clock.day(days) if days else None,
            tools=["content", "interactive"] if days else [],
        )


def build_channels(house: House, tokens: dict[str, str], base_url: str, clock: Clock) -> None:
    """One playground page a running project, with the token the playground was given for it."""
    for slug, token in tokens.items():
        project, brief = house.projects[slug], house.briefs[slug]
        channel = Channel.objects.create(
            project=project,
            network="playground",
            name=brief.name,
            external_id=slug,
            url=f"{base_url}/playground/@{slug}/",
            credentials={"token": token},
            credentials_expire_at=clock.ago(days=-45),
            followers=brief.followers,
        )
        house.channels[slug] = channel
        _followers(channel, brief, clock)
        slots = Slot.objects.bulk_create(
            Slot(project=project, weekday=weekday, time=dt.time.fromisoformat(time)) for weekday, time in brief.week
        )
        Slot.channels.through.objects.bulk_create(
            Slot.channels.through(slot_id=slot.pk, channel_id=channel.pk) for slot in slots
        )


def _followers(channel: Channel, brief: Brief, clock: Clock) -> None:
    """Thirty days up to today's number."""
    FollowerCount.objects.bulk_create(
        FollowerCount(
            channel=channel,
            day=clock.day(-ago),
            count=int(brief.followers * (1 - ago * clock.chance.uniform(0.0008, 0.0015))),
        )
        for ago in range(30)
    )
