import datetime as dt

from content.models import Post
from content.services import bulk
from tests.factories.content import draft, submitted, tomorrow, with_client


def fresh(post):
    return Post.objects.get(pk=post.pk)


def planned(people, days=1, **fields):
    return draft(people, **({"day": tomorrow(people.project, days), "time": dt.time(9)} | fields))


def test_a_move_keeps_each_local_hour_over_the_change_of_clocks(people):
    morning = planned(people, day=dt.date(2027, 3, 25), time=dt.time(9))
    evening = planned(people, day=dt.date(2027, 3, 26), time=dt.time(20))
    bulk.move_by(posts=[morning, evening], days=7, by=people.manager)
    assert [(fresh(post).day.day, fresh(post).time.hour) for post in (morning, evening)] == [(1, 9), (2, 20)]
    assert fresh(morning).scheduled_at == dt.datetime(2027, 4, 1, 6, tzinfo=dt.UTC)


def test_each_failure_is_named_and_stops_no_other(people):
    good, loose = planned(people), draft(people)
    night = planned(people, day=dt.date(2027, 3, 21), time=dt.time(3, 30))
    outcomes = bulk.move_by(posts=[loose, night, good], days=7, by=people.manager)
    assert [each.is_done for each in outcomes] == [False, False, True]
    assert outcomes[0].text == "It has no day to count from."
    assert "jump over 03:30" in outcomes[1].text
    assert fresh(good).day == good.day + dt.timedelta(days=7)


def test_a_move_goes_back(people):
    posts = [planned(people, 1), draft(people)]
    outcomes = bulk.move_to(posts=posts, day=tomorrow(people.project, 5), by=people.manager)
    assert {fresh(post).day for post in posts} == {tomorrow(people.project, 5)}
    was = {each.post.pk: each.was for each in outcomes}
    assert was[posts[0].pk] == f"{posts[0].day}|09:00|0"
    plans = {posts[0].pk: (posts[0].day, dt.time(9), 0), posts[1].pk: (None, None, 0)}
    bulk.put_back(posts=posts, plans=plans, by=people.manager)
    assert [fresh(post).day for post in posts] == [posts[0].day, None]


def test_submitting_says_what_one_lacks(people):
    ready, bare = planned(people), planned(people, value_sentence="")
    outcomes = bulk.submit(posts=[ready, bare], by=people.copywriter)
    assert [each.is_done for each in outcomes] == [True, False]
    assert "what the reader takes away" in outcomes[1].text
    assert (fresh(ready).status, fresh(bare).status) == ("in_review", "draft")


def test_archiving_is_for_those_who_may(people):
    post = submitted(people).post
    (refused,) = bulk.archive(posts=[post], by=people.moderator)
    assert (refused.is_done, refused.text) == (False, "This is not yours to do.")
    (done,) = bulk.archive(posts=[post], by=people.manager)
    assert (done.is_done, fresh(post).status) == (True, "archived")


def test_a_moved_yes_says_that_the_client_is_asked_again(people):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    (outcome,) = bulk.move_by(posts=[version.post], days=1, by=people.manager)
    assert outcome.text.endswith("and the client is asked again.")
