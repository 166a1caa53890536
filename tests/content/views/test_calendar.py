import datetime as dt
import json
import re
import zoneinfo
from urllib.parse import urlencode

import pytest

from content import clock
from content.models import Post, Publication
from content.services import approvals, submission
from content.services.approvals import Voice
from tests.factories.content import (
    PostFactory,
    PublicationFactory,
    SlotFactory,
    TargetFactory,
    draft,
    tomorrow,
    with_client,
)
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory

HTMX = {"HX-Request": "true"}


def fresh(post):
    return Post.objects.get(pk=post.pk)


def planned(people, days=1, **fields):
    return draft(people, **({"day": tomorrow(people.project, days), "time": dt.time(9)} | fields))


def drag(browser, post, day, **more):
    """What the script sends when a post is dropped on a day."""
    return browser.patch(
        f"/posts/{post.pk}/plan/",
        urlencode({"day": day.isoformat() if day else ""} | more),
        content_type="application/x-www-form-urlencoded",
        headers=HTMX,
    )


def page(browser, post=None, **query):
    day = post.day if post else dt.datetime.now(zoneinfo.ZoneInfo("Europe/Kyiv")).date()
    return browser.get("/calendar/", {"day": day.isoformat()} | query).content.decode()


def test_the_month_shows_posts_on_their_days(people, signed_in):
    post = planned(people, title="Прогулка")
    text = page(signed_in(people.manager), post)
    cell = text.partition(f'<time datetime="{post.day}">')[2].partition("</li>")[0]
    assert "Прогулка" in cell
    assert "<time>09:00</time>" in cell
    assert f'data-move-url="/posts/{post.pk}/plan/"' in cell


def test_the_week_shows_seven_days(people, signed_in):
    post = planned(people)
    text = page(signed_in(people.manager), post, view="week")
    assert len(re.findall(r'<li class="day', text)) == 7
    assert post.title in text


def test_what_has_no_day_waits_in_the_tray(people, signed_in):
    draft(people, title="An idea")
    assert "An idea" in page(signed_in(people.manager)).partition('id="uns"')[2]


def test_an_empty_slot_leads_to_a_new_post_for_it(people, signed_in):
    day = tomorrow(people.project)
    slot = SlotFactory(project=people.project, weekday=day.weekday(), time=dt.time(12))
    text = signed_in(people.copywriter).get("/calendar/", {"day": day.isoformat()}).content.decode()
    assert f"slot={slot.pk}&amp;day={day}" in text


def test_filters_by_project_network_and_standing(people, signed_in):
    vk = ChannelFactory(project=people.project, network="vk")
    post = planned(people, title="On VK", channel=vk)
    planned(people, title="Elsewhere")
    browser = signed_in(people.manager)
    text = page(browser, post, network="vk")
    assert "On VK" in text
    assert "Elsewhere" not in text
    assert "On VK" not in page(browser, post, project="another")
    assert "On VK" not in page(browser, post, status="scheduled")
    assert "On VK" in page(browser, post, status="draft")


def test_an_hour_is_said_by_both_clocks_when_the_reader_lives_by_another(people, signed_in):
    post = planned(people)
    people.manager.time_zone = "Europe/Lisbon"
    people.manager.save(update_fields=["time_zone"])
    assert "<time>09:00 Kyiv, 07:00 yours</time>" in page(signed_in(people.manager), post)


def test_foreign_posts_are_not_in_it(people, signed_in):
    post = planned(people)
    other = people_around()
    PostFactory(project=other.project, title="Foreign", day=post.day, time=dt.time(9))
    assert "Foreign" not in page(signed_in(people.manager), post)


def test_the_client_sees_only_what_was_shared(people, signed_in):
    post = planned(people, title="Not yet shared")
    shared = with_client(people, title="Shared", day=post.day, time=dt.time(12))
    text = page(signed_in(people.approver), post)
    assert shared.post.title in text
    assert "Not yet shared" not in text
    assert "data-move-url" not in text


@pytest.mark.parametrize(
    ("role", "status"),
    [("moderator", 200), ("approver", 200), ("expert", 403), ("outsider", 404), ("foreign_client", 404)],
)
def test_a_projects_calendar_is_for_those_who_see_posts(people, signed_in, role, status):
    path = f"/projects/{people.project.slug}/calendar/"
    assert signed_in(getattr(people, role)).get(path).status_code == status


@pytest.mark.parametrize("day", ["x", "0001-01-01", "9999-12-31", "2026-02-30", "٢٠٢٦-01-01"])
def test_a_made_up_day_is_some_day(people, signed_in, day):
    assert signed_in(people.manager).get("/calendar/", {"day": day}).status_code == 200


def test_a_drag_keeps_the_hour_and_offers_the_way_back(people, signed_in):
    post = planned(people, 1)
    browser = signed_in(people.manager)
    answer = drag(browser, post, tomorrow(people.project, 3))
    moved = fresh(post)
    (toast,) = json.loads(answer["HX-Trigger"])["toasts"]
    assert (answer.status_code, moved.day, moved.time) == (204, tomorrow(people.project, 3), dt.time(9))
    browser.post(toast["undo"], headers=HTMX)
    assert (fresh(post).day, fresh(post).time) == (post.day, post.time)


