"""A page where people publish by hand, from adding it to typing what a post brought there: on a phone."""

import datetime as dt
import os
import re

import pytest
from django.utils import timezone

from content.models import Metric, Publication
from projects import delivery
from projects.models import Channel
from tests.browser import eventually, overflow, quiet_console, settled, sign_in, violations
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def people(transactional_db):
    return people_around()


def opened(page, live_server, user, path):
    page.set_viewport_size(PHONE)
    sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + path)
    settled(page)


def test_a_page_is_added_by_hand_on_a_phone(page, live_server, people):
    with quiet_console(page):
        opened(page, live_server, people.manager, f"/projects/{people.project.slug}/channels/new/")
        assert (violations(page), overflow(page)) == ([], 0)
        page.get_by_role("link", name=re.compile("Add by hand.*Marketplace")).click()
        page.get_by_label("Its name").fill("Lullaby on Prom")
        page.get_by_label("Its address").fill("prom.example/lullaby")
        page.get_by_label("Followers today").fill("1 240")
        assert (violations(page), overflow(page)) == ([], 0)
        page.get_by_role("button", name="Add the page").click()
        page.get_by_role("link", name="Count followers").wait_for()
        assert (violations(page), overflow(page)) == ([], 0)
    assert (Channel.objects.get().url, Channel.objects.get().followers) == ("https://prom.example/lullaby", 1240)


def test_a_post_is_handed_over_published_and_counted_on_a_phone(page, live_server, people):
    channel = ChannelFactory(
        project=people.project, network="tiktok", name="Lullaby", url="https://tiktok.example/@lullaby"
    )
    publication = ready(channel=channel, text="Three signs that the baby is ready")
    delivery.run(Publication)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    with quiet_console(page):
        opened(page, live_server, people.manager, publication.get_absolute_url())
        page.get_by_text("Rapport cannot publish posts on TikTok.").wait_for()
        page.get_by_role("button", name="Copy the text").click()
        eventually(
            page, lambda: page.evaluate("navigator.clipboard.readText()") == "Three signs that the baby is ready"
        )
        assert page.get_by_role("link", name="Open Lullaby").get_attribute("href") == channel.url
        assert (violations(page), overflow(page)) == ([], 0)
        page.get_by_label("Its address on the network").fill("https://tiktok.example/@lullaby/video/7")
        page.get_by_role("button", name="I published it").click()
        page.get_by_role("link", name="See it on TikTok").wait_for()
        page.get_by_role("heading", name="is out.").wait_for()
        page.get_by_label("Views").fill("12.4K")
        page.get_by_label("Likes").fill("310")
        page.get_by_label("Followers then").fill("6 200")
        assert (violations(page), overflow(page)) == ([], 0)
        page.get_by_role("button", name="Keep the counts").click()
        page.get_by_text("310 actions ÷ 6 200 followers").wait_for()
        assert (violations(page), overflow(page)) == ([], 0)
        page.get_by_role("link", name="Correct").click()
        page.get_by_label("Likes").fill("320")
        page.get_by_role("button", name="Correct them").click()
        page.get_by_text("320 actions").wait_for()
    kept = Metric.objects.get()
    assert (kept.views, kept.likes, kept.followers, kept.by) == (12_400, 320, 6200, people.manager)


def test_what_was_typed_wrong_stays_in_the_form(page, live_server, people):
    publication = ready(channel=ChannelFactory(project=people.project, network="x"), status="published", remote_id="7")
    Publication.objects.update(published_at=timezone.now())
    opened(page, live_server, people.copywriter, publication.get_absolute_url())
    page.get_by_label("Views").fill("12.4K")
    page.get_by_label("Likes").fill("many")
    page.get_by_role("button", name="Keep the counts").click()
    page.get_by_text("Give a whole number.").wait_for()
    assert page.get_by_label("Views").input_value() == "12.4K"
    assert (violations(page), overflow(page)) == ([], 0)


def test_what_works_leads_a_phone_to_what_is_not_counted(page, live_server, people):
    publication = ready(
        channel=ChannelFactory(project=people.project, network="blog"), status="published", remote_id="7"
    )
    Publication.objects.update(published_at=timezone.now() - dt.timedelta(days=3))
    with quiet_console(page):
        opened(page, live_server, people.copywriter, f"/projects/{people.project.slug}/what-works/")
        page.get_by_text("One publication has no counts").wait_for()
        assert (violations(page), overflow(page)) == ([], 0)
        page.get_by_role("link", name=publication.post.title).click()
        page.get_by_label("Comments").fill("4")
        page.get_by_role("button", name="Keep the counts").click()
        page.get_by_text("Noted, as of that day.").wait_for()
    assert Metric.objects.get().comments == 4
