"""What holds on every page, whoever wrote it."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agency.models import IdempotentRequest
from agency.tasks import tidy_up
from tests.factories.agency import HeadFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGES = (
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/login/code/",
    "/accounts/signup/",
    "/join/nothing/",
    "/me/",
    "/me/notifications/",
    "/me/tokens/",
    "/notifications/",
    "/people/",
    "/people/invite/",
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/api/docs/",
    "/nothing/here/",
)
OPEN = PAGES[:5]
INLINE = re.compile(r"<style|<script(?![^>]*(src=|type=\"application/json\"))|\son[a-z]+=|javascript:", re.I)
STYLE = re.compile(r'style="([^"]*)"')


@pytest.fixture
def signed_in(client):
    client.force_login(HeadFactory())
    return client


def page_of(client, address):
    return client.get(address) if address not in OPEN else type(client)().get(address)


@pytest.mark.parametrize("address", PAGES)
def test_the_policy_allows_no_inline_script_and_no_other_host(signed_in, address):
    policy = page_of(signed_in, address).headers["Content-Security-Policy"]

    said = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert "unsafe-inline" not in said["script-src"]
    assert "unsafe-eval" not in policy
    assert said["style-src"] == "'self'"
    assert "http" not in policy
    assert said["frame-ancestors"] == said["object-src"] == said["base-uri"] == "'none'"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_needs_what_the_policy_forbids(signed_in, address):
    page = page_of(signed_in, address).text

    assert not INLINE.search(page)
    assert all(part.strip().startswith("--") for style in STYLE.findall(page) for part in style.split(";") if part)
    assert not re.search(r'(src|href)="(https?:)?//', page)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_refuses_to_be_framed_and_sniffed(signed_in, address):
    headers = page_of(signed_in, address).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_session_is_out_of_reach_of_scripts(client):
    UserFactory(email="olena@lastivka.example")

    client.post("/accounts/login/", {"login": "olena@lastivka.example", "password": "correct horse battery"})

    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_form_without_its_token_changes_nothing(client):
    careful = type(client)(enforce_csrf_checks=True)
    careful.force_login(HeadFactory())

    response = careful.post("/people/invite/", {"email": "x@example.org", "name": "X", "role": "staff"})

    assert response.status_code == 403


def test_the_api_takes_no_session_without_the_token_of_the_form(client):
    careful = type(client)(enforce_csrf_checks=True)
    careful.force_login(HeadFactory())

    response = careful.post("/api/v1/people/", {}, content_type="application/json")

    assert response.status_code == 403
    assert response.json()["errors"][0]["code"] == "permission_denied"


@pytest.mark.parametrize("address", ["/people/?after=%00", "/me/%00/", "/join/a%00b/"])
def test_nul_in_an_address_is_refused_in_words(signed_in, address):
    response = signed_in.get(address)

    assert response.status_code == 400
    assert "could not read this request" in response.text


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "utf-16", "nonsense"])
def test_text_that_is_not_utf8_is_refused(signed_in, charset):
    body = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--x--\r\n'

    response = signed_in.generic(
        "POST", "/me/", body, content_type=f"multipart/form-data; boundary=x; charset={charset}"
    )

    assert response.status_code == 400


def test_half_a_character_in_a_form_becomes_a_sign_that_can_be_stored(signed_in):
    body = b"name=\xed\xa0\x80&locale=en&time_zone=UTC"

    response = signed_in.generic("POST", "/me/", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 302


def test_a_name_of_a_file_cannot_leave_its_place(signed_in):
    file = SimpleUploadedFile("../../etc/passwd", b"x")

    assert signed_in.post("/me/avatar/", {"picture": file}).status_code == 422


def test_an_answer_to_a_program_is_never_a_page(client):
    assert client.get("/api/nothing/").headers["Content-Type"] == "application/json"


def test_old_idempotency_keys_are_forgotten():
    user = UserFactory()
    for age, key in ((1, "young"), (3, "old")):
        IdempotentRequest.objects.create(user=user, key=key, fingerprint="x", status=201)
        IdempotentRequest.objects.filter(key=key).update(created_at=timezone.now() - dt.timedelta(days=age))

    tidy_up()

    assert [row.key for row in IdempotentRequest.objects.all()] == ["young"]
