"""The composer in a real browser: what it counts, draws and merges while somebody types."""

import os

import pytest

from content import checks
from content.models import Post
from content.services import drafts
from projects.networks import limits_for
from tests.browser import eventually, quiet_console, settled, sign_in
from tests.factories.content import HashtagGroupFactory, PictureFactory, TargetFactory, draft
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.networks.test_counting import SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Playwright runs an event loop in this thread; the ORM calls below do not run inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
NETWORKS = ("vk", "telegram", "mastodon", "bluesky")


@pytest.fixture
def people(transactional_db):
    return people_around()


def opened(page, live_server, user, post):
    sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + post.get_absolute_url())
    settled(page)


def fresh(post):
    return Post.objects.get(pk=post.pk)


def test_the_browser_counts_and_draws_as_the_server_does(page, live_server, people):
    post = draft(people, channel=ChannelFactory(project=people.project, network=NETWORKS[0]))
    for network in NETWORKS[1:]:
        TargetFactory(post=post, channel=ChannelFactory(project=people.project, network=network))
    with quiet_console(page):
        opened(page, live_server, people.copywriter, post)
        area = page.get_by_role("textbox", name="Base text")
        for sample in SAMPLES:
            area.fill(sample["text"])
            shown = [int(text.split(" of ")[0]) for text in page.locator(".counter").all_inner_texts()]
            assert shown == [limits_for(network).length(sample["text"]) for network in NETWORKS], sample["text"]
        area.fill("Read #чай at https://b.example, " + "далі " * 80)
        live = page.locator("#pv-base .preview-text").inner_html()
        vk = page.locator('.preview[data-as="vk"] .preview-text')
        drawn = vk.inner_html()
        assert 'class="preview-rest"' in drawn
        eventually(page, lambda: fresh(post).text.startswith("Read #чай"))
        page.locator("#saved-at", has_text="Saved").wait_for()
        assert page.locator("#pv-base .preview-text").inner_html() == live
        assert vk.inner_html() == drawn


def test_the_browser_counts_and_draws_the_link_beside_a_picture_as_the_server_does(page, live_server, people):
    channel = ChannelFactory(project=people.project, network="bluesky")
    post = draft(people, channel=channel, link="https://lullaby.example/list?a=1")
    PictureFactory(post=post)
    with quiet_console(page):
        opened(page, live_server, people.copywriter, post)
        area = page.get_by_role("textbox", name="Base text")
        drawn = page.locator(f"#pv-{channel.pk} .preview-text")
        area.fill("Read it")
        assert page.locator(".counter").inner_text() == "29 of 300"
        assert drawn.text_content() == "Read it\n\nlullaby.example/list"
        [leaf] = checks.sheet_of(fresh(post)).leaves
        whole = f"Read {leaf.outgoing.link}"
        area.fill(whole)
        assert page.locator(".counter").inner_text() == f"{len(whole)} of 300"
        assert drawn.text_content() == whole


def test_what_another_writes_comes_in_while_one_types(page, live_server, people):
    base = "Three signs that the baby is ready. What did yours try first?"
    post = draft(people, text=base)
    with quiet_console(page):
        opened(page, live_server, people.copywriter, post)
        area = page.get_by_role("textbox", name="Base text")
        drafts.save(
            post=fresh(post), revision=0, by=people.manager, changes={"text": f"All: {base}", "title": "Theirs"}
        )
        area.press("Control+End")
        area.press_sequentially(" Tell us.", delay=5)
        page.get_by_text(f"Merged with what {people.manager.first_name} wrote").wait_for()
        assert area.input_value() == f"All: {base} Tell us."
        assert page.get_by_label("Working title").input_value() == "Theirs"
        area.press_sequentially(" Soon.", delay=5)
        eventually(page, lambda: fresh(post).text == f"All: {base} Tell us. Soon.")


def test_one_click_puts_tags_at_the_cursor_and_a_check_leads_to_its_field(page, live_server, people):
    HashtagGroupFactory(project=people.project, name="Weaning", tags="#прикорм #малюк")
    post = draft(people, text="First. Second.", value_sentence="")
    opened(page, live_server, people.copywriter, post)
    area = page.get_by_role("textbox", name="Base text")
    area.focus()
    area.evaluate("field => field.setSelectionRange(6, 6)")
    page.get_by_role("button", name="Hashtags").click()
    page.get_by_role("button", name="Weaning").click()
    eventually(page, lambda: area.input_value() == "First. #прикорм #малюк Second.")
    page.keyboard.press("Control+s")
    eventually(page, lambda: fresh(post).text == "First. #прикорм #малюк Second.")
    page.get_by_role("button", name="Nobody knows what the reader takes away").click()
    assert page.get_by_label("What does the reader take away").evaluate("field => field === document.activeElement")
    page.keyboard.press("Alt+2")
    assert page.get_by_role("textbox", name="Text for").first.is_visible()
