import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from agency.demo_people import BY_WHO, PEOPLE
from tests.factories.agency import HeadFactory, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
PASSWORD = "correct horse battery"


@pytest.fixture
def olena():
    return UserFactory(email="olena@lastivka.example", name="Olena Savchuk")


def sign_in(client, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": "olena@lastivka.example", "password": password} | more)


def signed_in(client):
    return "_auth_user_id" in client.session


def code_of(secret):
    """What the app shows now. A code counts once; to forget the last one stands for waiting half a minute."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_email_and_password_let_one_in(client, olena):
    assert sign_in(client).url == "/"
    assert signed_in(client)


def test_the_email_may_be_typed_in_capitals(client, olena):
    assert sign_in(client, login="Olena@Lastivka.Example").status_code == 302


def test_a_wrong_password_is_told_and_the_email_is_still_there(client, olena):
    response = sign_in(client, password="wrong")

    assert response.status_code == 422
    assert "do not fit together" in response.text
    assert 'value="olena@lastivka.example"' in response.text


def test_somebody_unknown_is_told_the_same(client):
    assert "do not fit together" in sign_in(client).text


def test_a_closed_account_is_told_whom_to_ask(client):
    UserFactory(email="olena@lastivka.example", is_active=False)

    response = sign_in(client)

    assert not signed_in(client)
    assert "SMM head" in client.get(response.url).text


def test_staying_signed_in_is_a_choice(client, olena):
    sign_in(client)
    assert client.session.get_expire_at_browser_close()

    client.logout()
    sign_in(client, remember="on")
    assert not client.session.get_expire_at_browser_close()


def test_after_five_wrong_passwords_even_the_right_one_waits(client, olena):
    for _ in range(5):
        sign_in(client, password="wrong")

    response = sign_in(client)

    assert "Too many tries in a row" in response.text
    assert not signed_in(client)


def test_trying_many_people_from_one_place_ends_in_429(client):
    answers = {client.post(LOGIN, {"login": f"p{n}@example.org", "password": "wrong"}).status_code for n in range(31)}

    assert answers == {422, 429}
    assert "Too many tries" in client.post(LOGIN, {"login": "p@example.org", "password": "wrong"}).text


@pytest.mark.parametrize(
    "said", [{}, {"login": "x" * 400}, {"login": "a\x00@example.org"}, {"login": "a@b.example", "password": "\x00"}]
)
def test_nonsense_is_422(client, said):
    assert client.post(LOGIN, {"login": "", "password": ""} | said).status_code == 422


def test_going_on_leads_only_to_our_own_pages(client, olena):
    assert sign_in(client, next="https://evil.example/").url == "/"


def test_signing_in_changes_the_session_key(client, olena):
    client.get(LOGIN)
    client.session["x"] = 1
    before = client.session.session_key

    sign_in(client)

    assert client.session.session_key != before


def test_signing_out_takes_a_post(client, olena):
    client.force_login(olena)

    client.get("/accounts/logout/")
    assert signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_nobody_signs_up_by_themselves(client):
    response = client.post(
        "/accounts/signup/", {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert "by invitation" in response.text


@pytest.mark.parametrize("name", ["account_email", "account_email_verification_sent", "mfa_signup_webauthn"])
def test_what_is_closed_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_forgotten_password_can_be_replaced_once(client, olena, mailoutbox):
    client.post("/accounts/password/reset/", {"email": olena.email})
    link = re.search(r"http://[^/]+(/\S+)", mailoutbox[0].body)[1]

    form = client.get(link, follow=True)
    said = {"password1": "a new and better one", "password2": "a new and better one"}
    client.post(form.redirect_chain[-1][0], said)

    assert sign_in(client, password="a new and better one").status_code == 302
    client.logout()
    assert "This link has had its time" in client.get(link, follow=True).text


def test_asking_for_somebody_unknown_writes_no_letter_and_looks_the_same(client, olena, mailoutbox):
    known = client.post("/accounts/password/reset/", {"email": olena.email})
    unknown = client.post("/accounts/password/reset/", {"email": "stranger@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [letter.to for letter in mailoutbox] == [[olena.email]]


def test_a_code_by_mail_lets_one_in(client, olena, mailoutbox):
    client.post("/accounts/login/code/", {"email": olena.email})
    code = re.search(r"^\s*([A-Z0-9-]{4,12})\s*$", mailoutbox[0].body, re.M)[1]

    assert client.post("/accounts/login/code/confirm/", {"code": "WRONG"}).status_code == 422
    client.post("/accounts/login/code/confirm/", {"code": code})

    assert signed_in(client)


def test_the_password_can_be_changed(client, olena):
    sign_in(client)
    said = {"oldpassword": PASSWORD, "password1": "a new and better one", "password2": "a new and better one"}

    client.post("/accounts/password/change/", said)
    client.logout()

    assert sign_in(client, password="a new and better one").status_code == 302


def sign_in_surely(client):
    """Signed in, and asked for the password once more, as before anything about the keys."""
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def set_up_app(client):
    sign_in_surely(client)
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    return secret, client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})


def test_the_app_is_shown_as_a_picture_and_as_text(client, olena):
    sign_in_surely(client)

    page = client.get("/accounts/2fa/totp/activate/").text

    assert 'src="data:image/svg+xml' in page
    assert client.session["mfa.totp.secret"] in page


def test_a_code_that_does_not_fit_sets_nothing_up(client, olena):
    sign_in_surely(client)
    client.get("/accounts/2fa/totp/activate/")

    response = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})

    assert response.status_code == 422
    assert "This code does not fit" in response.text


def test_with_the_app_signing_in_asks_for_a_code(client, olena):
    secret, _ = set_up_app(client)
    client.logout()

    asked = sign_in(client)
    assert asked.url == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    assert "And the second key" in client.get(asked.url).text
    assert client.post(asked.url, {"code": "000000"}).status_code == 422
    client.post(asked.url, {"code": code_of(secret)})

    assert signed_in(client)


def test_a_recovery_code_opens_once(client, olena):
    set_up_app(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    for expected in (True, False):
        client.logout()
        client.post(sign_in(client).url, {"code": codes[0]})
        assert signed_in(client) is expected


def test_changing_the_keys_asks_for_the_password_again(client, olena):
    client.force_login(olena)

    response = client.get("/accounts/2fa/totp/activate/")

    assert response.url.startswith("/accounts/reauthenticate/")
    assert "Is it still you?" in client.get(response.url).text


@pytest.mark.parametrize("address", ["webauthn/", "webauthn/add/", "recovery-codes/generate/", "totp/activate/", ""])
def test_the_pages_of_keys_are_in_the_shell(client, olena, address):
    sign_in_surely(client)

    response = client.get(f"/accounts/2fa/{address}", follow=True)

    assert response.status_code == 200
    assert 'id="side"' in response.text


def test_the_demo_offers_only_people_who_are_there(client):
    HeadFactory(email=BY_WHO["head"].email)

    page = client.get(LOGIN).text

    assert "/demo/sign-in/head/" in page
    assert "/demo/sign-in/manager/" not in page


def test_without_the_demo_there_are_no_buttons(client, settings):
    HeadFactory(email=BY_WHO["head"].email)
    settings.DEMO = False

    assert "/demo/" not in client.get(LOGIN).text


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.who)
def test_one_click_is_enough_in_the_demo(client, person):
    user = UserFactory(email=person.email)

    client.post(f"/demo/sign-in/{person.who}/")

    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_click_is_a_post(client):
    HeadFactory(email=BY_WHO["head"].email)

    assert client.get("/demo/sign-in/head/").status_code == 405
    assert not signed_in(client)


@pytest.mark.parametrize("who", ["head", "nobody"])
def test_who_is_not_there_cannot_be_clicked(client, who):
    assert client.post(f"/demo/sign-in/{who}/").status_code == 404


def test_sign_in_page_asks_the_database_little(client, django_assert_max_num_queries):
    client.get(LOGIN)

    with django_assert_max_num_queries(2):
        client.get(LOGIN)
