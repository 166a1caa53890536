import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agency.models import User
from tests.factories.agency import HeadFactory, OutsideUserFactory, UserFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/people/"
NINA = {"email": "nina@example.org", "name": "Nina Bondar", "role": "staff"}


@pytest.fixture
def head(api):
    head = HeadFactory()
    api.force_login(head)
    return head


def test_the_head_sees_everybody(api, head):
    UserFactory()
    OutsideUserFactory()

    assert len(api.get(PEOPLE).json()["results"]) == 3


@pytest.mark.parametrize("somebody", [UserFactory, OutsideUserFactory])
@pytest.mark.parametrize(("method", "url"), [("get", PEOPLE), ("post", PEOPLE), ("get", f"{PEOPLE}1/")])
def test_nobody_else_keeps_people(api, somebody, method, url):
    api.force_login(somebody())

    assert getattr(api, method)(url).status_code == 403


def test_creating_invites(api, head, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = api.post(PEOPLE, NINA)

    assert response.status_code == 201
    assert response.json()["email"] == "nina@example.org"
    assert mailoutbox[0].to == ["nina@example.org"]


def test_creating_twice_with_one_key_invites_once(api, head):
    for _ in range(2):
        response = api.post(PEOPLE, NINA, headers={"Idempotency-Key": "nina"})

    assert response.status_code == 201
    assert User.objects.filter(email="nina@example.org").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": f"{'x' * 250}@example.org"}, "email"),
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"role": "owner"}, "role"),
        ({"job": "x" * 81}, "job"),
    ],
)
def test_bad_input_is_named(api, head, change, field):
    response = api.post(PEOPLE, NINA | change)

    assert response.status_code == 422
    assert field in {error["field"] for error in response.json()["errors"]}


def test_somebody_who_is_here_is_not_invited_again(api, head):
    UserFactory(email="nina@example.org")

    response = api.post(PEOPLE, NINA | {"email": "NINA@example.org"})

    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "email"


def test_change_role(api, head):
    olena = UserFactory(job="Copywriter")

    response = api.post(f"{PEOPLE}{olena.pk}/change-role/", {"role": "head"})

    assert (response.json()["role"], response.json()["job"]) == ("head", "Copywriter")


def test_the_last_head_stays(api, head):
    response = api.post(f"{PEOPLE}{head.pk}/deactivate/")

    assert response.status_code == 409
    assert "the only head" in response.json()["errors"][0]["message"]


def test_deactivate_and_activate(api, head):
    olena = UserFactory()

    assert api.post(f"{PEOPLE}{olena.pk}/deactivate/").json()["is_active"] is False
    assert api.post(f"{PEOPLE}{olena.pk}/activate/").json()["is_active"] is True


def test_a_list_of_one_and_of_three_costs_the_same(api, head, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        api.get(PEOPLE)
    UserFactory.create_batch(2)

    with django_assert_num_queries(len(one)):
        api.get(PEOPLE)


def test_me_is_the_person_of_the_token(api):
    user = UserFactory(name="Olena Savchuk")
    _, text = user.auth_token_set.model.objects.create(user=user)

    response = api.get("/api/v1/me/", headers={"Authorization": f"Token {text}"})

    assert response.json()["name"] == "Olena Savchuk"


def test_me_may_change_what_is_theirs(api):
    olena = UserFactory()
    api.force_login(olena)

    response = api.patch("/api/v1/me/", {"time_zone": "Asia/Tokyo", "role": "head", "email": "x@example.org"})

    kept = User.objects.get(pk=olena.pk)
    assert response.json()["time_zone"] == "Asia/Tokyo"
    assert (kept.time_zone, kept.role, kept.email) == ("Asia/Tokyo", "staff", olena.email)


@pytest.mark.parametrize("change", [{"time_zone": "Mars/Olympus"}, {"locale": "xx"}, {"name": ""}])
def test_me_refuses_nonsense(api, change):
    api.force_login(UserFactory())

    assert api.patch("/api/v1/me/", change).status_code == 422
