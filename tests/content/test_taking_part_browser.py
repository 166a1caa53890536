"""Taking part in a real browser: the composer follows the format, and the pages of a result stand everywhere."""

import datetime as dt
import os

import pytest
from django.utils import timezone

from content.models import Post, Promotion, Survey
from content.services import ideas
from content.services.taking_part import drawing
from tests.browser import eventually, overflow, quiet_console, settled, sign_in, violations
from tests.factories.content import AnswerFactory, draft
from tests.factories.people import people_around

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Playwright runs an event loop in this thread; the ORM calls below do not run inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def people(transactional_db):
    return people_around()


def opened(page, live_server, user, path):
    sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + path)
    settled(page)


def test_survey_is_written_left_for_another_format_and_found_again(page, live_server, people):
    post = draft(people)
    with quiet_console(page):
        opened(page, live_server, people.copywriter, post.get_absolute_url())
        page.get_by_text("Survey", exact=True).click()
        page.get_by_label("What do we ask?").fill("Which lullaby?")
        page.get_by_label("Answers").fill("Kotyk\nSoniko")
        eventually(page, lambda: Survey.objects.filter(options=["Kotyk", "Soniko"]).exists())
        page.get_by_text("Promotion", exact=True).click()
        page.get_by_label("Prizes").wait_for()
        assert Post.objects.get().format == "promotion"
        page.get_by_text("Survey", exact=True).click()
        page.get_by_label("What do we ask?").wait_for()
        assert page.get_by_label("Answers").input_value() == "Kotyk\nSoniko"


def test_result_protocol_and_ideas_stand_on_a_desk_and_on_a_phone(page, live_server, people):
    post = draft(people, title="Lullaby", format="promotion", details={"promotion": {"rules": "One comment a person"}})
    prizes = [{"name": "Blanket", "winners": 1}]
    Promotion.objects.update(prizes=prizes, closes_at=timezone.now() - dt.timedelta(hours=1))
    for _ in range(3):
        AnswerFactory(post=post)
    draw = drawing.draw(post=post, by=people.copywriter)
    ideas.add(project=people.project, text="A lullaby a week", by=people.moderator, source_text="Sing us one")
    sign_in(page.context, people.copywriter, live_server.url)
    for width, theme in ((1440, "light"), (360, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        for path in (f"/posts/{post.pk}/result/", draw.get_absolute_url(), f"/projects/{people.project.slug}/ideas/"):
            page.goto(live_server.url + path)
            settled(page)
            assert (violations(page), overflow(page)) == ([], 0)
    page.goto(f"{live_server.url}/calendar/")
    page.get_by_role("link", name="A lullaby a week").wait_for()
