import pytest

from agency.models import Event, IdempotentRequest
from tests.factories.agency import UserFactory

pytestmark = pytest.mark.django_db
TOKENS = "/api/v1/tokens/"


@pytest.fixture
def olena(api):
    olena = UserFactory()
    api.force_login(olena)
    return olena


def test_a_token_is_shown_once_and_works(api, olena):
    made = api.post(TOKENS, {"name": "laptop"}).json()

    (listed,) = api.get(TOKENS).json()["results"]
    assert "token" not in listed
    assert (listed["name"], listed["key"]) == ("laptop", made["key"])
    api.logout()
    assert api.get("/api/v1/me/", headers={"Authorization": f"Token {made['token']}"}).json()["id"] == olena.pk


def test_a_token_is_never_kept_for_a_replay(api, olena):
    api.post(TOKENS, {"name": "laptop"}, headers={"Idempotency-Key": "one"})

    assert not IdempotentRequest.objects.exists()


def test_deleting_locks_the_program_out(api, olena):
    made = api.post(TOKENS, {"name": "laptop"}).json()

    assert api.delete(f"{TOKENS}{made['key']}/").status_code == 204
    assert api.get("/api/v1/me/", headers={"Authorization": f"Token {made['token']}"}).status_code == 401


def test_somebody_elses_token_is_not_there(api, olena):
    made = api.post(TOKENS, {"name": "laptop"}).json()
    api.force_login(UserFactory())

    assert api.delete(f"{TOKENS}{made['key']}/").status_code == 404
    assert olena.auth_token_set.exists()


def test_making_and_revoking_is_written_down(api, olena):
    made = api.post(TOKENS, {"name": "laptop"}).json()
    api.delete(f"{TOKENS}{made['key']}/")

    assert {event.verb for event in Event.objects.about(olena)} == {
        "agency.user.make_token",
        "agency.user.revoke_token",
    }


@pytest.mark.parametrize("name", ["", "x" * 81, None, ["a"]])
def test_a_name_that_does_not_do_is_422(api, olena, name):
    assert api.post(TOKENS, {"name": name}).status_code == 422
