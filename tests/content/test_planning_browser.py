"""A table on a phone, and moving a post without dragging, in a real browser."""

import datetime as dt
import os

import pytest

from content.models import Post, PostImport
from tests.browser import eventually, overflow, quiet_console, settled, sign_in, violations
from tests.factories.content import draft, tomorrow
from tests.factories.exchange import table, work_off
from tests.factories.people import people_around

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Playwright runs an event loop in this thread; the ORM calls below do not run inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def people(transactional_db):
    return people_around()


def fresh(post):
    return Post.objects.get(pk=post.pk)


def opened(page, live_server, user, path):
    sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + path)
    settled(page)


def test_a_table_with_a_bad_row_is_imported_on_a_phone(page, live_server, people):
    page.set_viewport_size({"width": 360, "height": 780})
    sent = table("First spoon;Words;;;", "Second;More words;nonsense;;")
    with quiet_console(page):
        opened(page, live_server, people.copywriter, f"/projects/{people.project.slug}/import/")
        assert (violations(page), overflow(page)) == ([], 0)
        page.get_by_label("A table of posts").set_input_files(
            {"name": "plan.csv", "mimeType": "text/csv", "buffer": sent.read()}
        )
        page.get_by_role("button", name="Read it").click()
        eventually(page, PostImport.objects.exists)
        work_off(PostImport.objects.get())
        page.get_by_text("“nonsense” is not a day").wait_for()
        assert (violations(page), overflow(page)) == ([], 0)
        page.get_by_role("button", name="Import the good ones").click()
        eventually(page, PostImport.objects.filter(status="writing").exists)
        work_off(PostImport.objects.get())
        page.get_by_role("heading", name="One draft made").wait_for()
    assert [post.title for post in Post.objects.all()] == ["First spoon"]


def test_a_post_is_moved_by_its_sheet_and_put_back(page, live_server, people):
    day = tomorrow(people.project)
    post = draft(people, title="Autumn tea", day=day, time=dt.time(9))
    path = f"/projects/{people.project.slug}/calendar/?view=day&day={day.isoformat()}"
    with quiet_console(page):
        opened(page, live_server, people.manager, path)
        page.get_by_role("link", name="Move to…").click()
        sheet = page.get_by_role("dialog", name="Move it to…")
        sheet.get_by_role("button", name="A week later").wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
        sheet.wait_for(state="hidden")
        page.get_by_role("link", name="Move to…").click()
        sheet.get_by_role("button", name="A week later").click()
        week = dt.timedelta(days=7)
        eventually(page, lambda: fresh(post).day == day + week)
        page.get_by_role("button", name="Undo").click()
        eventually(page, lambda: fresh(post).day == day)
    assert fresh(post).time == dt.time(9)
