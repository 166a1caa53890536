"""The composer, the calendar, the desk and the client's page in a real browser."""

import datetime as dt
import os
import re

import pytest

from content.models import Post
from content.services import comments, drafts, letters, remarks
from content.services.approvals import Voice
from tests.browser import THEMES, WIDTHS, eventually, overflow, quiet_console, settled, sign_in, violations
from tests.factories.content import SlotFactory, draft, image_file, submitted, tomorrow, with_client
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory

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


def letter(people, *versions):
    """The path of the link in the letter."""
    posts = [version.post for version in versions]
    asked = {"to_name": "Hanna Ivaniuk", "to_email": "hanna@example.org", "by": people.manager}
    _, address = letters.ask(project=people.project, posts=posts, **asked)
    return "/a/" + address.rpartition("/a/")[2]


def test_typing_is_counted_mirrored_saved_and_checked(page, live_server, people):
    post = draft(people, channel=ChannelFactory(project=people.project, network="mastodon"))
    with quiet_console(page):
        opened(page, live_server, people.copywriter, post.get_absolute_url())
        page.get_by_role("textbox", name="Base text").fill("👩‍👧 " + "о" * 500)
        assert page.locator(".counter").first.inner_text().startswith("50")
        assert page.locator(".counter").first.get_attribute("data-kind") == "danger"
        assert "👩‍👧" in page.locator("#pv-base .preview-text").inner_text()
        eventually(page, lambda: fresh(post).text.startswith("👩‍👧"))
        page.get_by_text("the network takes 500").wait_for()
        assert "Saved" in page.locator("#saved-at").inner_text()


def test_the_text_survives_autosave_while_typing_goes_on(page, live_server, people):
    post = draft(people)
    opened(page, live_server, people.copywriter, post.get_absolute_url())
    area = page.get_by_role("textbox", name="Base text")
    area.fill("")
    for word in ("Three ", "signs ", "that ", "count"):
        area.press_sequentially(word, delay=10)
        page.wait_for_timeout(450)
    eventually(page, lambda: fresh(post).text == "Three signs that count")
    assert area.input_value() == "Three signs that count"
    assert page.locator("#conflict").inner_text() == ""


def test_two_editors_lose_no_word(page, live_server, people):
    post = draft(people)
    opened(page, live_server, people.copywriter, post.get_absolute_url())
    drafts.save(post=post, revision=0, by=people.manager, changes={"text": "Their words"})
    page.get_by_role("textbox", name="Base text").fill("My words")
    page.get_by_text("nothing was overwritten").wait_for()
    assert page.get_by_role("textbox", name="Base text").input_value() == "My words"
    assert fresh(post).text == "Their words"
    page.get_by_role("button", name="Keep mine").click()
    eventually(page, lambda: fresh(post).text == "My words")


def test_text_survives_a_lost_session(page, live_server, people):
    post = draft(people)
    opened(page, live_server, people.copywriter, post.get_absolute_url())
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("textbox", name="Base text").fill("Written for an hour")
    page.wait_for_url(re.compile("/accounts/login/"))
    opened(page, live_server, people.copywriter, post.get_absolute_url())
    page.get_by_role("button", name="Put it back").click()
    eventually(page, lambda: fresh(post).text == "Written for an hour")


def test_a_page_gets_words_of_its_own(page, live_server, people):
    post = draft(people)
    channel = post.targets.get().channel
    opened(page, live_server, people.copywriter, post.get_absolute_url())
    page.get_by_role("tab", name=re.compile(channel.name)).click()
    page.get_by_label(f"Text for {channel}").fill("Only here")
    assert page.locator(f"#pv-{channel.pk} .preview-text").inner_text() == "Only here"
    eventually(page, lambda: post.targets.get().text == "Only here")


def test_a_photo_is_put_in(page, live_server, people):
    post = draft(people)
    opened(page, live_server, people.copywriter, post.get_absolute_url())
    photo = image_file(size=(640, 480))
    page.set_input_files("#file", {"name": "spoon.jpg", "mimeType": "image/jpeg", "buffer": photo.read()})
    page.get_by_label("Describe the picture").fill("A spoon")
    eventually(page, lambda: post.pictures.filter(alt="A spoon").exists())


def test_submitting_right_after_typing_sends_what_was_typed(page, live_server, people):
    post = draft(people)
    opened(page, live_server, people.copywriter, post.get_absolute_url())
    page.get_by_role("textbox", name="Base text").fill("The very last words")
    page.wait_for_timeout(820)
    page.get_by_role("button", name="Send to review").click()
    eventually(page, lambda: fresh(post).status == "in_review")
    assert post.versions.get().snapshot["text"] == "The very last words"


def cell(page, day):
    return page.locator(f'li.day:has(time[datetime="{day.isoformat()}"])')


def on_calendar(page, live_server, people, post):
    opened(page, live_server, people.manager, f"/calendar/?day={post.day}")


