import datetime as dt

import pytest
from django.utils import timezone

from content.models import Metric, ProjectRules
from content.selectors.mix import Balance, Mix, balance_of
from content.selectors.works import what_works
from content.services import rules
from tests.factories.content import PostFactory, PublicationFactory


def out(project, likes, *, followers=1000, hours_ago=48, **fields):
    """A publication of two days ago with the counts of now and, before that, none."""
    at = timezone.now() - dt.timedelta(hours=hours_ago)
    post = PostFactory(project=project, **fields)
    publication = PublicationFactory(post=post, status="published", remote_id="1", published_at=at)
    for moment, count in ((at, 0), (timezone.now(), likes)):
        Metric.objects.create(publication=publication, at=moment, likes=count, shares=0, followers=followers)
    return publication


def groups(works, name):
    (table,) = (table for table in works.tables if table.name == name)
    return [(group.label, group.n, group.per_cent) for group in table.groups]


def test_the_rate_of_a_group_is_the_mean_of_actions_by_followers(people):
    for likes in (10, 20, 30, 40, 50):
        out(people.project, likes, value_kind="emotional")
    for likes in (10, 20):
        out(people.project, likes, value_kind="informational")
    works = what_works(people.project)
    assert groups(works, "value") == [("Emotional", 5, 3), ("Informational", 2, None)]
    assert [table.best for table in works.tables if table.name == "value"] == [None]
    assert works.n == 7


def test_the_best_is_named_when_two_groups_tell(people):
    for _ in range(5):
        out(people.project, 10, format="question")
        out(people.project, 20, format="survey")
    assert next(table.best.label for table in what_works(people.project).tables if table.name == "format") == "Survey"


def test_the_fresh_the_old_and_the_uncounted_are_left_out(people):
    out(people.project, 10, hours_ago=2)
    out(people.project, 10, hours_ago=24 * 91)
    out(people.project, 10, followers=None)
    works = what_works(people.project)
    assert (works.n, works.uncounted) == (0, 1)


def test_the_hour_is_that_of_the_project(people):
    publication = out(people.project, 10)
    local = publication.published_at.astimezone(people.project.zone)
    works = what_works(people.project)
    assert groups(works, "hour") == [(f"{local:%H}:00", 1, None)]
    assert groups(works, "weekday") == [(f"{local:%A}", 1, None)]


@pytest.mark.parametrize(("emotional", "off"), [(1, True), (4, False)])
def test_the_mix_is_off_when_it_is_further_from_its_aim_than_allowed(emotional, off):
    balance = Balance(Mix(emotional, 5 - emotional), target=70, slack=15)
    assert (balance.is_off, balance.wants) == (off, "emotional" if off else "informational")
    assert not Balance(Mix(0, 4), target=70, slack=15).is_off


def test_the_page_sets_what_the_mix_aims_at(people, signed_in):
    browser = signed_in(people.manager)
    address = f"/projects/{people.project.slug}/what-works/"
    assert browser.post(address, {"target": "101", "slack": "10"}).status_code == 422
    browser.post(address, {"target": "70", "slack": "10"})
    people.project.refresh_from_db()
    assert balance_of(people.project) == Balance(Mix(), 70, 10)
    assert "too few" not in browser.get(address).content.decode()


def test_the_rules_hold_their_defaults_until_somebody_changes_them(people):
    assert ProjectRules.of(people.project).pk is None
    rules.set_mix(project=people.project, target=60, slack=5, by=people.manager)
    assert ProjectRules.of(people.project).mix_slack == 5


def test_the_page_takes_the_same_queries_for_one_publication_and_three(people, signed_in, queries):
    browser, counts = signed_in(people.manager), []
    for number in (1, 3):
        for _ in range(number):
            out(people.project, 10)
        counts.append(queries(lambda: browser.get(f"/projects/{people.project.slug}/what-works/")))
    assert counts[0] == counts[1]
