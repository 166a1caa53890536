import pytest

pytestmark = pytest.mark.django_db
PAGE = "http://testserver/calendar/?day=2026-10-15"
SIGN_IN = "/accounts/login/?next="


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client):
    answer = client.post("/posts/1/save/", {"text": "Words"}, headers={"Referer": PAGE})
    assert answer["Location"] == f"{SIGN_IN}/calendar/%3Fday%3D2026-10-15"


def test_what_htmx_asked_leads_back_to_its_page(client):
    answer = client.get("/today/", headers={"HX-Request": "true", "HX-Current-URL": PAGE})
    assert answer["HX-Redirect"] == f"{SIGN_IN}/calendar/%3Fday%3D2026-10-15"


@pytest.mark.parametrize("page", ["", "https://evil.example/calendar/", "//evil.example", "nonsense"])
def test_a_page_that_is_not_ours_is_not_come_back_to(client, page):
    answer = client.post("/posts/1/save/", headers={"Referer": page})
    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith(SIGN_IN)


def test_a_page_itself_is_come_back_to(client):
    assert client.get("/calendar/")["Location"] == f"{SIGN_IN}/calendar/"
