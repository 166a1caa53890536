"""The whole thread of Rapport with hands: from "we want to be in social networks" to a solved complaint."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from agency.permissions import Role
from content.models import Publication
from moderation.models import Case, Relationship
from projects.models import Profile, Project
from tests import browser as eyes
from tests.factories.agency import HeadFactory, UserFactory
from tests.journeys.house import running_house

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
TEXT = "Three signs that the baby is ready for first food. What was yours?"
COMPLAINT = "Терпіти не можу: жахлива якість, зламалось за день, поверніть гроші!"
TEAM = {Role.MANAGER: "Daryna Koval", Role.COPYWRITER: "Olena Savchuk", Role.MODERATOR: "Lesya Moroz"}
expect.set_options(timeout=20_000)
SHOTS = os.environ.get("JOURNEY_SHOTS")


class Hands:
    """Somebody at a browser of their own."""

    def __init__(self, browser, base, user=None):
        self.base = base
        self.context = browser.new_context(viewport={"width": 1440, "height": 1000})
        if user:
            eyes.sign_in(self.context, user, base)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)

    def go(self, path):
        self.page.goto(path if path.startswith("http") else self.base + path)
        return self.page

    def shot(self, name):
        if SHOTS:
            eyes.settled(self.page)
            self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.fixture
def staff(transactional_db):
    people = {"head": HeadFactory(name="Marta Hnatiuk", email="marta@example.org")}
    for role, name in (
        (Role.MANAGER, "Daryna Koval"),
        (Role.COPYWRITER, "Olena Savchuk"),
        (Role.MODERATOR, "Lesya Moroz"),
    ):
        people[role] = UserFactory(name=name, job=role.label)
        Profile.objects.create(user=people[role], roles=[role])
    return people


@pytest.fixture
def hands(staff, live_server, settings, browser):
    settings.BASE_URL = live_server.url
    settings.PLAYGROUND_URL = f"{live_server.url}/playground"
    return {who: Hands(browser, live_server.url, user) for who, user in staff.items()} | {
        who: Hands(browser, live_server.url) for who in ("stranger", "client", "follower")
    }


def leave_a_lead(hands):
    page = hands["stranger"].go("/contact/")
    for name, text in (
        ("words", "We want to be in social networks."),
        ("company", "Topotun"),
        ("about", "Slings and carriers, twelve people, Kyiv"),
        ("contact_name", "Iryna Bondar"),
        ("contact_email", "iryna@topotun.example"),
    ):
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(re.compile("/contact/thanks/"))


def say_yes(hands):
    page = hands["head"].go("/intake/")
    page.get_by_role("main").get_by_role("link", name="Topotun").click()
    page.locator("label:has(input[name=goal_kind][value=reputation])").click()
    page.locator("#why").fill("Mothers ask each other at three in the night, and in a year they will ask us first.")
    page.locator("#kpi_baseline").fill("1000")
    page.locator("#kpi_target").fill("8000")
    page.locator("#kpi_name").fill("mums’ club members")
    page.locator("#kpi_due_on").fill((timezone.localdate() + dt.timedelta(days=200)).isoformat())
    page.locator("#audience").fill("Young mothers with a child under two, Kyiv and the large cities")
    expect(page.get_by_text("3 of 4 answered").first).to_be_visible()
    eyes.settled(page)
    page.locator("label:has(input[name=tools][value=content])").click()
    expect(page.get_by_text("4 of 4, ready for your yes").first).to_be_visible()
    eyes.settled(page)
    hands["head"].shot("intake")
    page.locator("label:has(input[name=decision][value=accept])").click()
    expect(page.locator("input[name=decision][value=accept]")).to_be_checked()
    page.get_by_role("button", name="Say yes").click()
    expect(page.get_by_role("heading", name="Before the launch")).to_be_visible()
    return Project.objects.get()


def seat_the_team(hands, staff, project):
    page = hands["head"].go("/teams/")
    for role in TEAM:
        seat = page.locator(f"#seat-{project.seats.get(role=role).pk}")
        page.get_by_role("button", name=f"Seat {staff[role].first_name}").click()
        expect(seat).to_contain_text(staff[role].name)
    hands["head"].shot("teams")


def agree_with_the_client(hands, project):
    page = hands["head"].go(f"/clients/{project.client_id}/agreement/")
    page.locator("[name=we_answer]").fill("Sizes, delivery, care")
    page.get_by_role("main").get_by_role("button", name="Write it down").click()
    expect(page).to_have_url(re.compile(rf"/clients/{project.client_id}/$"))
    page.locator("[name=name]").fill("Iryna Bondar")
    page.locator("[name=email]").fill("iryna@topotun.example")
    page.locator("[name=role]").select_option("approver")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("Iryna Bondar").first).to_be_visible()


def connect_a_page(hands, project):
    page = hands["follower"].go("/playground/new/")
    page.locator("[name=name]").fill("Topotun")
    page.locator("[name=handle]").fill("topotun")
    page.get_by_role("button", name="Register the page").click()
    token = page.locator("#token").inner_text()
    page = hands[Role.MANAGER].go(f"/projects/{project.slug}/")
    page.get_by_role("link", name="Connect a page").first.click()
    page.get_by_role("link", name="Connect a page on Playground").click()
    page.locator("[name=token]").fill(token)
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.locator("#channels").get_by_text("Connected")).to_be_visible()


def launch(hands, project):
    page = hands[Role.MANAGER].go(f"/projects/{project.slug}/")
    hands[Role.MANAGER].shot("project-ready")
    page.get_by_role("button", name="Launch", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("launch"))).to_have_count(0)


def write_a_post(hands, project):
    page = hands[Role.COPYWRITER].go(f"/posts/new/?project={project.slug}")
    page.locator("main [name=title]").fill("First spoon")
    page.get_by_role("button", name="Write it").click()
    page.locator("#composer").wait_for()
    page.locator("label:has(input[name=value_kind][value=informational])").click()
    page.locator("#id_value_sentence").fill("A mother can tell by three signs")
    page.locator("#id_text").fill(TEXT)
    page.locator("#id_title").fill("First spoon")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    page.locator("#id_day").fill(tomorrow.isoformat())
    page.locator("#id_time").fill("10:00")
    if not page.locator("#composer input[type=checkbox]").first.is_checked():
        page.locator("#composer label:has(input[type=checkbox])").first.click()
    expect(page.locator("#saved-at")).to_contain_text(re.compile(r"Saved \d"))
    hands[Role.COPYWRITER].shot("composer")
    page.get_by_role("button", name=re.compile("Send to review")).click()
    expect(page.get_by_text(re.compile("In review|sent to review|waits for review", re.I)).first).to_be_visible()
    return project.posts.get()


def review_and_ask_the_client(hands, project, post):
    page = hands[Role.MANAGER].go("/review/")
    page.get_by_role("main").get_by_role("link", name="First spoon").click()
    page.locator("label:has(input[name=value][value=informational])").click()
    hands[Role.MANAGER].shot("review")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("main").get_by_role("link", name="First spoon")).to_have_count(0)
    page = hands[Role.MANAGER].go(f"/projects/{project.slug}/client-letter/")
    page.locator("main select[name=person]").select_option(label="Iryna Bondar")
    page.get_by_role("button", name="Send the letter").click()
    expect(page.get_by_text("is on its way")).to_be_visible()
    return re.search(r"https?://\S+/a/\S+/", mail.outbox[-1].body)[0]


def client_says_yes(hands, link):
    page = hands["client"].go(link)
    page.set_viewport_size({"width": 360, "height": 780})
    hands["client"].shot("client")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text(re.compile(r"Approved \d\d:\d\d"))).to_be_visible()


def the_hour_comes(page):
    """The clock is the one thing a journey cannot wait for."""
    now = timezone.now()
    Publication.objects.update(due_at=now, scheduled_for=now)
    eyes.eventually(page, lambda: Publication.objects.filter(status="published").exists(), within=20_000)
    return Publication.objects.get()


def complain(hands, publication):
    page = hands["follower"].go(publication.remote_url)
    expect(page.get_by_text(TEXT).first).to_be_visible()
    if page.locator("#compose [name=name]").count():
        page.locator("#compose [name=name]").fill("Kateryna")
    page.locator("#compose [name=text]").fill(COMPLAINT)
    page.locator("#compose").get_by_role("button", name="Comment").click()
    expect(page.get_by_text(COMPLAINT).first).to_be_visible()


def answer(hands, publication):
    page = hands[Role.MODERATOR].page
    eyes.eventually(page, Case.objects.exists, within=10_000)
    page = hands[Role.MODERATOR].go("/inbox/")
    expect(page.locator("#thread").get_by_text(COMPLAINT)).to_be_visible()
    hands[Role.MODERATOR].shot("inbox")
    page.keyboard.press("r")
    page.keyboard.type("Катерино, пробачте нам. Замінимо сьогодні без чека.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Nobody waits")).to_be_visible()
    eyes.eventually(page, lambda: Case.objects.filter(status="answered").exists(), within=15_000)
    hands["follower"].go(publication.remote_url)
    expect(hands["follower"].page.get_by_text("Замінимо сьогодні без чека")).to_be_visible()


def solve(hands):
    case = Case.objects.get()
    page = hands[Role.MODERATOR].go(f"/inbox/{case.pk}/?tab=done")
    page.locator("#inbox-h").click()
    page.keyboard.press("d")
    eyes.eventually(page, lambda: Case.objects.filter(status="resolved").exists(), within=5_000)
    assert Relationship.objects.get().get_rung_display() == "Problem solved"


def test_from_a_lead_to_a_solved_complaint(hands, staff, process_env, live_server, tmp_path):
    leave_a_lead(hands)
    project = say_yes(hands)
    seat_the_team(hands, staff, project)
    agree_with_the_client(hands, project)
    with open(tmp_path / "house.log", "w") as log, running_house(process_env, live_server.url, log):
        connect_a_page(hands, project)
        launch(hands, project)
        post = write_a_post(hands, project)
        link = review_and_ask_the_client(hands, project, post)
        client_says_yes(hands, link)
        publication = the_hour_comes(hands["client"].page)
        complain(hands, publication)
        answer(hands, publication)
        solve(hands)
    page = hands["head"].go("/picture/")
    expect(page.get_by_role("heading", name="Everything is well.")).to_be_visible()
    page.goto(f"{live_server.url}/projects/{project.slug}/story/")
    expect(page.get_by_text("Lesya Moroz solved it for Kateryna")).to_be_visible()
