"""A visitor with a real browser: htmx swaps, a strict CSP, both themes."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from playground.models import Comment, Like
from tests.factories.playground import PlaygroundCommentFactory, PlaygroundPageFactory, PlaygroundPostFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Playwright runs an event loop in this thread; the ORM calls below do not run inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def post(transactional_db):
    post = PlaygroundPostFactory(page=PlaygroundPageFactory(handle="lastivka", name="Ластівка"), text="Нова обсмажка")
    PlaygroundCommentFactory(post=post, text="А у Львові є?")
    return post


@pytest.fixture
def complaints(page):
    """What the browser's console complains about, a breach of the CSP included."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_visitor_comments_answers_and_likes_without_leaving_the_page(page, live_server, post, complaints):
    page.goto(live_server.url + post.get_absolute_url())
    page.get_by_role("textbox", name="Comment", exact=True).fill("Дуже смачно <b>так</b>")
    page.get_by_label("Your name on this network").fill("Марія Тест")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("2 comments").wait_for()
    page.locator("#who").get_by_text("Марія Тест").wait_for()
    page.locator(".pg-said", has_text="А у Львові є?").get_by_role("link", name="Answer").click()
    page.get_by_label("Your answer").fill("Є на Ринку")
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("3 comments").wait_for()
    page.get_by_role("button", name="Like").click()
    page.locator("button[aria-pressed=true]", has_text="Like 1").wait_for()
    answer = Comment.objects.get(parent__isnull=False)
    assert (answer.text, answer.account.name) == ("Є на Ринку", "Марія Тест")
    assert Like.objects.get().account == answer.account
    assert complaints == []


def test_refused_comment_stays_in_its_field(page, live_server, post):
    page.goto(live_server.url + post.get_absolute_url())
    page.get_by_role("textbox", name="Comment", exact=True).fill("ї" * 1001)
    page.get_by_label("Your name on this network").fill("Марія")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_text("the limit is 1000").wait_for()
    assert page.get_by_role("textbox", name="Comment", exact=True).input_value() == "ї" * 1001


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_pages_are_open_to_everybody(page, live_server, post, theme, width):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    owner = post.page.get_absolute_url()
    for url in ["/playground/", owner, f"{owner}panel/", post.get_absolute_url(), "/playground/new/"]:
        page.goto(live_server.url + url)
        found = Axe().run(page).response["violations"]
        assert [(url, one["id"], [node["html"][:90] for node in one["nodes"]][:2]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("url", ["/playground/", "/playground/@lastivka/", "/playground/@lastivka/panel/"])
def test_browser_has_nothing_to_complain_about(page, live_server, post, complaints, url):
    page.on("response", lambda response: complaints.append(response.url) if response.status >= 400 else None)
    page.goto(live_server.url + url, wait_until="networkidle")
    assert complaints == []
