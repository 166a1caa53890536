import pytest

from tests.factories.agency import OutsideUserFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_gallery_shows_every_component(client):
    client.force_login(UserFactory())

    html = client.get("/gallery/").content.decode()

    assert "Components, every state" in html
    assert "<c-" not in html


def test_gallery_is_for_people_of_the_agency(client):
    client.force_login(OutsideUserFactory())

    assert client.get("/gallery/").status_code == 404


def test_gallery_asks_who_you_are(client):
    assert client.get("/gallery/").headers["Location"].startswith("/accounts/login/")
