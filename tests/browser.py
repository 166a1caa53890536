"""A signed-in person in a real browser, and what every page must keep there: no axe violation, no broken CSP."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "preload": False}
WIDTHS = (1440, 768, 360)
THEMES = ("light", "dark")


def sign_in(context, user, url):
    """Give the browser context the session of ``user``."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": url}])


def violations(page):
    """What axe-core finds, as lines a person can act on."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@contextmanager
def quiet_console(page):
    """Fails when the page says an error: a refused inline style, a missing file, an exception."""
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield
    assert errors == []


def settled(page):
    """The page with its images, icons and htmx answers in place."""
    page.wait_for_load_state("networkidle")


def overflow(page):
    """How far the page is wider than the window: nothing may scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def eventually(page, check, within=3000):
    """Wait until ``check()`` holds; the CSP forbids Playwright's own way, which evaluates text in the page."""
    for _ in range(within // 25):
        if check():
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"It did not happen within {within} ms.")
