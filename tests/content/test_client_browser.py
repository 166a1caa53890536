"""The client on a phone, by the link of a letter: a question, a change, and a yes to the next version."""

import os

import pytest

from content.models import Approval, ClientComment, Post
from content.services import drafts, reviews, submission
from tests.browser import eventually, overflow, quiet_console, settled, violations
from tests.content.views.test_client import letter
from tests.factories.content import with_client
from tests.factories.people import people_around

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def people(transactional_db):
    return people_around()


def passed_again(version, people, text):
    """The draft that came back, changed as the client asked, is with the client again."""
    post = Post.objects.get(pk=version.post_id)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": text})
    newer = submission.submit(post=post, by=people.copywriter)
    reviews.approve(version=newer, value="informational", by=people.manager)
    return newer


def test_a_client_asks_wants_a_change_and_says_yes_to_the_next_version(page, live_server, people):
    version = with_client(people)
    page.set_viewport_size({"width": 360, "height": 740})
    with quiet_console(page):
        page.goto(live_server.url + letter(people, version))
        settled(page)
        page.get_by_text("Ask a question first").click()
        page.get_by_label("Ask or tell us something").fill("Is the doctor one of yours?")
        page.locator(".talk button").click()
        page.locator(".talk-list").get_by_text("Is the doctor one of yours?").wait_for()
        page.get_by_text("Ask for changes").click()
        page.locator(f"#ask-{version.post_id}").fill("Say how old the baby is.")
        page.locator(".client-two form button", has_text="Send").click()
        page.get_by_text("You asked: “Say how old the baby is.”").wait_for()
        newer = passed_again(version, people, "At six months: three signs that the baby is ready")
        page.goto(live_server.url + letter(people, newer))
        settled(page)
        assert (overflow(page) <= 0, violations(page)) == (True, [])
        page.get_by_role("button", name="Approve").click()
        page.get_by_role("heading", name="Thank you").or_(page.locator(".client-done")).first.wait_for()
    eventually(page, lambda: Post.objects.get(pk=version.post_id).status == "approved")
    assert ClientComment.objects.get().is_clients
    assert list(Approval.objects.order_by("pk").values_list("decision", flat=True)) == ["changes", "approved"]
