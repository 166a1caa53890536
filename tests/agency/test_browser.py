"""Ground-floor pages in a real browser: the policy holds, passkeys work, nothing serious for axe."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from agency.demo_people import PEOPLE
from agency.models import User
from agency.notifications import notify
from tests.factories.agency import HeadFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Playwright runs an event loop in this thread; the ORM calls below do not run inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PASSWORD = "correct horse battery"


# What a browser says without anything being wrong: a refused form, and a page left before its transition ended.
NO_COMPLAINT = re.compile("422|ViewTransition")


@pytest.fixture
def complaints(page):
    """What the browser complains about, a breach of the policy included."""
    heard = []

    def hear(text):
        if not NO_COMPLAINT.search(text):
            heard.append(text)

    page.on("console", lambda said: hear(f"{said.text} {said.location}") if said.type == "error" else None)
    page.on("pageerror", lambda error: hear(str(error)))
    return heard


@pytest.fixture
def marta(transactional_db):
    return HeadFactory(email="marta@lastivka.example", name="Marta Hnatiuk", job="SMM head")


def sign_in(page, live_server, password=PASSWORD):
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Work email").fill("marta@lastivka.example")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_the_pages_of_the_api_are_drawn_under_the_policy(page, live_server, transactional_db, complaints):
    page.goto(f"{live_server.url}/api/docs/")

    page.get_by_role("heading", name=re.compile("Rapport")).wait_for()
    page.get_by_text("/api/v1/alerts/").first.click()  # what lies further down is drawn when one gets there
    page.get_by_text("says that somebody has seen to it").first.wait_for()
    assert complaints == []


def test_a_wrong_password_is_told_in_place_and_the_right_one_leads_in(page, live_server, marta, complaints):
    sign_in(page, live_server, password="wrong")
    page.get_by_role("alert").get_by_text("do not fit together").wait_for()
    assert page.get_by_label("Work email").input_value() == "marta@lastivka.example"

    sign_in(page, live_server)

    page.wait_for_url(re.compile(r"/(?!accounts)"))
    assert complaints == []


def test_a_passkey_is_added_and_opens_the_account(page, live_server, marta, complaints):
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="It is me").click()
    page.get_by_text("Sign in with this key alone").click()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url(re.compile(r"/me/|/$"))
    assert complaints == []


def test_a_passkey_that_is_not_known_is_told_in_place(page, live_server, marta):
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}},
    )
    page.goto(f"{live_server.url}/accounts/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_role("alert").get_by_text("The key was not used").wait_for()


def test_an_invitation_is_accepted_on_a_phone(page, live_server, marta, mailoutbox, settings):
    settings.BASE_URL = live_server.url
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/people/invite/")
    page.get_by_label("Name").fill("Nina Bondar")
    page.get_by_label("Work email").fill("nina@example.org")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("Nina Bondar gets a letter").wait_for()
    page.context.clear_cookies()
    page.set_viewport_size({"width": 360, "height": 720})

    page.goto(re.search(r"http\S+/join/\S+", mailoutbox[0].body)[0])
    page.get_by_label("Choose a password").fill("a long enough sentence")
    page.get_by_role("button", name="Come in").click()

    page.wait_for_url(re.compile(r"/me/|/$"))
    assert User.objects.get(email="nina@example.org").last_login


SHOWN = (
    "/accounts/login/",
    "/me/",
    "/me/notifications/",
    "/me/tokens/",
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/notifications/",
    "/people/",
    "/people/invite/",
    "/people/{marta}/",
)


@pytest.fixture
def everybody(marta):
    for person in PEOPLE[1:]:
        UserFactory(email=person.email, name=person.name, job=person.job)
    notify([marta], "post_returned", key="1", title="“Walk” came back", body="Shorter", url="/me/")


def open_all(page, live_server, marta):
    """Every page, one after the other: its address, once it is drawn."""
    page.goto(f"{live_server.url}{SHOWN[0]}")
    yield SHOWN[0]
    page.get_by_role("button", name=re.compile("Marta Hnatiuk")).click()
    page.wait_for_url(re.compile(r"/(?!accounts)"))
    for address in SHOWN[1:]:
        page.goto(live_server.url + address.format(marta=marta.pk))
        page.wait_for_load_state("networkidle")
        yield address


def test_the_browser_has_nothing_to_complain_about(page, live_server, marta, everybody, complaints):
    page.set_viewport_size({"width": 360, "height": 720})

    for address in open_all(page, live_server, marta):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} scrolls sideways"

    assert complaints == []


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_everybody_can_use_the_pages(page, live_server, marta, everybody, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    serious = []

    for address in open_all(page, live_server, marta):
        take_picture(page, address, width)
        problems = Axe().run(page).response["violations"]
        serious += [(address, rule["id"]) for rule in problems if rule["impact"] in ("serious", "critical")]

    assert serious == []


def take_picture(page, address, width):
    """Only when somebody wants to look: SHOTS=folder."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{re.sub(r'[^a-z0-9]+', '-', address).strip('-')}-{width}.png", full_page=True)
