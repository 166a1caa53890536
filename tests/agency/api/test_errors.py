import pytest

from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.people import people_around
from tests.factories.projects import ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.agency.api.house")]
PROJECTS = "/api/v1/projects/"
GO_WRONG = f"{PROJECTS}go_wrong/"


def only_error(response):
    (error,) = response.json()["errors"]
    return error


def test_nobody_signed_in_is_told_how_to_sign_in(api):
    response = api.get(PROJECTS)

    assert response.status_code == 401
    assert only_error(response)["code"] == "not_authenticated"
    assert "Token" in response.headers["WWW-Authenticate"]


def test_a_wrong_token_is_told_so(api):
    response = api.get(PROJECTS, headers={"Authorization": "Token nonsense"})

    assert response.status_code == 401
    assert only_error(response)["message"].startswith("This token opens nothing")


def test_missing_fields_are_named_one_by_one(api):
    api.force_login(HeadFactory())

    response = api.post(PROJECTS, {})

    assert response.status_code == 422
    assert {(error["field"], error["code"]) for error in response.json()["errors"]} == {
        ("client", "required"),
        ("name", "required"),
        ("slug", "required"),
    }


def test_json_that_cannot_be_read_is_400(api, send_json):
    api.force_login(HeadFactory())

    response = send_json(PROJECTS, "{not json")

    assert response.status_code == 400
    assert only_error(response) | {"message": ""} == {"field": None, "code": "parse_error", "message": ""}


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000])
def test_json_without_a_bottom_is_400(api, send_json, text):
    api.force_login(HeadFactory())

    assert send_json(PROJECTS, text).status_code == 400


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        (r'{"name": "a\u0000b"}', "name", "null_characters_not_allowed"),
        (r'{"name": "\ud800"}', "name", "surrogate_characters_not_allowed"),
        (r'{"goals": [{"why": "ok"}, {"why": "\udfff"}]}', "goals.1.why", "surrogate_characters_not_allowed"),
        (r'{"\ud800": 1}', None, "surrogate_characters_not_allowed"),
    ],
)
def test_text_that_cannot_be_stored_is_named_by_its_place(api, send_json, text, field, code):
    api.force_login(HeadFactory())

    response = send_json(PROJECTS, text)

    assert response.status_code == 422
    assert (only_error(response)["field"], only_error(response)["code"]) == (field, code)


def test_invalid_utf8_is_400(api, send_json):
    api.force_login(HeadFactory())

    assert send_json(PROJECTS, b'{"name": "\xed\xa0\x80"}').status_code == 400


def test_another_media_type_is_415(api):
    api.force_login(HeadFactory())

    response = api.generic("POST", PROJECTS, "<a/>", content_type="application/xml")

    assert response.status_code == 415
    assert only_error(response)["code"] == "unsupported_media_type"


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "OPTIONS"])
def test_another_method_is_405(api, method):
    api.force_login(HeadFactory())

    response = api.generic(method, PROJECTS)

    assert response.status_code == 405
    assert only_error(response)["code"] == "method_not_allowed"


def test_what_a_stranger_asks_for_is_not_there(api):
    people = people_around()
    api.force_login(people.outsider)

    response = api.get(f"{PROJECTS}{people.project.pk}/")

    assert response.status_code == 404
    assert only_error(response)["code"] == "not_found"


@pytest.mark.parametrize("made_up", ["x", "0", "99999999999999999999999999", "a%ED%A0%80"])
def test_a_made_up_id_is_not_there(api, made_up):
    api.force_login(HeadFactory())

    assert api.get(f"{PROJECTS}{made_up}/").status_code == 404


def test_a_member_without_the_right_is_refused(api):
    people = people_around()
    api.force_login(people.approver)

    response = api.get(f"{PROJECTS}{people.project.pk}/")

    assert response.status_code == 403
    assert only_error(response)["code"] == "permission_denied"


def test_an_action_without_a_line_in_the_table_is_refused_to_everybody(api):
    api.force_login(HeadFactory())

    assert api.get(f"{PROJECTS}forgotten/").status_code == 403


def test_a_refused_permission_is_told_in_words(api):
    api.force_login(UserFactory())

    response = api.post(GO_WRONG, {"how": "may not"})

    assert response.status_code == 403
    assert only_error(response)["message"] == "Your role does not let you review posts here."


def test_what_a_model_refuses_is_422_beside_its_field(api):
    api.force_login(UserFactory())

    response = api.post(GO_WRONG, {"how": "model"})

    assert response.status_code == 422
    assert only_error(response) == {"field": "name", "code": "plain", "message": "Too plain."}


def test_being_too_late_is_409(api):
    api.force_login(HeadFactory())
    project = ProjectFactory(stage="finished")

    response = api.post(f"{PROJECTS}{project.pk}/pause/")

    assert response.status_code == 409
    assert only_error(response)["code"] == "moved_meanwhile"


def test_what_nobody_expected_is_500_in_the_same_shape(api, caplog):
    api.raise_request_exception = False
    api.force_login(UserFactory())

    response = api.post(GO_WRONG, {})

    assert response.status_code == 500
    assert only_error(response)["code"] == "error"
    assert "nobody expected this" in caplog.text


def test_too_many_requests_are_told_when_to_come_back(api, monkeypatch):
    monkeypatch.setattr("rest_framework.throttling.UserRateThrottle.rate", "1/min", raising=False)
    api.force_login(UserFactory())
    api.get(PROJECTS)

    response = api.get(PROJECTS)

    assert response.status_code == 429
    assert only_error(response)["code"] == "throttled"
    assert int(response.headers["Retry-After"]) > 0


def test_an_address_that_leads_nowhere_answers_in_the_same_shape(api):
    response = api.get("/api/v1/nothing/here/")

    assert response.status_code == 404
    assert only_error(response)["code"] == "not_found"


@pytest.mark.parametrize("url", ["/api/v1/projects/%00/", "/api/v1/projects/?search=%00"])
def test_nul_in_an_address_is_400_in_the_same_shape(api, url):
    api.force_login(HeadFactory())

    response = api.get(url)

    assert response.status_code == 400
    assert only_error(response)["code"] == "bad_request"


def test_a_token_that_is_not_text_is_told_so(api):
    response = api.get(PROJECTS, headers={"Authorization": "Token \xff\xfe"})

    assert response.status_code == 401
