import datetime as dt

import pytest
from django.utils import timezone

from agency.permissions import Role
from projects.services import channels
from tests.factories.agency import HeadFactory
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db
SOON = timezone.now() + dt.timedelta(minutes=20)


def ending(**fields):
    days = fields.pop("days")
    moment = timezone.now() + dt.timedelta(days=days, hours=1) if days is not None else None
    return ChannelFactory(credentials_expire_at=moment, **fields)


def test_every_end_is_said_in_words_the_nearest_first(browser_of, text):
    ending(days=None, name="Silent")
    ending(days=None, name="Lasting", network="telegram")
    ending(days=12, name="Ending")
    ChannelFactory(name="Dead", state="broken", trouble="The token is dead.")
    shown = text(browser_of(HeadFactory()).get("/channels/access/"))
    for words in ("Ends in 12 days", "Unknown: the network does not say", "Does not end by itself", "Access has ended"):
        assert words in shown
    assert shown.index("Ending") < shown.index("Silent")


def test_end_in_minutes_that_is_renewed_before_comes_last_and_alarms_nobody(browser_of, text):
    brief = ChannelFactory(credentials_expire_at=SOON, name="Brief", network="odnoklassniki")
    ending(days=12, name="Ending")
    browser = browser_of(HeadFactory())
    shown = text(browser.get("/channels/access/"))
    assert (shown.index("Ending") < shown.index("Brief"), "Renewed by itself" in shown) == (True, True)
    for address in ("/channels/access/", "/channels/", brief.project.get_absolute_url()):
        shown = text(browser.get(address))
        assert ("Brief" in shown, f"until {SOON:%-d %B}" in shown, f"until {SOON:%a}" in shown) == (True, False, False)


def test_end_that_people_were_told_of_stays_first(browser_of, text):
    ChannelFactory(credentials_expire_at=SOON, name="Told", network="instagram", state="expiring")
    ending(days=12, name="Ending")
    shown = text(browser_of(HeadFactory()).get("/channels/access/"))
    assert (shown.index("Told") < shown.index("Ending"), "Ends today" in shown) == (True, True)


def test_renewal_that_does_not_come_is_said_without_alarm(browser_of, text):
    ChannelFactory(credentials_expire_at=timezone.now(), network="odnoklassniki", renewal_failures=3)
    assert "Waits for the network to renew it" in text(browser_of(HeadFactory()).get("/channels/access/"))


def test_days_without_access_stand_beside_the_page_and_on_its_own(browser_of, text):
    channel = ending(days=None, name="Lost")
    channels.mark_broken(channel, "Dead.")
    browser, today = browser_of(HeadFactory()), channel.project.today
    for address in ("access/", f"{channel.pk}/reconnect/"):
        shown = " ".join(text(browser.get(f"{channel.project.get_absolute_url()}channels/{address}")).split())
        assert f"Without access on 1 day of the last 90: {today:%-d %B}. What was said and counted" in shown


def test_people_see_the_pages_of_their_projects(browser_of, text):
    mine = SeatFactory(project=ProjectFactory(), role=Role.MANAGER)
    ending(days=3, name="Mine", project=mine.project)
    ending(days=3, name="Foreign")
    shown = text(browser_of(mine.user).get("/channels/access/"))
    assert ("Mine" in shown, "Foreign" in shown) == (True, False)


def test_calendar_costs_the_same_for_one_and_three(
    browser_of, django_assert_num_queries, django_assert_max_num_queries
):
    browser = browser_of(HeadFactory())
    ending(days=3)
    browser.get("/channels/access/")
    with django_assert_max_num_queries(20) as one:
        browser.get("/channels/access/")
    channels.mark_broken(ending(days=4), "Dead.")
    channels.mark_broken(ending(days=None), "Dead.")
    with django_assert_num_queries(len(one.captured_queries)):
        browser.get("/channels/access/")
