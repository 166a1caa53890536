import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from content.models import PostImport
from tests.factories.content import draft, tomorrow
from tests.factories.exchange import events_at, read_in, table, work_off

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


def test_a_table_is_sent_polled_and_confirmed(people):
    browser = api(people.copywriter)
    said = {"project": people.project.slug, "file": table("First spoon;x;;;", "Second;y;31.02.2030;;")}
    row = browser.post(f"{API}/imports/", said, format="multipart").json()
    url = f"{API}/imports/{row['id']}"
    assert (row["status"], row["counts"]["good"]) == ("reading", 0)
    work_off(PostImport.objects.get())
    ready = browser.get(f"{url}/").json()
    assert (ready["status"], ready["counts"]["good"], ready["counts"]["bad"]) == ("ready", 1, 1)
    (bad,) = browser.get(f"{url}/rows/", {"outcome": "bad"}).json()["results"]
    assert (bad["number"], bad["problems"][0]["column"]) == (3, "Day")
    assert browser.post(f"{url}/confirm/").json()["errors"][0]["field"] == "partly"
    assert browser.post(f"{url}/confirm/", {"partly": True}).json()["status"] == "writing"
    work_off(PostImport.objects.get())
    assert browser.get(f"{url}/").json()["counts"]["made"] == 1
    assert browser.post(f"{url}/undo/").json()["status"] == "undoing"


def test_a_table_with_strange_columns_is_named_by_the_program(people):
    job = read_in(people, table("First;Joy", header="Headline;Mood"))
    url = f"{API}/imports/{job.pk}"
    browser = api(people.copywriter)
    assert browser.post(f"{url}/map-columns/", {"keys": ["poem", ""]}).status_code == 422
    assert browser.post(f"{url}/map-columns/", {"keys": ["", ""]}).json()["errors"][0]["field"] == "columns"
    assert browser.post(f"{url}/map-columns/", {"keys": ["title", ""]}).json()["status"] == "reading"


def test_what_is_no_table_is_named(people):
    said = {"project": people.project.slug, "file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7")}
    answer = api(people.copywriter).post(f"{API}/imports/", said, format="multipart")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")
    assert not PostImport.objects.exists()


def test_posts_leave_as_a_table(people):
    draft(people, title="First spoon")
    answer = api(people.copywriter).get(f"{API}/exports/posts/", {"project": people.project.slug})
    assert b"First spoon" in b"".join(answer)
    assert answer["Content-Disposition"] == f'attachment; filename="{people.project.slug}.csv"'
    foreign = api(people.copywriter).get(f"{API}/exports/posts/", {"project": "nowhere"})
    assert (foreign.status_code, foreign.json()["errors"][0]["field"]) == (422, "project")
    assert api(people.approver).get(f"{API}/exports/posts/").status_code == 403
