import datetime as dt

import pytest
import vobject
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from content.models import Feed, Post
from content.refusal import Refusal
from content.selectors.happenings import happenings
from content.services import feeds, planning, submission
from projects.models import ClientMember, Seat
from tests.factories.content import PostFactory, draft, tomorrow, with_client
from tests.factories.exchange import address_of, events_at
from tests.factories.projects import ProjectFactory

NINE = dt.time(9)


def planned(people, days=1, time=NINE, **fields):
    return draft(people, day=tomorrow(people.project, days), time=time, **fields)


def summaries(browser, path):
    return sorted(str(event["SUMMARY"]) for event in events_at(browser, path))


def next_change_of_clocks():
    """The Sunday, within a year, on which Kyiv puts its clocks back."""
    october = timezone.localdate().replace(month=10, day=31)
    october = october if october > timezone.localdate() else october.replace(year=october.year + 1)
    return october - dt.timedelta(days=(october.weekday() + 1) % 7)


def test_nine_stays_nine_over_the_change_of_clocks(client, people):
    sunday = next_change_of_clocks()
    days = [sunday - dt.timedelta(days=1), sunday + dt.timedelta(days=1)]
    for day in days:
        PostFactory(project=people.project, day=day, time=NINE)
    path = address_of(by=people.manager)

    starts = [event.decoded("DTSTART") for event in events_at(client, path)]
    assert [start.hour for start in starts] == [9, 9]
    assert [start.utcoffset() for start in starts] == [dt.timedelta(hours=3), dt.timedelta(hours=2)]
    read = vobject.readOne(client.get(path).content.decode())
    assert [event.dtstart.value.astimezone(dt.UTC).hour for event in read.vevent_list] == [6, 7]
    assert [event.dtstart.value.date() for event in read.vevent_list] == days


def test_an_event_says_what_the_post_is(client, people):
    post = planned(people, title="First spoon", text="Line one\nLine two, with; signs")
    (event,) = events_at(client, address_of(by=people.manager, project=people.project))
    assert event["UID"].startswith(f"post-{post.pk}@")
    assert event["SUMMARY"] == "First spoon · Draft"
    assert (event["STATUS"], event["URL"]) == ("TENTATIVE", f"http://127.0.0.1:8000/posts/{post.pk}/")
    assert "Line one\nLine two, with; signs" in event["DESCRIPTION"]
    assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(minutes=30)
    assert event["DTSTART"].params["TZID"] == "Europe/Kyiv"


def test_a_post_without_an_hour_takes_the_whole_day(client, people):
    day = tomorrow(people.project)
    PostFactory(project=people.project, day=day)
    (event,) = events_at(client, address_of(by=people.manager))
    assert event.decoded("DTSTART") == day
    assert event.decoded("DTEND") == day + dt.timedelta(days=1)


def test_the_second_of_two_equal_hours_is_told_apart(client, people):
    sunday = next_change_of_clocks()
    draft(people, day=sunday, time=dt.time(3, 30), fold=1)
    (event,) = events_at(client, address_of(by=people.manager))
    assert event.decoded("DTSTART") == dt.datetime.combine(sunday, dt.time(1, 30), dt.UTC)


def test_a_moved_post_keeps_its_uid_and_counts_up(client, people):
    post, path = planned(people), address_of(by=people.manager)
    (before,) = events_at(client, path)
    planning.schedule(post=post, day=tomorrow(people.project, 2), time=NINE, by=people.manager)
    (after,) = events_at(client, path)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") >= before.decoded("LAST-MODIFIED")


def test_the_window_is_bounded_and_costs_the_same_for_three(people, queries):
    for days in (-61, 366):
        PostFactory(project=people.project, day=timezone.localdate() + dt.timedelta(days=days))
    planned(people)
    feed, _ = feeds.make(by=people.manager)
    assert len(happenings(feed)) == 1
    one = queries(lambda: happenings(feed))
    planned(people, 2)
    planned(people, 3)
    assert queries(lambda: happenings(feed)) == one <= 6


def test_what_is_archived_is_cancelled_for_a_while(client, people):
    post, path = planned(people), address_of(by=people.manager)
    submission.archive(post=post, by=people.manager)
    (event,) = events_at(client, path)
    assert event["STATUS"] == "CANCELLED"
    feed = Feed.objects.get()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("content.selectors.happenings.CANCELLED_SHOWN", dt.timedelta(0))
        assert happenings(feed) == []


