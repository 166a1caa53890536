import pytest
from django.urls import reverse

from reports.context import HEAD
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
    assert labels(shell_of(client, people.head).nav) == [row[0] for row in HEAD]


def test_staff_are_not_offered_what_is_the_heads(client, people):
    assert not {"The picture", "Intake", "Clients"} & set(labels(shell_of(client, people.moderator).nav))


def test_a_client_sees_four_doors_and_their_own_project(client, people):
    ProjectFactory(name="Of another client")

    shell = shell_of(client, people.approver)

    assert labels(shell.nav) == ["For your yes", "Projects", "Questions", "Reports"]
    assert labels_of_projects(shell) == [people.project.name]


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
