"""Publishing, connecting and stopping in a real browser: by keys alone, on a phone, in both themes."""

import datetime as dt
import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from content.models import Attempt, Publication
from moderation.models import Reply
from projects.models import Pause
from projects.services import connection_links, pauses
from tests.browser import eventually, overflow, quiet_console, settled, sign_in, violations
from tests.factories.moderation import CaseFactory, ReplyFactory
from tests.factories.monitoring import MentionFactory, SourceFactory
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Playwright runs an event loop in this thread; the ORM calls below do not run inside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
Status = Publication.Status
PICTURE = {"captcha": {"sid": "7", "image_url": "https://network.example/7"}, "error_kind": "captcha"}


@pytest.fixture
def people(transactional_db):
    return people_around()


def opened(page, live_server, user, path):
    sign_in(page.context, user, live_server.url)
    page.goto(live_server.url + path)
    settled(page)


def channel_of(people, **fields):
    return ChannelFactory(project=people.project, **fields)


def later():
    return timezone.now() + dt.timedelta(minutes=9)


def missed(people, count):
    """So many posts that a pause, over by now, let miss their time."""
    pause = pauses.stop(scope="project", project=people.project, reason="A leak.", by=people.manager)
    rows = [ready(channel=channel_of(people), due_in=-600 - number) for number in range(count)]
    Publication.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=None, kept_back_by=pause)
    pauses.resume(pause=pause, by=people.manager)
    return pause, rows


def asked_reply(people):
    mention = MentionFactory(source=SourceFactory(channel=channel_of(people)))
    return ReplyFactory(
        case=CaseFactory(mention=mention), by=people.moderator, status="asked", due_at=later(), **PICTURE
    )


def press(page, name, scope=None):
    """Go to a button with the keyboard's focus and press it."""
    button = (scope or page).get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


# --- by keys --------------------------------------------------------------------------------------------------------


def test_dropping_a_failure_by_keys_leaves_focus_on_its_card(page, live_server, people):
    publication = ready(channel=channel_of(people), status=Status.FAILED, due_at=None, error_text="Too long.")
    with quiet_console(page):
        opened(page, live_server, people.manager, "/publications/")
        press(page, "Do not send")
        expect(page.get_by_text("It is not sent.").first).to_be_visible()
        expect(page.locator(f"#publication-{publication.pk}")).to_be_focused()
    assert fresh(publication).status == Status.CANCELLED


def test_stopping_asks_first_and_escape_leaves_everything_running(page, live_server, people):
    opened(page, live_server, people.manager, "/pauses/")
    page.get_by_label("Why").fill("A leak.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not Pause.objects.exists()


def test_stopping_by_keys(page, live_server, people):
    opened(page, live_server, people.manager, "/pauses/")
    page.get_by_label("Why").fill("A leak.")
    page.keyboard.press("Enter")
    press(page, "Stop publishing", page.get_by_role("dialog"))
    expect(page.get_by_role("heading", name="Nothing leaves:")).to_be_visible()
    assert Pause.objects.get().reason == "A leak."


def test_missed_post_gets_another_time_by_keys(page, live_server, people):
    pause, (publication,) = missed(people, 1)
    opened(page, live_server, people.manager, pause.get_absolute_url())
    page.get_by_text("Another time", exact=True).focus()
    page.keyboard.press("Enter")
    day = timezone.localdate() + dt.timedelta(days=2)
    page.get_by_label("Day").fill(day.isoformat())
    page.get_by_label("Time").fill("10:00")
    page.keyboard.press("Enter")
    expect(page.get_by_text("It has a new time.").first).to_be_visible()
    assert fresh(publication).post.day == day


def test_all_missed_posts_are_dropped_at_once_when_one_is_sure(page, live_server, people):
    pause, rows = missed(people, 3)
    opened(page, live_server, people.manager, pause.get_absolute_url())
    press(page, "Send none of them…")
    press(page, "Send none of them", page.get_by_role("dialog"))
    expect(page.get_by_text("3 of 3 are not sent.").first).to_be_visible()
    assert [fresh(row).status for row in rows] == [Status.CANCELLED] * 3


def test_picture_of_a_reply_is_answered_by_keys(page, live_server, people):
    reply = asked_reply(people)
    with quiet_console(page):
        opened(page, live_server, people.moderator, reply.case.get_absolute_url())
        page.get_by_label("What the picture shows").fill("x7kd")
        page.keyboard.press("Enter")
        eventually(page, lambda: Reply.objects.get().status == "waiting")
    assert Reply.objects.get().captcha == {"sid": "7", "answer": "x7kd"}


# --- every screen ---------------------------------------------------------------------------------------------------


def screens(people):
    """The address of every screen, with something in it."""
    broken = channel_of(people, state="broken", trouble="The token is dead.")
    failed = ready(channel=broken, status=Status.FAILED, due_at=None, error_text="Too long for this network.")
    Attempt.objects.create(publication=failed, number=1, outcome="rejected", text="Too long for this network.")
    picture = ready(channel=channel_of(people), status=Status.ASKED, text="Look", due_at=later(), **PICTURE)
    by_hand = ready(
        channel=channel_of(people), status=Status.ASKED, text="Write", error_kind="by_hand", error_text="No stories."
    )
    pause, _ = missed(people, 2)
    pauses.stop(scope="project", project=people.project, reason="Another leak.", by=people.manager)
    _, link = connection_links.make(project=people.project, network="mastodon", to_name="Hanna", by=people.manager)
    project = f"/projects/{people.project.slug}"
    return [
        *("/publications/", "/channels/", "/channels/access/", "/pauses/", pause.get_absolute_url(), project + "/"),
        *(row.get_absolute_url() for row in (failed, picture, by_hand)),
        *(
            f"{project}/channels/{rest}"
            for rest in ("publishing/", "access/", "new/", "links/", "new/?network=mastodon")
        ),
        *(
            asked_reply(people).case.get_absolute_url(),
            "/connect/" + link.rpartition("/connect/")[2],
            "/connect/nobody/",
        ),
    ]


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 360)])
def test_every_screen_reads_well_and_stays_in_its_window(page, live_server, people, theme, width):
    addresses = screens(people)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page.context, people.manager, live_server.url)
    for address in addresses:
        page.goto(live_server.url + address)
        settled(page)
        assert violations(page) == [], address
        assert overflow(page) <= 0, address
        assert page.evaluate("[...document.querySelectorAll('.table-wrap')].every(e => e.scrollWidth <= e.clientWidth)")
