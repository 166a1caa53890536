import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agency.models import Event
from projects.models import Project
from tests.factories.agency import HeadFactory
from tests.factories.people import people_around
from tests.factories.projects import ClientFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.agency.api.house")]
PROJECTS = "/api/v1/projects/"


def test_a_list_holds_only_what_the_person_may_see(api):
    people = people_around()
    api.force_login(people.copywriter)

    rows = api.get(PROJECTS).json()["results"]

    assert [row["id"] for row in rows] == [people.project.pk]


def test_transitions_are_those_open_to_the_asking_person(api):
    people = people_around(ProjectFactory(stage="active"))
    api.force_login(people.manager)

    (row,) = api.get(PROJECTS).json()["results"]

    assert row["transitions"] == [{"name": "pause", "label": "Pause"}, {"name": "finish", "label": "Finish"}]


def test_who_may_not_move_sees_no_transitions(api):
    people = people_around(ProjectFactory(stage="active"))
    api.force_login(people.copywriter)

    (row,) = api.get(PROJECTS).json()["results"]

    assert row["transitions"] == []


def test_a_move_changes_the_state_and_writes_it_down(api):
    people = people_around(ProjectFactory(stage="active"))
    api.force_login(people.manager)

    response = api.post(f"{PROJECTS}{people.project.pk}/pause/")

    assert response.json()["stage"] == "paused"
    assert Event.objects.about(people.project).get(verb="projects.project.pause").actor == people.manager


def test_a_move_asks_its_own_permission_whatever_the_state(api):
    people = people_around(ProjectFactory(stage="finished"))
    api.force_login(people.copywriter)

    assert api.post(f"{PROJECTS}{people.project.pk}/pause/").status_code == 403


def test_a_move_of_a_strangers_object_is_not_there(api):
    people = people_around(ProjectFactory(stage="active"))
    api.force_login(people.outsider)

    assert api.post(f"{PROJECTS}{people.project.pk}/pause/").status_code == 404
    assert Project.objects.get(pk=people.project.pk).stage == "active"


def test_a_move_checks_its_input(api):
    people = people_around(ProjectFactory(stage="active"))
    api.force_login(people.manager)

    response = api.post(f"{PROJECTS}{people.project.pk}/finish/", {"remark": ""})

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "remark"


def test_a_foreign_object_in_a_field_is_answered_like_a_missing_one(api):
    people = people_around()
    api.force_login(people.manager)
    foreign = ClientFactory()

    seen = [
        api.post(PROJECTS, {"client": pk, "name": "A", "slug": "a"}).json()["errors"][0]["message"]
        for pk in (foreign.pk, 99_999)
    ]

    assert seen[0].replace(str(foreign.pk), "X") == seen[1].replace("99999", "X")


@pytest.mark.parametrize("nonsense", ["x", True, [], {}, 10**30, None, 1.5])
def test_nonsense_in_a_field_for_an_object_is_422(api, nonsense):
    api.force_login(HeadFactory())

    response = api.post(PROJECTS, {"client": nonsense, "name": "A", "slug": "a"})

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "client"


def test_pages_follow_one_another_by_key(api):
    api.force_login(HeadFactory())
    projects = ProjectFactory.create_batch(3)

    first = api.get(PROJECTS, {"page_size": 2}).json()
    second = api.get(first["next"]).json()

    assert [row["id"] for row in (*first["results"], *second["results"])] == [p.pk for p in reversed(projects)]


def test_a_page_is_never_longer_than_200(api, django_assert_max_num_queries):
    api.force_login(HeadFactory())

    with django_assert_max_num_queries(10) as queries:
        api.get(PROJECTS, {"page_size": 10_000})

    assert "LIMIT 201" in queries.captured_queries[-1]["sql"]


@pytest.mark.parametrize("cursor", ["x", "cD1hYmM=", "cD0A", "bz05OTk5OTk5OTk5", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_made_up_cursor_is_a_clear_answer(api, cursor):
    api.force_login(HeadFactory())
    ProjectFactory()

    assert api.get(PROJECTS, {"cursor": cursor}).status_code in (200, 404)


def test_a_list_of_one_and_of_three_costs_the_same(api, django_assert_num_queries):
    people = people_around(ProjectFactory(stage="active"))
    api.force_login(people.head)
    api.get(PROJECTS)
    with CaptureQueriesContext(connection) as one:
        api.get(PROJECTS)
    ProjectFactory.create_batch(3, stage="active")

    with django_assert_num_queries(len(one)):
        api.get(PROJECTS)
