import re

import pytest
from django.utils import timezone

from agency.models import Invitation, User
from agency.services.invitations import invite, revoke
from tests.factories.agency import HeadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(email="nina@example.org", name="Nina Bondar", role="staff", by=HeadFactory(name="Marta Hnatiuk"))
    return re.search(r"/join/\S+/", mailoutbox[0].body)[0]


def test_the_link_shows_a_form_and_decides_nothing(client, link):
    for _ in range(2):
        assert "Welcome, Nina." in client.get(link).text

    assert Invitation.objects.get().is_open


def test_choosing_a_password_lets_one_in(client, link):
    response = client.post(link, {"password": "correct horse battery"})

    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(User.objects.get(email="nina@example.org").pk)


@pytest.mark.parametrize(
    "password", ["", "short", "password123", "ninabondar", "x" * 129, "nina@example.org", "a\x00bbbbbbbbbb"]
)
def test_a_password_that_does_not_do_is_told_beside_the_field(client, link, password):
    response = client.post(link, {"password": password})

    assert response.status_code == 422
    assert response.context["form"].errors["password"]
    assert Invitation.objects.get().is_open


def test_a_used_link_says_to_sign_in(client, link):
    client.post(link, {"password": "correct horse battery"})
    client.logout()

    response = client.get(link)

    assert response.status_code == 410
    assert "You have joined already" in response.text


def test_a_used_link_sets_no_second_password(client, link):
    client.post(link, {"password": "correct horse battery"})

    assert client.post(link, {"password": "somebody else’s one"}).status_code == 410
    assert User.objects.get(email="nina@example.org").check_password("correct horse battery")


def test_an_expired_link_says_whom_to_ask(client, link):
    Invitation.objects.update(expires_at=timezone.now())

    response = client.get(link)

    assert response.status_code == 410
    assert "Ask Marta Hnatiuk for a new one" in response.text


def test_a_link_taken_back_says_so(client, link):
    revoke(invitation=Invitation.objects.get(), by=HeadFactory())

    assert "replaced or taken back" in client.get(link).text


@pytest.mark.parametrize("token", ["nonsense", "%F0%9F%8C%B3", "x" * 3000])
def test_an_unknown_link_is_404_with_a_way_out(client, token):
    response = client.get(f"/join/{token}/")

    assert response.status_code == 404
    assert "We do not know this link" in response.text


def test_the_page_is_never_kept_by_a_browser(client, link):
    assert "no-store" in client.get(link).headers["Cache-Control"]
