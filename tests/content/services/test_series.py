import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from content.models import Post
from content.refusal import Refusal
from content.services import drafts, series, submission
from tests.factories.content import PictureFactory, draft, tomorrow


@pytest.fixture
def first(people):
    return draft(people, title="Question of the week", day=tomorrow(people.project), time=dt.time(9))


def occurrences(made):
    return Post.objects.filter(series=made.series).order_by("series_number")


def test_every_occurrence_is_a_draft_of_its_own_at_the_same_wall_clock(people, first):
    PictureFactory(post=first)
    made = series.repeat(post=first, count=4, by=people.manager)
    rows = list(occurrences(made))
    assert [row.day for row in rows] == [first.day + dt.timedelta(weeks=n) for n in range(4)]
    assert {(row.time, row.status, row.text, row.pictures.count()) for row in rows} == {
        (dt.time(9), "draft", first.text, 1)
    }
    assert {target.channel for row in rows for target in row.targets.all()} == {first.targets.get().channel}


def test_an_occurrence_changed_alone_leaves_the_others(people, first):
    made = series.repeat(post=first, count=3, by=people.manager)
    other = made.posts[0]
    drafts.save(post=other, revision=other.revision, by=people.copywriter, changes={"text": "Only this one"})
    assert [row.text == "Only this one" for row in occurrences(made)] == [False, True, False]


def test_this_and_the_following_say_the_same_and_keep_their_days(people, first):
    made = series.repeat(post=first, count=4, by=people.manager)
    second, days = made.posts[0], [row.day for row in occurrences(made)]
    changes = {"text": "New words", "time": dt.time(18)}
    second = drafts.save(post=second, revision=second.revision, by=people.copywriter, changes=changes)
    series.spread(post=second, by=people.copywriter)
    rows = list(occurrences(made))
    assert [(row.text == "New words", row.time.hour) for row in rows] == [(False, 9), *[(True, 18)] * 3]
    assert [row.day for row in rows] == days


def test_what_is_in_review_keeps_its_text_and_that_is_said(people, first):
    made = series.repeat(post=first, count=3, by=people.manager)
    submission.submit(post=made.posts[1], by=people.copywriter)
    one, other = series.spread(post=first, by=people.copywriter, following_only=False)
    assert (one.is_done, other.is_done) == (True, False)
    assert "is in review now" in other.text


def test_ending_puts_later_drafts_away_and_can_be_taken_back(people, first):
    made = series.repeat(post=first, count=4, by=people.manager)
    submission.submit(post=made.posts[2], by=people.copywriter)
    outcomes = series.stop(series=made.series, after=made.posts[0].day, by=people.manager)
    assert [(each.post.series_number, each.is_done) for each in outcomes] == [(3, True), (4, False)]
    assert [row.status for row in occurrences(made)] == ["draft", "draft", "archived", "in_review"]
    series.resume(series=made.series, posts=[outcomes[0].post], by=people.manager)
    assert occurrences(made)[2].status == "draft"


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [({}, "when it ends"), ({"count": 3, "until": dt.date(2030, 1, 1)}, "when it ends"),
     ({"until": dt.date(2020, 1, 1)}, "only once")],
)  # fmt: skip
def test_a_rule_that_makes_no_series_is_refused(people, first, rule, sentence):
    with pytest.raises(Refusal, match=sentence):
        series.repeat(post=first, by=people.manager, **rule)


def test_a_post_without_an_hour_or_in_a_series_does_not_repeat(people, first):
    with pytest.raises(Refusal, match="a day and an hour"):
        series.repeat(post=draft(people), count=3, by=people.manager)
    made = series.repeat(post=first, count=3, by=people.manager)
    with pytest.raises(Refusal, match="repeats already"):
        series.repeat(post=made.posts[0], count=3, by=people.manager)


def test_repeating_is_for_those_who_plan(people, first):
    with pytest.raises(PermissionDenied):
        series.repeat(post=first, count=3, by=people.moderator)
