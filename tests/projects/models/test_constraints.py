"""The database refuses nonsense, whoever writes it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agency.permissions import Role
from projects.models import FollowerCount, KpiReading, Lead, Profile, Wish
from tests.factories.projects import (
    AgreementFactory,
    ChannelFactory,
    ClientFactory,
    ClientMemberFactory,
    DelegationFactory,
    GoalFactory,
    LeadFactory,
    ProfileFactory,
    ProjectFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 10, 14)


def second_of(factory, **same):
    factory(**same)
    factory(**same)


def two_readings():
    goal = GoalFactory()
    for value in (1, 2):
        KpiReading.objects.create(goal=goal, day=DAY, value=value, source="manual")


def two_follower_counts():
    channel = ChannelFactory()
    for count in (1, 2):
        FollowerCount.objects.create(channel=channel, day=DAY, count=count)


def two_wishes():
    project, user = ProjectFactory(), ProfileFactory().user
    for feeling in ("want", "rather_not"):
        Wish.objects.create(project=project, user=user, feeling=feeling)


def own_duplicate():
    lead = LeadFactory()
    Lead.objects.filter(pk=lead.pk).update(duplicate_of=lead)


NONSENSE = {
    "client_name": lambda: second_of(ClientFactory, name="Brama"),
    "client_member_once": lambda: (
        (member := ClientMemberFactory())
        and ClientMemberFactory(client=member.client, user=member.user, role=member.role)
    ),
    "agreement_hours_forward": lambda: AgreementFactory(hours_from=dt.time(21), hours_until=dt.time(9)),
    "goal_one_main": lambda: second_of(GoalFactory, project=ProjectFactory()),
    "goal_dates_forward": lambda: GoalFactory(starts_on=DAY, due_on=DAY),
    "goal_target_moves": lambda: GoalFactory(baseline=5, target=5),
    "kpi_reading_once_a_day": two_readings,
    "seat_once": lambda: second_of(SeatFactory, project=ProjectFactory(), role=Role.MANAGER),
    "delegation_dates_forward": lambda: DelegationFactory(starts_on=DAY, ends_on=DAY - dt.timedelta(days=1)),
    "channel_once_in_project": lambda: second_of(ChannelFactory, project=ProjectFactory(), external_id="lullaby"),
    "follower_count_once_a_day": two_follower_counts,
    "wish_once": two_wishes,
    "lead_not_now_has_day": lambda: LeadFactory(status="not_now"),
    "lead_no_has_reason": lambda: LeadFactory(status="declined"),
    "lead_yes_has_moment": lambda: LeadFactory(status="accepted"),
    "lead_not_its_own_duplicate": own_duplicate,
    "profile_capacity_humane": lambda: ProfileFactory(capacity=21),
    "projects_project_slug": lambda: second_of(ProjectFactory, slug="brama"),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_database_refuses(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        NONSENSE[name]()


def test_decided_lead_that_is_complete_is_kept():
    LeadFactory(status="accepted", decided_at=timezone.now())
    LeadFactory(status="not_now", until=DAY)
    LeadFactory(status="declined", reason="No")
    assert Lead.objects.count() == 3


def test_second_main_goal_of_another_project_is_kept():
    GoalFactory()
    assert GoalFactory().is_main


def test_traits_are_used_only_with_a_yes():
    assert Profile(traits=["new mother"]).shared_traits == []
    assert Profile(traits=["new mother"], share_traits=True).shared_traits == ["new mother"]
