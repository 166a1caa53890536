import datetime as dt
import zoneinfo

import pytest
from django.contrib.auth.models import AnonymousUser

from agency.permissions import Permission, Role
from projects.models import Client, Goal, Project
from projects.people import seated
from tests.factories.agency import OutsideUserFactory, UserFactory
from tests.factories.people import people_around
from tests.factories.projects import (
    ClientMemberFactory,
    DelegationFactory,
    GoalFactory,
    ProjectFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.datetime.now(zoneinfo.ZoneInfo("Europe/Kyiv")).date()


@pytest.mark.parametrize(
    ("who", "sees"),
    [("head", True), ("manager", True), ("copywriter", True), ("moderator", True), ("approver", True), ("expert", True),
     ("outsider", False), ("foreign_client", False)],
)  # fmt: skip
def test_who_sees_a_project(who, sees):
    people = people_around()
    visible = Project.objects.visible_to(getattr(people, who))
    assert (people.project in visible) is sees


def test_nobody_signed_in_sees_anything():
    ProjectFactory()
    assert not Project.objects.visible_to(AnonymousUser()).exists()
    assert not Client.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_cover_begins_at_midnight_where_the_project_is(zone):
    """These two never share a day, so one of them differs from the server's at any hour."""
    project = ProjectFactory(time_zone=zone)
    cover = DelegationFactory(seat__project=project, starts_on=project.today, ends_on=project.today)
    assert project in Project.objects.visible_to(cover.to)
    assert cover.to in seated(project, cover.seat.role)


def test_cover_opens_a_project_only_on_its_days():
    now = DelegationFactory(starts_on=TODAY, ends_on=TODAY)
    later = DelegationFactory(starts_on=TODAY + dt.timedelta(days=1), ends_on=TODAY + dt.timedelta(days=2))
    over = DelegationFactory(starts_on=TODAY - dt.timedelta(days=2), ends_on=TODAY - dt.timedelta(days=1))
    assert now.seat.project in Project.objects.visible_to(now.to)
    assert not Project.objects.visible_to(later.to).exists()
    assert not Project.objects.visible_to(over.to).exists()


def test_where_asks_the_same_table_in_sql_as_has_perm_in_python():
    people = people_around()
    for person in (*people, people.foreign_client):
        for permission in Permission:
            in_sql = people.project in Project.objects.where(person, permission)
            assert in_sql == person.has_perm(permission, people.project), (person.role, permission)


def test_where_asks_the_same_table_for_clients():
    people = people_around()
    for person in (*people, people.foreign_client):
        for permission in Permission:
            in_sql = people.project.client in Client.objects.where(person, permission)
            assert in_sql == person.has_perm(permission, people.project.client), (person.role, permission)


def test_seat_in_one_project_gives_nothing_in_another_of_the_same_client():
    people = people_around()
    sibling = ProjectFactory(client=people.project.client)
    assert not people.manager.has_perm(Permission.VIEW_PROJECT, sibling)
    assert sibling not in Project.objects.visible_to(people.manager)


def test_client_person_sees_every_project_of_the_client():
    people = people_around()
    sibling = ProjectFactory(client=people.project.client)
    assert people.approver.has_perm(Permission.VIEW_PROJECT, sibling)


def test_rows_of_a_project_follow_it():
    people = people_around()
    goal = GoalFactory(project=people.project)
    assert goal in Goal.objects.visible_to(people.expert)
    assert goal not in Goal.objects.visible_to(people.outsider)


def test_person_in_two_hats_is_listed_once():
    person = OutsideUserFactory()
    project = SeatFactory(role=Role.COPYWRITER, user=person).project
    for role in (Role.APPROVER, Role.AUTHOR):
        ClientMemberFactory(client=project.client, user=person, role=role)
    assert Project.objects.visible_to(person).count() == 1
    assert Client.objects.visible_to(person).count() == 1


def test_staff_without_a_seat_see_no_project():
    ProjectFactory()
    assert not Project.objects.visible_to(UserFactory()).exists()
