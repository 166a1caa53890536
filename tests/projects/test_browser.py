"""Intake, teams and the project page in a real browser: typing is kept, keys seat people, nothing breaks the policy."""

import os

import pytest

from agency.permissions import Role
from projects.models import Lead, Seat
from tests.browser import THEMES, WIDTHS, eventually, overflow, quiet_console, settled, sign_in, violations
from tests.factories.agency import HeadFactory
from tests.factories.projects import (
    AgreementFactory,
    ChannelFactory,
    ClearLeadFactory,
    GoalFactory,
    ProfileFactory,
    SeatFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Playwright runs an event loop in this thread; the ORM calls below do not run inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def head(page, live_server, transactional_db):
    user = HeadFactory(name="Marta Hnatiuk")
    sign_in(page.context, user, live_server.url)
    return user


@pytest.fixture
def romashka(transactional_db):
    """A running project without a moderator, and somebody who could be it."""
    seat = SeatFactory(role=Role.MANAGER, project__name="Romashka", project__slug="romashka")
    SeatFactory(project=seat.project, role=Role.COPYWRITER)
    SeatFactory(project=seat.project, role=Role.MODERATOR, user=None)
    GoalFactory(project=seat.project)
    ChannelFactory(project=seat.project)
    AgreementFactory(client=seat.project.client)
    ProfileFactory(user__name="Ruslan Hai", roles=["moderator"])
    return seat.project


def test_typed_answer_is_kept_and_opens_the_yes(page, live_server, head):
    lead = ClearLeadFactory(kpi_target=None)
    with quiet_console(page):
        page.goto(live_server.url + lead.get_absolute_url())
        assert page.get_by_role("radio", name="Yes").is_disabled()
        page.get_by_label("To", exact=True).type("60")
        page.get_by_text("4 of 4, ready for your yes").wait_for()
        eventually(page, lambda: Lead.objects.get().kpi_target == 60)
        assert page.get_by_role("radio", name="Yes").is_enabled()
        assert page.get_by_label("To", exact=True).input_value() == "60"


def test_only_the_fields_of_the_chosen_answer_are_shown(page, live_server, head):
    page.goto(live_server.url + ClearLeadFactory().get_absolute_url())
    page.get_by_role("radio", name="Not now").check(force=True)
    assert page.get_by_label("Comes back on").is_visible()
    page.get_by_role("radio", name="No Social networks").check(force=True)
    assert page.get_by_label("A better purpose").is_visible()
    assert not page.get_by_label("Comes back on").is_visible()


def test_keys_seat_a_person_and_undo_takes_it_back(page, live_server, head, romashka):
    with quiet_console(page):
        page.goto(f"{live_server.url}/teams/")
        page.get_by_role("button", name="Ruslan Hai").first.focus()
        page.keyboard.press("m")
        page.keyboard.press("Enter")
        seat = Seat.objects.get(role=Role.MODERATOR)
        eventually(page, lambda: Seat.objects.get(pk=seat.pk).user is not None)
        page.get_by_role("heading", name="All 3 seats are filled.").wait_for()
        page.get_by_role("button", name="Undo").click()
        eventually(page, lambda: Seat.objects.get(pk=seat.pk).user is None)


def test_dragged_person_is_seated(page, live_server, head, romashka):
    page.goto(f"{live_server.url}/teams/")
    seat = Seat.objects.get(role=Role.MODERATOR)
    page.get_by_role("button", name="Ruslan Hai").first.drag_to(page.locator(f"#seat-{seat.pk}"))
    eventually(page, lambda: Seat.objects.get(pk=seat.pk).user is not None)


def test_project_page_brings_its_panels(page, live_server, head, romashka):
    with quiet_console(page):
        page.goto(live_server.url + romashka.get_absolute_url())
        page.get_by_text("Nobody waits").wait_for()
        page.locator(".next7").wait_for()


@pytest.mark.parametrize("theme", THEMES)
def test_pages_keep_the_rules_of_access(page, live_server, head, romashka, theme):
    page.emulate_media(color_scheme=theme)
    lead = ClearLeadFactory(why="All our competitors are there")
    paths = (
        lead.get_absolute_url(), "/intake/", "/teams/", romashka.get_absolute_url(), "/projects/",
        romashka.client.get_absolute_url(), f"{romashka.client.get_absolute_url()}agreement/", "/me/profile/",
        f"{romashka.get_absolute_url()}goals/new/", f"{romashka.get_absolute_url()}edit/", "/contact/",
    )  # fmt: skip
    for path in paths:
        page.goto(live_server.url + path)
        settled(page)
        assert violations(page) == [], path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) <= 0, (path, width)
