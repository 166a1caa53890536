import datetime as dt

import factory

from agency.permissions import Role
from projects.models import (
    Channel,
    Client,
    ClientMember,
    Delegation,
    Goal,
    InteractionAgreement,
    Lead,
    Profile,
    Project,
    Seat,
)
from tests.factories.agency import OutsideUserFactory, UserFactory


class ClientFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Client

    name = factory.Sequence(lambda n: f"Client {n}")


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InteractionAgreement

    client = factory.SubFactory(ClientFactory)
    we_answer = "Sizes, delivery, care"


class ClientMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClientMember

    client = factory.SubFactory(ClientFactory)
    user = factory.SubFactory(OutsideUserFactory)
    role = Role.APPROVER


class ProjectFactory(factory.django.DjangoModelFactory):
    """An active project unless ``stage`` says otherwise; no team, no goal, no channel."""

    class Meta:
        model = Project

    client = factory.SubFactory(ClientFactory)
    name = factory.Sequence(lambda n: f"Project {n}")
    slug = factory.Sequence(lambda n: f"project-{n}")
    stage = Project.Stage.ACTIVE


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    project = factory.SubFactory(ProjectFactory)
    role = Role.MANAGER
    user = factory.SubFactory(UserFactory)


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    project = factory.SubFactory(ProjectFactory)
    kind = "reputation"
    title = "Be the first place young mothers come to ask"
    why = "Mothers ask each other, not us"
    audience = "Young mothers, Kyiv"
    kpi_name = "club members"
    baseline = 1000
    target = 8000
    current = 6140
    starts_on = dt.date(2026, 1, 1)
    due_on = dt.date(2026, 12, 31)


class ChannelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Channel

    project = factory.SubFactory(ProjectFactory)
    network = "playground"
    name = factory.Sequence(lambda n: f"Page {n}")
    external_id = factory.Sequence(lambda n: f"page-{n}")
    credentials = {"token": "secret-token"}
    followers = 1000


class LeadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lead

    company = factory.Sequence(lambda n: f"Company {n}")
    words = "We want to be in social networks. All our competitors are there."


class ClearLeadFactory(LeadFactory):
    """All four answers are clear: the gate is open."""

    contact_name = "Mr Kozak"
    contact_email = factory.Sequence(lambda n: f"kozak{n}@example.com")
    about = "210 people, lifts for houses and clinics"
    goal_kind = "employer"
    why = "Nineteen fitters left in a year. We need to hire twenty."
    audience = "Lift fitters and electricians, 22 to 45, Khmelnytskyi region"
    kpi_name = "applications from fitters"
    kpi_baseline = 0
    kpi_target = 60
    kpi_due_on = factory.LazyFunction(lambda: dt.date.today() + dt.timedelta(days=180))
    tools = ["content", "interactive"]


class ProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)


class DelegationFactory(factory.django.DjangoModelFactory):
    """Covers today and the six days after."""

    class Meta:
        model = Delegation

    seat = factory.SubFactory(SeatFactory)
    to = factory.SubFactory(UserFactory)
    starts_on = factory.LazyAttribute(lambda cover: cover.seat.project.today)
    ends_on = factory.LazyAttribute(lambda cover: cover.starts_on + dt.timedelta(days=6))