def test_a_drag_over_the_change_of_clocks_keeps_the_hour(people, signed_in):
    post = draft(people, day=dt.date(2027, 10, 30), time=dt.time(9))
    drag(signed_in(people.manager), post, dt.date(2027, 10, 31))
    assert fresh(post).scheduled_at == clock.instant(dt.date(2027, 10, 31), dt.time(9), "Europe/Kyiv")


def test_a_drag_onto_a_night_without_that_hour_goes_home_with_a_sentence(people, signed_in):
    post = draft(people, day=dt.date(2027, 3, 27), time=dt.time(3, 30))
    answer = drag(signed_in(people.manager), post, dt.date(2027, 3, 28))
    assert (answer.status_code, answer["Content-Type"]) == (409, "text/plain; charset=utf-8")
    assert "jump over 03:30" in answer.content.decode()
    assert fresh(post).day == dt.date(2027, 3, 27)


def test_a_drag_into_the_past_goes_home(people, signed_in):
    post = planned(people)
    answer = drag(signed_in(people.manager), post, tomorrow(people.project, -2))
    assert answer.status_code == 409
    assert fresh(post).day == post.day


def test_a_drag_of_what_is_out_goes_home(people, signed_in):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    approvals.approve(version=version, voice=Voice(user=people.approver))
    Publication.objects.update(status="published", remote_id="1")
    answer = drag(signed_in(people.manager), version.post, tomorrow(people.project, 2))
    assert answer.status_code == 409
    assert "out already" in answer.content.decode()


def test_a_drag_of_an_approved_post_to_another_day_says_that_the_client_is_asked(people, signed_in):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    approvals.approve(version=version, voice=Voice(user=people.approver))
    answer = drag(signed_in(people.manager), version.post, tomorrow(people.project, 2))
    assert "the client is asked again" in answer["HX-Trigger"]
    assert fresh(version.post).status == "with_client"


def test_a_drag_to_the_tray_takes_the_time_away(people, signed_in):
    post = planned(people)
    drag(signed_in(people.manager), post, None)
    assert (fresh(post).day, fresh(post).scheduled_at) == (None, None)


def test_a_drag_from_the_tray_is_at_noon(people, signed_in):
    post = draft(people)
    drag(signed_in(people.manager), post, tomorrow(people.project))
    assert fresh(post).time == dt.time(12)


@pytest.mark.parametrize("typed", [{"day": "tomorrow"}, {"day": "2027-01-01", "time": "25:00"}, {"day": "a\x00b"}])
def test_a_day_that_is_none_moves_nothing(people, signed_in, typed):
    post = planned(people)
    answer = signed_in(people.manager).post(f"/posts/{post.pk}/plan/", typed, headers=HTMX)
    assert answer.status_code == 409
    assert fresh(post).day == post.day


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("approver", 404), ("outsider", 404)])
def test_moving_is_for_those_who_plan(people, signed_in, role, status):
    post = planned(people)
    assert drag(signed_in(getattr(people, role)), post, tomorrow(people.project, 2)).status_code == status
    assert fresh(post).day == post.day


def test_the_month_of_many_posts_takes_few_queries(people, signed_in, queries):
    browser, counts = signed_in(people.manager), []
    path = f"/calendar/?day={tomorrow(people.project)}"
    for number in (1, 60):
        for post in PostFactory.create_batch(number, project=people.project, day=tomorrow(people.project)):
            TargetFactory(post=post)
        SlotFactory(project=people.project, weekday=tomorrow(people.project).weekday(), time=dt.time(number % 24))
        counts.append(queries(lambda: browser.get(path)))
    assert counts[0] == counts[1] <= 12


def test_a_full_day_shows_some_and_leads_to_the_rest(people, signed_in):
    day = dt.date(2027, 3, 10)
    for hour in range(9):
        planned(people, day=day, time=dt.time(8 + hour))
    browser = signed_in(people.manager)
    assert ">4 more</a>" in browser.get(f"/calendar/?day={day}").content.decode()
    week = browser.get(f"/calendar/?view=week&day={day}").content.decode()
    assert week.count('class="cal-post"') == 9
    assert "more</a>" not in week


def test_the_projects_week_is_a_fragment(people, signed_in):
    post = planned(people)
    text = signed_in(people.manager).get(f"/projects/{people.project.slug}/week/").content.decode()
    assert post.title in text
    assert "<html" not in text


def test_the_projects_week_tells_the_mix_of_what_went_out(people, signed_in):
    for kind in ("emotional", "informational", "informational"):
        post = PostFactory(project=people.project, value_kind=kind)
        PublicationFactory(post=post, status="published", remote_id="1", published_at=dt.datetime.now(dt.UTC))
    text = signed_in(people.manager).get(f"/projects/{people.project.slug}/week/").content.decode()
    assert "33%" in text
    assert "67%" in text


def test_today_lists_what_goes_out_today(people, signed_in):
    post = draft(people, title="Today's")
    Post.objects.filter(pk=post.pk).update(day=dt.datetime.now(people.project.zone).date(), time=dt.time(23, 59))
    planned(people, title="Tomorrow's")
    text = signed_in(people.manager).get("/today/").content.decode()
    assert "Today&#x27;s" in text
    assert "Tomorrow&#x27;s" not in text


def test_an_archived_post_leaves_the_calendar(people, signed_in):
    post = planned(people, title="Put away")
    submission.archive(post=post, by=people.manager)
    assert "Put away" not in page(signed_in(people.manager), post)
