"""The margin and the reviewer's desk in a real browser: words chosen, somebody named, keys."""

import os

import pytest

from agency.models import User
from content.models import Post, Remark
from content.services import remarks
from tests.browser import eventually, overflow, quiet_console, settled, sign_in
from tests.factories.content import draft, submitted
from tests.factories.people import people_around

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
TEXT = "Three signs 🐑 that the baby is ready:\nshe holds her head"


@pytest.fixture
def people(transactional_db):
    return people_around()


def opened(page, live_server, user, path):
    sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + path)
    settled(page)


def test_a_writer_answers_in_the_margin_without_losing_the_draft(page, live_server, people):
    User.objects.filter(pk=people.manager.pk).update(name="Daryna Koval")
    post = draft(people, text=TEXT)
    remarks.write(post=post, text="Which signs?", quote="signs", by=people.manager)
    with quiet_console(page):
        opened(page, live_server, people.copywriter, post.get_absolute_url())
        page.get_by_text("Which signs?").wait_for()
        saved = Post.objects.get(pk=post.pk).revision
        area = page.locator("#id_text")
        area.evaluate("area => { area.focus(); area.setSelectionRange(15, 23); }")
        page.get_by_text("A new remark").click()
        eventually(page, lambda: page.evaluate("document.activeElement.id") == "remark-text")
        assert page.locator("#remark-words").input_value() == "that the"
        page.keyboard.type("@kov")
        page.get_by_role("option", name="Daryna Koval").wait_for()
        page.keyboard.press("Enter")
        page.keyboard.type("is it so?")
        page.get_by_role("button", name="Leave the remark").click()
        eventually(page, lambda: Remark.objects.count() == 2)
        left = Remark.objects.latest("pk")
        assert (left.text, left.quote, left.start) == ("@Daryna Koval is it so?", "that the", 14)
        assert list(left.mentioned.all()) == [people.manager]
        page.locator(f"#remark-{left.pk}").wait_for()
        assert Post.objects.get(pk=post.pk).revision == saved
        assert overflow(page) <= 0


def test_the_desk_goes_by_keys(page, live_server, people):
    one, two = submitted(people, text=TEXT), submitted(people)
    opened(page, live_server, people.manager, f"/review/{one.post_id}/")
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.id") == "remark-text"
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.id") == "id_comment"
    page.keyboard.type("Scares more than it helps")
    page.get_by_role("radio", name="No added value").check()
    page.get_by_role("button", name="Ask for changes").click()
    page.wait_for_url(f"**/review/{two.post_id}/")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**/review/{one.post_id}/")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("j")
    page.wait_for_url(f"**/review/{two.post_id}/")
    page.keyboard.press("k")
    page.wait_for_url(f"**/review/{one.post_id}/")
