import datetime as dt

from content.models import Post
from content.selectors.frame import month_days
from content.selectors.gaps import Gap
from content.selectors.plan import plan
from content.selectors.sieve import Sieve
from content.selectors.tray import tray
from tests.factories.content import PostFactory, SlotFactory, TargetFactory, draft, tomorrow
from tests.factories.projects import ChannelFactory


def of(people, *days, **kwargs):
    first, last = (tomorrow(people.project, day) for day in (days or (1, 7)))
    return plan(Post.objects.all(), [people.project], first, last, **kwargs)


def titles(plan):
    return [[item.post.title for item in day.items] for day in plan.days]


def test_month_days_are_whole_weeks():
    assert month_days(2026, 10) == (dt.date(2026, 9, 28), dt.date(2026, 11, 1))


def test_a_post_stands_on_its_own_wall_clocks_day(people):
    late = draft(people, title="Late", day=tomorrow(people.project, 2), time=dt.time(23, 59))
    Post.objects.filter(pk=late.pk).update(time_zone="Pacific/Auckland")
    assert titles(of(people, 1, 3)) == [[], ["Late"], []]


def test_posts_and_gaps_come_by_the_hour(people):
    day = tomorrow(people.project)
    SlotFactory(project=people.project, weekday=day.weekday(), time=dt.time(12))
    draft(people, title="Morning", day=day, time=dt.time(9))
    draft(people, title="Some time", day=day)
    rows = of(people, 1, 1).days[0].rows
    assert [row.time if isinstance(row, Gap) else row.post.title for row in rows] == [
        "Some time",
        "Morning",
        dt.time(12),
    ]


def test_what_has_no_day_lies_in_the_tray(people):
    draft(people, title="Idea")
    assert [post.title for post in tray(Post.objects.all(), [people.project]).posts] == ["Idea"]


def test_a_sieve_by_network_and_standing(people):
    vk = ChannelFactory(project=people.project, network="vk")
    draft(people, title="On VK", day=tomorrow(people.project), channel=vk)
    draft(people, title="Elsewhere", day=tomorrow(people.project))
    assert titles(of(people, 1, 1, sieve=Sieve(network=frozenset({"vk"})))) == [["On VK"]]
    assert titles(of(people, 1, 1, sieve=Sieve(status=frozenset({"scheduled"})))) == [[]]


def test_a_full_day_shows_the_first_and_counts_the_rest(people):
    for hour in range(8):
        draft(people, day=tomorrow(people.project), time=dt.time(9 + hour))
    day = of(people, 1, 1).days[0]
    assert (len(day.first_rows), day.more) == (5, 3)


def test_the_same_queries_for_one_post_and_for_thirty(people, django_assert_num_queries):
    for number in (1, 30):
        for post in PostFactory.create_batch(number, project=people.project, day=tomorrow(people.project)):
            TargetFactory(post=post)
        with django_assert_num_queries(3):
            of(people)
