import pytest
from django.core.cache import cache

from agency.models import Notification
from projects.models import Lead
from tests.factories.agency import HeadFactory

pytestmark = pytest.mark.django_db
LETTER = {
    "company": "Pidiom lifts",
    "contact_name": "Mr Kozak",
    "contact_email": "kozak@example.com",
    "words": "We want to be in social networks",
}


def test_letter_becomes_a_lead_and_the_head_hears(client):
    head = HeadFactory()
    response = client.post("/contact/", LETTER)
    assert response["Location"] == "/contact/thanks/"
    assert Lead.objects.get().words == "We want to be in social networks"
    assert Notification.objects.get().user == head


def test_anybody_may_read_the_page(client):
    assert "For what purpose?" in client.get("/contact/").content.decode()


def test_machine_is_thanked_and_forgotten(client):
    response = client.post("/contact/", LETTER | {"website": "http://spam.example"})
    assert (response["Location"], Lead.objects.count()) == ("/contact/thanks/", 0)


def test_sixth_letter_within_the_hour_waits_with_its_words(client):
    for _ in range(5):
        client.post("/contact/", LETTER)
    response = client.post("/contact/", LETTER | {"words": "One more thing"})
    assert (response.status_code, Lead.objects.count()) == (429, 5)
    assert "One more thing" in response.content.decode()


def test_refused_letter_does_not_count_against_the_limit(client):
    for _ in range(9):
        client.post("/contact/", LETTER | {"contact_email": "not an address"})
    assert client.post("/contact/", LETTER).status_code == 302


@pytest.mark.parametrize(
    "bad", [{"contact_email": ""}, {"contact_email": "kozak@"}, {"words": ""}, {"words": "x" * 4001},
            {"company": "a\x00b"}, {"company": "x" * 121}, {"contact_name": ""}]
)  # fmt: skip
def test_broken_letter_is_shown_again(client, bad):
    response = client.post("/contact/", LETTER | bad)
    assert (response.status_code, Lead.objects.count()) == (422, 0)
    assert "kozak@example.com" in response.content.decode() or "contact_email" in bad


def test_limit_is_forgotten_with_the_hour(client):
    for _ in range(5):
        client.post("/contact/", LETTER)
    cache.clear()
    assert client.post("/contact/", LETTER).status_code == 302
