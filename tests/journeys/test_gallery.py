"""The gallery in a real browser: every component, three widths, two themes."""

import pytest

from tests import browser
from tests.factories.agency import HeadFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(page, live_server):
    browser.sign_in(page.context, HeadFactory(name="Marta Hnatiuk"), live_server.url)
    return f"{live_server.url}/gallery/"


@pytest.mark.parametrize("theme", browser.THEMES)
def test_gallery_is_open_to_everybody(page, gallery, theme):
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    with browser.quiet_console(page):
        page.goto(gallery)
        browser.settled(page)

    found = {width: look_at(page, width) for width in browser.WIDTHS}

    assert found == {width: (0, []) for width in browser.WIDTHS}


def look_at(page, width):
    """How far the page sticks out at this width, and what axe-core finds."""
    page.set_viewport_size({"width": width, "height": 900})
    return browser.overflow(page), browser.violations(page)


def test_chosen_theme_is_painted_by_the_server_next_time(page, gallery):
    page.emulate_media(color_scheme="light")
    page.goto(gallery)

    page.get_by_role("button", name="Change theme").click()
    page.goto(gallery)

    assert page.locator("html").get_attribute("data-theme") == "dark"
