"""The calendar as a list, what it is narrowed to, and several posts at once."""

import datetime as dt
import re

import pytest

from content.models import Post
from content.selectors import agenda, tray
from content.services import submission
from tests.factories.content import CampaignFactory, PostFactory, TargetFactory, draft, submitted, tomorrow
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory, GoalFactory

HTMX = {"HX-Request": "true"}
DAY = dt.date(2027, 3, 10)


def fresh(post):
    return Post.objects.get(pk=post.pk)


def planned(people, title="First spoon", **fields):
    return draft(people, title=title, **({"day": DAY, "time": dt.time(9)} | fields))


def page(browser, **query):
    return browser.get("/calendar/", {"day": DAY.isoformat()} | query).content.decode()


def test_the_list_comes_page_by_page_and_shows_everything_once(people, signed_in, monkeypatch):
    monkeypatch.setattr(agenda, "SIZE", 2)
    for number in range(5):
        planned(people, f"Post number {number}", day=DAY + dt.timedelta(days=number // 2))
    browser, seen, url = signed_in(people.manager), [], f"/calendar/?view=list&day={DAY}"
    while url:
        text = browser.get(url, headers=HTMX if "after" in url else {}).content.decode()
        seen += re.findall(r"Choose “Post number (\d)”", text)
        more = re.search(r'href="(\?[^"]*after=[^"]*)"', text)
        url = "/calendar/" + more[1].replace("&amp;", "&") if more else ""
    assert seen == ["0", "1", "2", "3", "4"]


def test_the_list_takes_the_same_queries_for_one_and_three(people, signed_in, queries):
    browser, counts = signed_in(people.manager), []
    for _ in range(2):
        for post in PostFactory.create_batch(1 + 2 * len(counts), project=people.project, day=DAY, time=dt.time(9)):
            TargetFactory(post=post)
        counts.append(queries(lambda: page(browser, view="list")))
    assert counts[0] == counts[1] <= 12


def test_each_filter_narrows_and_says_so(people, signed_in):
    channel = ChannelFactory(project=people.project, network="vk")
    goal, campaign = GoalFactory(project=people.project), CampaignFactory(project=people.project, name="Autumn warmth")
    fields = {"format": "survey", "value_kind": "emotional", "goal": goal, "campaign": campaign}
    planned(people, "The one", channel=channel, **fields)
    planned(people, "Another")
    browser = signed_in(people.manager)
    chosen = {"channel": channel.pk, "format": "survey", "value": "emotional", "goal": goal.pk, "campaign": campaign.pk}
    for name, value in chosen.items():
        text = page(browser, **{name: value})
        assert ("The one" in text, "Another" in text) == (True, False), name
        assert "Show everything" in text
    assert 'aria-current="true" href="?day=2027-03-10">Autumn warmth' in page(browser, campaign=campaign.pk)


def test_what_is_chosen_goes_along_to_the_next_month_and_the_other_views(people, signed_in):
    planned(people)
    text = page(signed_in(people.manager), status="draft", format="post")
    head = text.partition('id="cal-nav"')[2].partition("</header>")[0]
    links = re.findall(r'href="(\?[^"]*)"', head)
    assert len(links) == 8
    assert all("status=draft" in link and "format=post" in link for link in links)


def test_mine_is_what_i_wrote_and_what_waits_for_my_review(people, signed_in):
    planned(people, "A draft of hers")
    submission.submit(post=planned(people, "Hers to review"), by=people.copywriter)
    PostFactory(project=people.project, author=people.manager, title="My own", day=DAY)
    text = page(signed_in(people.manager), person="me")
    assert ["A draft of hers" in text, "Hers to review" in text, "My own" in text] == [False, True, True]
    text = page(signed_in(people.head), person=people.copywriter.pk)
    assert ["A draft of hers" in text, "Hers to review" in text, "My own" in text] == [True, True, False]


def test_the_client_is_not_offered_and_cannot_ask_for_what_stays_inside(people, signed_in):
    campaign = CampaignFactory(project=people.project, name="Autumn warmth", starts_on=DAY)
    browser = signed_in(people.approver)
    for text in (
        page(browser, filters=1),
        page(browser, campaign=campaign.pk),
        page(browser, person=people.manager.pk),
    ):
        assert "Autumn warmth" not in text
        assert people.manager.name not in text


def test_the_tray_is_whole_page_by_page(people, signed_in, monkeypatch):
    monkeypatch.setattr(tray, "SIZE", 2)
    for number in range(3):
        draft(people, title=f"Idea {number}")
    browser = signed_in(people.manager)
    text = page(browser).partition('id="uns"')[2]
    assert "3, drag to a day" in text
    assert ["Idea 0" in text, "Idea 2" in text] == [False, True]
    more = re.search(r'hx-get="(\?[^"]*tray=[^"]*)"', text)[1].replace("&amp;", "&")
    rest = browser.get(f"/calendar/{more}", headers=HTMX).content.decode()
    assert ["Idea 0" in rest, "Idea 2" in rest] == [True, False]


def test_two_posts_of_a_page_within_an_hour_are_marked(people, signed_in):
    channel = ChannelFactory(project=people.project)
    planned(people, channel=channel, time=dt.time(9))
    planned(people, channel=channel, time=dt.time(9, 59))
    planned(people, channel=channel, time=dt.time(11))
    text = page(signed_in(people.manager))
    assert text.count("within an hour of another on its page") == 2


def test_a_campaign_is_a_stripe_over_its_days(people, signed_in):
    CampaignFactory(project=people.project, name="Autumn warmth", starts_on=DAY, ends_on=DAY + dt.timedelta(days=6))
    text = page(signed_in(people.moderator))
    assert text.count('class="band"') == 7
    assert text.count("Autumn warmth") == 3  # the chip, the first day, the Monday


def test_fingers_move_a_post_by_its_menu(people, signed_in):
    post = planned(people)
    browser = signed_in(people.manager)
    assert f'class="move-to" href="/posts/{post.pk}/move-to/"' in page(browser)
    dialog = browser.get(f"/posts/{post.pk}/move-to/", headers=HTMX).content.decode()
    assert "<html" not in dialog
    assert 'value="2027-03-11">The day after' in dialog
    assert "Kyiv time" in dialog
    answer = browser.post(f"/posts/{post.pk}/plan/", {"day": "2027-03-11", "next": "/calendar/"})
    assert (answer.url, fresh(post).day, fresh(post).time) == ("/calendar/", dt.date(2027, 3, 11), dt.time(9))


def test_several_are_moved_and_put_back(people, signed_in):
    one, two = planned(people), planned(people, "Second", time=dt.time(18))
    browser = signed_in(people.manager)
    text = browser.post("/posts/bulk/", {"post": [one.pk, two.pk], "verb": "move_by", "days": 7}).content.decode()
    assert [fresh(post).day.day for post in (one, two)] == [17, 17]
    back = dict(re.findall(r'name="(was-\d+)" value="([^"]*)"', text))
    browser.post("/posts/bulk/put-back/", {"post": [one.pk, two.pk]} | back)
    assert [(fresh(post).day, fresh(post).time.hour) for post in (one, two)] == [(DAY, 9), (DAY, 18)]


def test_the_result_names_each_failure(people, signed_in):
    one, two = planned(people), submitted(people, title="In review already").post
    answer = signed_in(people.manager).post("/posts/bulk/", {"post": [one.pk, two.pk], "verb": "submit"})
    assert "1 done, 1 not" in answer.content.decode()


@pytest.mark.parametrize("typed", [{}, {"verb": "move_by"}, {"verb": "move_to", "day": "x"}, {"verb": "explode"}])
def test_what_cannot_be_done_with_several_is_said(people, signed_in, typed):
    post = planned(people)
    answer = signed_in(people.manager).post("/posts/bulk/", {"post": [post.pk]} | typed)
    assert (answer.status_code, fresh(post).day) == (422, DAY)


def test_foreign_posts_are_not_touched_by_the_many(people, signed_in):
    foreign = PostFactory(project=people_around().project, day=DAY, time=dt.time(9))
    answer = signed_in(people.manager).post("/posts/bulk/", {"post": [foreign.pk], "verb": "move_by", "days": 1})
    assert (answer.status_code, fresh(foreign).day) == (422, DAY)


def test_a_campaigns_page_tells_its_posts_and_their_mix(people, signed_in):
    campaign = CampaignFactory(project=people.project)
    for kind in ("emotional", "informational", "informational", "informational"):
        planned(people, f"For the {kind}", value_kind=kind, campaign=campaign)
    text = signed_in(people.manager).get(campaign.get_absolute_url()).content.decode()
    assert "Four posts" in text
    assert ["25%" in text, "75%" in text, "For the emotional" in text] == [True, True, True]


def test_a_campaign_is_added_on_its_page_and_what_is_wrong_is_kept(people, signed_in):
    browser, url = signed_in(people.copywriter), f"/projects/{people.project.slug}/campaigns/"
    said = {"name": "Autumn", "starts_on": "2027-09-30", "ends_on": "2027-09-01", "colour": "c2"}
    answer = browser.post(url, said)
    assert answer.status_code == 422
    assert "It ends before it begins." in answer.content.decode()
    assert browser.post(url, said | {"ends_on": "2027-10-01"}).status_code == 302
    assert people.project.campaigns.get().name == "Autumn"


def test_a_post_comes_again_after_a_look_at_the_days(people, signed_in):
    post = planned(people, day=dt.date(2027, 3, 21), time=dt.time(3, 30))
    browser, url = signed_in(people.manager), f"/posts/{post.pk}/repeat/"
    said = {"unit": "week", "every": 1, "ends": "count", "count": 3}
    text = browser.post(url, said | {"preview": "1"}).content.decode()
    assert "jump over 03:30" in text
    assert Post.objects.count() == 1
    answer = browser.post(url, said)
    made = fresh(post).series
    assert (answer.url, made.posts.count()) == (made.get_absolute_url(), 2)
    text = browser.get(answer.url).content.decode()
    assert "Every week on Sunday at 03:30 Kyiv time, 3 times" in text


def test_a_series_without_an_end_is_refused_and_keeps_what_was_typed(people, signed_in):
    post = planned(people, day=tomorrow(people.project))
    answer = signed_in(people.manager).post(f"/posts/{post.pk}/repeat/", {"unit": "month", "every": 2, "ends": "until"})
    assert answer.status_code == 422
    assert "Say when it ends." in answer.content.decode()
