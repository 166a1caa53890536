"""Doors that other people built into the house: sign-in and keys, the technical admin, the API's description."""

import pytest
from django.urls import reverse

from tests.access.addresses import every_address
from tests.access.table import DESCRIPTIONS, KEY_PAGES
from tests.factories.agency import HeadFactory, OutsideUserFactory, UserFactory

pytestmark = pytest.mark.django_db
ROUTES = {one.name: one for one in every_address()}


@pytest.mark.parametrize("name", KEY_PAGES)
def test_pages_of_keys_ask_who_it_is(client, name):
    answer = client.get(reverse(name, kwargs=dict.fromkeys(ROUTES[name].params, 1)))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/")


@pytest.mark.parametrize("person", [HeadFactory, UserFactory, OutsideUserFactory])
def test_the_technical_admin_is_not_for_people_of_the_agency(client, person):
    client.force_login(person())
    answer = client.get("/admin/agency/user/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_the_description_of_the_api_names_nobody(client, name):
    UserFactory(name="Bittern Reader", email="bittern@example.org")
    assert "ittern" not in client.get(reverse(name)).content.decode()