def middle_of_week(people):
    """A Tuesday or Wednesday ahead, so that the next day is in the same row."""
    day = tomorrow(people.project, 7)
    return day - dt.timedelta(days=day.weekday() - 1)


def test_a_dragged_post_keeps_its_hour_and_can_go_back(page, live_server, people):
    post = draft(people, day=middle_of_week(people), time=dt.time(9))
    there = post.day + dt.timedelta(days=1)
    with quiet_console(page):
        on_calendar(page, live_server, people, post)
        page.locator(f"#post-{post.pk}").drag_to(cell(page, there))
        eventually(page, lambda: fresh(post).day == there)
        assert fresh(post).time == dt.time(9)
        page.get_by_role("button", name="Undo").click()
        eventually(page, lambda: fresh(post).day == post.day)
        cell(page, post.day).locator(f"#post-{post.pk}").wait_for()


def test_keys_move_a_post(page, live_server, people):
    post = draft(people, day=middle_of_week(people), time=dt.time(9))
    on_calendar(page, live_server, people, post)
    page.locator(f"#post-{post.pk}").focus()
    for key in ("m", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    eventually(page, lambda: fresh(post).day == post.day + dt.timedelta(days=1))
    cell(page, fresh(post).day).locator(f"#post-{post.pk}").wait_for()


def test_a_post_that_may_not_move_goes_home(page, live_server, people):
    post = draft(people, day=middle_of_week(people), time=dt.time(9))
    on_calendar(page, live_server, people, post)
    drafts.delete(post=post, by=people.manager)
    page.locator(f"#post-{post.pk}").drag_to(cell(page, post.day + dt.timedelta(days=1)))
    cell(page, post.day).locator(f"#post-{post.pk}").wait_for()


def test_filters_change_the_calendar_in_place(page, live_server, people):
    post = draft(people, day=middle_of_week(people), time=dt.time(9))
    on_calendar(page, live_server, people, post)
    page.get_by_text("Scheduled", exact=True).click()
    page.locator(f"#post-{post.pk}").wait_for(state="detached")
    assert "status=scheduled" in page.url


def test_keys_decide_and_the_next_one_opens(page, live_server, people):
    one, two = submitted(people, title="One"), submitted(people, title="Two")
    opened(page, live_server, people.manager, f"/review/{one.post_id}/")
    page.keyboard.press("a")
    page.get_by_role("heading", name="Two").wait_for()
    assert fresh(one.post).status == "with_client"
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("heading", name="One").wait_for()
    assert fresh(one.post).status == "in_review"
    assert fresh(two.post).status == "in_review"


def test_the_client_answers_on_a_phone(page, live_server, people):
    one, two = with_client(people, title="One"), with_client(people, title="Two")
    page.set_viewport_size({"width": 360, "height": 740})
    with quiet_console(page):
        page.goto(live_server.url + letter(people, one, two))
        page.locator(f"#post-{one.post_id}").get_by_role("button", name="Approve").click()
        page.get_by_text("1 of 2").wait_for()
        assert fresh(one.post).status == "approved"
        card = page.locator(f"#post-{two.post_id}")
        card.get_by_text("Ask for changes").click()
        card.get_by_text("Words", exact=True).click()
        card.get_by_role("button", name="Send").click()
        page.get_by_text("You asked: “Words”").wait_for()
        page.locator(f"#post-{one.post_id}").get_by_role("button", name="Take back").click()
        eventually(page, lambda: fresh(one.post).status == "with_client")


def test_the_client_approves_all_without_scripts(browser, live_server, people):
    version = with_client(people)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + letter(people, version))
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("Everything is answered").wait_for()
    context.close()
    assert fresh(version.post).status == "approved"


@pytest.mark.parametrize("theme", THEMES)
def test_pages_keep_the_rules_of_access(page, live_server, people, theme):
    page.emulate_media(color_scheme=theme)
    written = draft(people, day=tomorrow(people.project), time=dt.time(9))
    SlotFactory(project=people.project)
    version, waiting = submitted(people), with_client(people)
    remark = remarks.write(post=version.post, text="Whose advice?", quote="signs", by=people.manager)
    remarks.answer(remark=remark, text="The doctor's", by=people.copywriter)
    comments.say(post=waiting.post, voice=Voice(user=people.approver), text="Is the price right?")
    slug = people.project.slug
    link = letter(people, waiting)
    sign_in(page.context, people.manager, live_server.url)
    paths = (
        written.get_absolute_url(), "/calendar/", f"/projects/{slug}/calendar/?view=week", "/review/",
        f"/review/{version.post_id}/", waiting.post.get_absolute_url(), f"/posts/{version.post_id}/history/",
        f"/projects/{slug}/client-letter/", f"/projects/{slug}/slots/", "/posts/new/", link,
        f"/projects/{slug}/what-works/",
    )  # fmt: skip
    for path in paths:
        page.goto(live_server.url + path)
        settled(page)
        assert violations(page) == [], path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) <= 0, (path, width)
