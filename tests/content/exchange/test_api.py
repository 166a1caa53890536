import pytest
from rest_framework.test import APIClient

from tests.factories.content import draft, tomorrow
from tests.factories.exchange import events_at

API = "/api/v1"


def api(user):
    client = APIClient()
    client.force_login(user)
    return client


def test_a_calendar_is_made_given_anew_and_closed(client, people):
    draft(people, day=tomorrow(people.project))
    browser = api(people.copywriter)
    row = browser.post(f"{API}/feeds/", {"project": people.project.slug}).json()
    assert len(events_at(client, row["link"])) == 1
    assert "link" not in browser.get(f"{API}/feeds/{row['id']}/").json()
    fresh = browser.post(f"{API}/feeds/{row['id']}/rotate/").json()
    assert client.get(row["link"]).status_code == 404
    assert browser.post(f"{API}/feeds/{row['id']}/revoke/").json()["revoked_at"]
    assert client.get(fresh["link"]).status_code == 410


@pytest.mark.parametrize(("role", "status"), [("manager", 201), ("copywriter", 403), ("outsider", 422)])
def test_a_clients_calendar_asks_for_the_right(people, role, status):
    said = {"client": people.project.client_id}
    assert api(getattr(people, role)).post(f"{API}/feeds/", said).status_code == status


def test_a_second_address_for_the_same_is_refused(people):
    browser = api(people.manager)
    browser.post(f"{API}/feeds/", {})
    assert browser.post(f"{API}/feeds/", {}).json()["errors"][0]["field"] == "of"
