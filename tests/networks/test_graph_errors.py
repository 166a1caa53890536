"""Each of Meta's refusals means one of our errors, with its words and never with a token."""

import json

import httpx
import pytest

from projects.networks import graph_errors
from projects.networks.base import (
    CredentialsExpired,
    CredentialsRevoked,
    Duplicate,
    Gone,
    Misused,
    PermissionMissing,
    RateLimited,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from tests.networks.fakes.graph_schema import recorded

ROWS = [
    (190, 0, CredentialsExpired), (190, 463, CredentialsExpired), (190, 467, CredentialsExpired),
    (190, 458, CredentialsRevoked), (190, 459, CredentialsRevoked), (190, 460, CredentialsRevoked),
    (190, 464, CredentialsRevoked), (190, 492, CredentialsRevoked), (102, 0, CredentialsExpired),
    (3, 0, PermissionMissing), (10, 0, PermissionMissing), (200, 0, PermissionMissing), (299, 0, PermissionMissing),
    (4, 0, RateLimited), (17, 0, RateLimited), (32, 0, RateLimited), (341, 0, RateLimited), (613, 0, RateLimited),
    (80001, 0, RateLimited), (80002, 0, RateLimited), (368, 0, RateLimited), (506, 0, Duplicate),
    (1609005, 0, Rejected), (100, 0, Misused), (100, 33, Gone), (803, 0, Gone), (2500, 0, Misused),
    (1, 0, Unconfirmed), (2, 0, Unconfirmed), (100, 1366046, Rejected), (368, 1390008, RateLimited),
    (100, 1346003, Rejected), (100, 1404006, Rejected), (100, 1404102, Rejected), (200, 1404078, CredentialsRevoked),
    (100, 1366051, Duplicate), (100, 1609008, Rejected), (9, 2207042, RateLimited), (4, 2207051, RateLimited),
    (36000, 2207004, Rejected), (36001, 2207005, Rejected), (36003, 2207009, Rejected), (352, 2207026, Rejected),
    (100, 2207023, Rejected), (100, 2207028, Rejected), (36004, 2207010, Rejected), (100, 2207057, Rejected),
    (-2, 2207003, Unavailable), (9004, 2207052, Unavailable), (-2, 2207020, graph_errors.ContainerLost),
    (24, 2207008, graph_errors.ContainerLost), (24, 2207006, graph_errors.ContainerLost),
    (-1, 2207032, graph_errors.ContainerLost), (-1, 2207053, graph_errors.ContainerLost),
    (25, 2207050, CredentialsRevoked), (-1, 2207001, Unconfirmed), (9007, 2207027, Unavailable), (24_601, 0, Rejected),
]  # fmt: skip


def meaning(error, status=400, **headers):
    return graph_errors.refusal(
        "Facebook", httpx.Response(status, headers=headers), error, Unconfirmed, secrets=("EAAB-secret",)
    )


@pytest.mark.parametrize(("code", "subcode", "expected"), ROWS)
def test_each_refusal_has_one_meaning(code, subcode, expected):
    error = {"error": {"code": code, "error_subcode": subcode, "message": "(#1) Malformed EAAB-secret"}}
    told = meaning(error)
    assert type(told) is expected
    assert str(told).strip()
    assert "EAAB-secret" not in str(told)


def test_what_may_pass_by_itself_may_have_been_carried_out():
    assert type(meaning({"error": {"code": 77, "message": "Try again", "is_transient": True}})) is Unconfirmed
    assert type(meaning({"error": {"code": 77, "message": "Try again"}}, status=503)) is Unconfirmed


def test_permission_that_is_missing_is_named():
    told = meaning({"error": {"code": 200, "message": "(#200) Requires pages_manage_posts permission"}})
    assert told.permission == "pages_manage_posts"


def test_it_waits_as_long_as_the_network_says():
    use = {"1050": [{"type": "pages", "call_count": 100, "total_time": 5, "estimated_time_to_regain_access": 7}]}
    told = meaning({"error": {"code": 32, "message": "limit"}}, **{"X-Business-Use-Case-Usage": json.dumps(use)})
    assert told.retry_after == 7 * 60
    assert meaning({"error": {"code": 4, "error_subcode": 2207051}}).retry_after == 24 * 3_600


def test_words_for_people_come_before_words_for_programs():
    assert "A message" in str(meaning({"error": {"code": 7, "message": "(#7)", "error_user_msg": "A message"}}))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("exampleError.json", CredentialsRevoked),
        ("exampleErrorNew.json", CredentialsRevoked),
        ("oauthExampleError.json", Unconfirmed),
        ("exampleOauthError.json", Rejected),
        ("error_data.json", Misused),
        ("error.json", Misused),
    ],
)
def test_recorded_refusals_are_understood(name, expected):
    assert type(meaning(recorded("facebook_api.json")[name])) is expected


def test_answer_that_is_no_refusal_is_none():
    assert meaning({"id": "1"}, status=200) is None
    assert meaning([], status=200) is None


@pytest.mark.parametrize("said", ["", "{", "[]", '{"1": 5}', '{"1": [5]}', '{"call_count": "many"}'])
def test_nonsense_about_use_is_no_use(said):
    assert graph_errors.used_up({"X-App-Usage": said, "X-Business-Use-Case-Usage": said}) == 0
