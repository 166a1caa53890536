import pytest

from agency import audit
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.people import people_around

pytestmark = pytest.mark.django_db
EVENTS = "/api/v1/events/"


@pytest.fixture
def people():
    people = people_around()
    audit.record("agency.user.join", people.project, by=people.manager, name="Inside")
    audit.record("agency.user.join", people.project, by=people.manager, shared=True, name="Shared")
    return people


def ask(api, obj):
    return api.get(EVENTS, {"object_type": obj._meta.label_lower, "object_id": obj.pk})


def test_the_team_reads_the_whole_story_newest_first(api, people):
    api.force_login(people.copywriter)

    rows = ask(api, people.project).json()["results"]

    assert [row["sentence"] for row in rows] == ["Shared joined", "Inside joined"]
    assert rows[0]["actor"] == people.manager.name


@pytest.mark.parametrize("who", ["approver", "expert"])
def test_people_of_the_client_read_what_was_shared(api, people, who):
    api.force_login(getattr(people, who))

    assert [row["sentence"] for row in ask(api, people.project).json()["results"]] == ["Shared joined"]


@pytest.mark.parametrize("who", ["outsider", "foreign_client"])
def test_a_stranger_finds_nothing(api, people, who):
    api.force_login(getattr(people, who))

    assert ask(api, people.project).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"object_type": "projects.project"}, 422),
        ({"object_type": "projects.project", "object_id": "x"}, 422),
        ({"object_type": "projects.project", "object_id": 10**30}, 422),
        ({"object_type": "projects.project", "object_id": 2**62}, 404),
        ({"object_type": "nonsense", "object_id": 1}, 404),
        ({"object_type": "a.b.c", "object_id": 1}, 404),
        ({"object_type": "sessions.session", "object_id": 1}, 404),
        ({"object_type": "agency.apitoken", "object_id": 1}, 404),
    ],
)
def test_nonsense_is_a_clear_answer(api, asked, status):
    api.force_login(HeadFactory())

    assert api.get(EVENTS, asked).status_code == status


def test_only_the_head_reads_about_people(api):
    olena = UserFactory()
    audit.record("agency.user.join", olena, name="Olena")
    api.force_login(HeadFactory())
    assert len(ask(api, olena).json()["results"]) == 1

    api.force_login(olena)
    assert ask(api, olena).json()["results"] == []
    api.force_login(UserFactory())
    assert ask(api, olena).status_code == 404


def test_the_length_of_the_story_costs_nothing(api, people, django_assert_num_queries):
    api.force_login(people.head)
    ask(api, people.project)
    with django_assert_num_queries(4):
        ask(api, people.project)
    for n in range(5):
        audit.record("agency.user.join", people.project, by=UserFactory(), name=str(n))

    with django_assert_num_queries(4):
        ask(api, people.project)