def test_a_client_reads_only_what_is_shared_and_nothing_internal(client, people):
    planned(people, title="Secret draft", text="Not yet")
    shared = with_client(people, day=tomorrow(people.project), title="Codeword", text="Three signs\nand more")
    for path in (address_of(by=people.manager, client=people.project.client), address_of(by=people.approver)):
        (event,) = events_at(client, path)
        assert event["UID"].startswith(f"post-{shared.post_id}@")
        assert event["SUMMARY"] == "Three signs · Waits for your yes"
        assert shared.post.value_sentence not in event["DESCRIPTION"]
        assert b"Codeword" not in client.get(path).content


def test_a_foreign_client_reads_nothing_of_ours(client, people):
    with_client(people, day=tomorrow(people.project))
    assert events_at(client, address_of(by=people.foreign_client)) == []


def test_who_leaves_loses_sight_at_once(client, people):
    planned(people)
    mine, of_project = (address_of(by=people.copywriter, **of) for of in ({}, {"project": people.project}))
    theirs = address_of(by=people.approver)
    assert [len(events_at(client, path)) for path in (mine, of_project)] == [1, 1]
    Seat.objects.filter(user=people.copywriter).update(user=None)
    ClientMember.objects.filter(user=people.approver).delete()
    assert [events_at(client, path) for path in (mine, of_project, theirs)] == [[], [], []]


def test_an_account_that_is_closed_sees_nothing(client, people):
    planned(people)
    path = address_of(by=people.head)
    people.head.is_active = False
    people.head.save(update_fields=["is_active"])
    assert events_at(client, path) == []


def test_nothing_changed_is_told_in_a_word(client, people):
    post, path = planned(people), address_of(by=people.manager)
    first = client.get(path)
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    Post.objects.filter(pk=post.pk).update(title="Renamed")
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_new_address_closes_the_old_one(client, people):
    feed, old = feeds.make(by=people.manager)
    _, new = feeds.rotate(feed=feed, by=people.manager)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    feeds.revoke(feed=feed, by=people.manager)
    assert client.get(new).status_code == 410
    assert Feed.objects.get().read_at


def test_the_address_is_not_kept(people):
    feed, address = feeds.make(by=people.manager)
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert token not in str(Feed.objects.values().get(pk=feed.pk))


def test_one_thing_has_one_address(people):
    feeds.make(by=people.manager, client=people.project.client)
    with pytest.raises(Refusal, match="already"):
        feeds.make(by=people.head, client=people.project.client)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(owner=people.head, client=people.project.client, token_digest="x")
    with pytest.raises(IntegrityError, match="feed_of_one_thing"), transaction.atomic():
        Feed.objects.create(owner=people.head, client=people.project.client, project=people.project, token_digest="y")


def test_a_clients_calendar_is_made_by_who_speaks_with_the_client(people):
    with pytest.raises(PermissionDenied):
        feeds.make(by=people.copywriter, client=people.project.client)
    feed, _ = feeds.make(by=people.manager, client=people.project.client)
    with pytest.raises(PermissionDenied):
        feeds.rotate(feed=feed, by=people.copywriter)
    assert feeds.revoke(feed=feed, by=people.head).revoked_at


def test_the_page_tells_the_address_once(signed_in, people):
    browser = signed_in(people.manager)
    made = browser.post("/calendar/feeds/", {"of": f"project-{people.project.slug}"})
    assert made.content.count(b".ics") == 1
    assert b".ics" not in browser.get("/calendar/feeds/").content
    again = browser.post("/calendar/feeds/", {"of": f"project-{people.project.slug}"})
    assert again.status_code == 422
    assert "There is an address for it already" in again.content.decode()


def test_a_foreign_project_is_no_choice(signed_in, people):
    foreign = ProjectFactory()
    assert signed_in(people.manager).post("/calendar/feeds/", {"of": f"project-{foreign.slug}"}).status_code == 422
    assert not Feed.objects.exists()


def test_a_calendar_without_posts_is_a_calendar(client, people):
    answer = client.get(address_of(by=people.manager))
    assert Calendar.from_ical(answer.content)["X-WR-CALNAME"] == f"Everything {people.manager} sees"
