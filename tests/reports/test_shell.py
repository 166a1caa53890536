import pytest
from django.urls import reverse

from reports.context import AGENCY
from tests.factories.agency import UserFactory
from tests.factories.people import people_around
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return people_around()


def shell_of(client, user):
    client.force_login(user)
    return client.get(reverse("agency:account")).context["shell"]


def labels(items):
    return [item.label for item in items]


def test_the_head_finds_every_room(client, people):
    assert labels(shell_of(client, people.head).nav) == [row[0] for row in AGENCY]


def test_staff_are_not_offered_what_is_the_heads(client, people):
    assert not {"The picture", "Intake", "Clients"} & set(labels(shell_of(client, people.moderator).nav))


@pytest.mark.parametrize(
    ("who", "doors"),
    [
        ("approver", ["For your yes", "Calendar", "Projects", "Reports"]),
        ("expert", ["Projects", "Questions"]),
        ("author", ["Calendar", "Projects"]),
    ],
)
def test_the_clients_people_are_led_only_where_they_have_something_to_do(client, people, who, doors):
    assert labels(shell_of(client, getattr(people, who)).nav) == doors


def test_somebody_without_a_seat_is_led_to_projects_and_teams(client):
    assert labels(shell_of(client, UserFactory()).nav) == ["Projects", "Teams"]


def test_a_client_sees_their_own_project(client, people):
    ProjectFactory(name="Of another client")
    assert labels_of_projects(shell_of(client, people.approver)) == [people.project.name]


def labels_of_projects(shell):
    return [project.name for project in shell.projects]


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("head", "reports:picture"),
        ("manager", "reports:evening"),
        ("copywriter", "content:calendar"),
        ("moderator", "moderation:inbox"),
        ("approver", "content:approvals"),
        ("expert", "moderation:facts"),
    ],
)
def test_each_person_lands_on_the_page_they_came_for(client, people, who, page):
    client.force_login(getattr(people, who))

    assert client.get("/").url == reverse(page)
