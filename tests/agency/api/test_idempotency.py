import threading

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from agency.api import idempotency
from agency.models import IdempotentRequest
from projects.models import Project
from tests.factories.agency import HeadFactory
from tests.factories.projects import ClientFactory

pytestmark = pytest.mark.urls("tests.agency.api.house")
PROJECTS = "/api/v1/projects/"


@pytest.fixture
def create(api):
    api.force_login(HeadFactory())
    body = {"client": ClientFactory().pk, "name": "Ovechka", "slug": "ovechka"}

    def post(key, **changes):
        return api.post(PROJECTS, body | changes, headers={"Idempotency-Key": key})

    return post


@pytest.mark.django_db
def test_the_same_request_is_answered_and_not_repeated(create):
    first = create("one")
    second = create("one")

    assert (second.status_code, second.json()) == (201, first.json())
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Project.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_another_content_is_refused(create):
    create("one")

    response = create("one", name="Another")

    assert response.status_code == 422
    assert response.json()["errors"][0]["code"] == "idempotency_conflict"


@pytest.mark.django_db
def test_a_refused_request_does_not_use_up_its_key(create):
    assert create("one", name="").status_code == 422

    assert create("one").status_code == 201


@pytest.mark.django_db
def test_another_person_may_use_the_same_key(create, api):
    create("one")
    api.force_login(HeadFactory())

    assert create("one", slug="another").status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x" * 201, "a\x00b"])
def test_a_key_that_cannot_be_kept_is_refused(create, key):
    assert create(key).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_of_two_twins_at_once_one_is_told_to_come_back(create):
    head, client, answers = HeadFactory(), ClientFactory(), []

    def twin():
        api = APIClient()
        api.force_authenticate(head)
        body = {"client": client.pk, "name": "Ovechka", "slug": "ovechka"}
        answers.append(api.post(PROJECTS, body, headers={"Idempotency-Key": "one"}).status_code)
        connection.close()

    with transaction.atomic():
        idempotency._lock(head.pk, "one")
        thread = threading.Thread(target=twin)
        thread.start()
        thread.join(20)

    assert answers == [409]
    assert not IdempotentRequest.objects.exists()
