import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from agency.models import Event, Notification
from agency.transitions import MovedMeanwhile
from content import clock
from content.models import Post, Publication
from content.services import approvals, planning, publications
from content.services.approvals import Voice
from tests.factories.content import draft, submitted, tomorrow, with_client
from tests.factories.projects import AgreementFactory

NINE, TEN = dt.time(9), dt.time(10)


def approved(people, **fields):
    version = with_client(people, **fields)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    return Post.objects.get(pk=version.post_id)


def plan(post, people, *, days=1, time=NINE, by=None, **kwargs):
    by = by or people.manager
    return planning.schedule(post=post, day=tomorrow(people.project, days), time=time, by=by, **kwargs)


def test_schedule_keeps_wall_clock_and_instant(people):
    post = plan(draft(people), people)
    assert (post.time, post.time_zone) == (NINE, "Europe/Kyiv")
    assert post.scheduled_at == clock.instant(post.day, NINE, "Europe/Kyiv")


@pytest.mark.parametrize("role", ["moderator", "approver", "outsider", "foreign_client"])
def test_schedule_is_for_those_who_plan(people, role):
    post = draft(people)
    with pytest.raises(PermissionDenied):
        plan(post, people, by=getattr(people, role))
    assert Post.objects.get(pk=post.pk).day is None


def test_schedule_refuses_the_past(people):
    with pytest.raises(clock.PastTime):
        plan(draft(people), people, days=-1)


def test_an_approved_post_gets_its_first_day_without_asking_again(people):
    post = plan(approved(people), people)
    publication = Publication.objects.get()
    assert post.is_approved_as_is
    assert (publication.due_at, publication.scheduled_for) == (post.scheduled_at, post.scheduled_at)
    assert publication in Publication.objects.scheduled()


def test_another_hour_of_the_day_keeps_the_yes_and_moves_what_waits(people):
    post = approved(people, day=tomorrow(people.project), time=NINE)
    versions = post.versions.count()
    post = plan(post, people, time=TEN)
    assert post.is_approved_as_is
    assert post.versions.count() == versions
    assert Publication.objects.scheduled().get().due_at == post.scheduled_at


def test_another_day_asks_the_client_again(people):
    post = approved(people, day=tomorrow(people.project), time=NINE)
    post = plan(post, people, days=2)
    assert (post.status, post.approved_hash) == ("with_client", "")
    assert not Publication.objects.scheduled().exists()
    assert post.versions.first().snapshot["day"] == tomorrow(people.project, 2).isoformat()
    assert Notification.objects.get(kind="post_changed_after_approval").user == people.manager


def test_another_day_is_ours_where_the_agreement_asks_nobody(people):
    AgreementFactory(client=people.project.client, client_approves=False)
    post = Post.objects.get(pk=with_client(people, day=tomorrow(people.project), time=NINE).post_id)
    post = plan(post, people, days=2)
    assert post.is_approved_as_is
    assert Publication.objects.scheduled().get().due_at == post.scheduled_at


@pytest.mark.parametrize("plan_of", [{"time": TEN}, {"days": 2}])
def test_a_channel_somebody_left_out_stays_out_when_the_plan_changes(people, plan_of):
    AgreementFactory(client=people.project.client, client_approves=False)
    post = Post.objects.get(pk=with_client(people, day=tomorrow(people.project), time=NINE).post_id)
    publications.cancel(publication=Publication.objects.get(), by=people.manager)
    assert plan(post, people, **plan_of).is_approved_as_is
    assert Publication.objects.get().status == "cancelled"


def test_out_of_the_calendar_and_back_to_the_same_day_keeps_the_yes(people):
    post = approved(people, day=tomorrow(people.project), time=NINE)
    post = planning.unschedule(post=post, by=people.manager)
    assert post.is_approved_as_is
    assert not Publication.objects.scheduled().exists()
    post = plan(post, people)
    assert post.is_approved_as_is
    assert Publication.objects.scheduled().count() == 1


def test_out_of_the_calendar_and_back_to_another_day_asks_again(people):
    post = planning.unschedule(post=approved(people, day=tomorrow(people.project), time=NINE), by=people.manager)
    assert plan(post, people, days=3).status == "with_client"


def test_a_day_moved_under_review_is_a_new_version_to_review(people):
    version = submitted(people, day=tomorrow(people.project), time=NINE)
    post = plan(version.post, people, days=2)
    assert post.status == "in_review"
    assert post.versions.first().number == version.number + 1


def test_a_late_yes_does_not_fire_by_itself(people):
    version = with_client(people, day=tomorrow(people.project), time=NINE)
    gone = version.post.scheduled_at - dt.timedelta(days=3)
    Post.objects.filter(pk=version.post_id).update(scheduled_at=gone)
    approvals.approve(version=version, voice=Voice(user=people.approver))
    assert Publication.objects.get().due_at is None
    assert Notification.objects.get(kind="post_needs_time").user == people.manager


@pytest.mark.parametrize(
    ("status", "words"), [("sending", "on its way"), ("published", "out already"), ("unconfirmed", "out already")]
)
def test_what_is_out_keeps_its_time(people, status, words):
    post = approved(people, day=tomorrow(people.project), time=NINE)
    post.publications.update(status=status, remote_id="1")
    with pytest.raises(planning.CannotPlan, match=words):
        plan(post, people, days=2)


def test_moving_over_the_change_of_clocks_keeps_the_hour(people):
    first, second = dt.date(2027, 10, 30), dt.date(2027, 10, 31)
    post = planning.schedule(post=draft(people), day=first, time=NINE, by=people.manager)
    before = post.scheduled_at
    after = planning.schedule(post=post, day=second, time=NINE, by=people.manager).scheduled_at
    assert after - before == dt.timedelta(hours=25)


def test_a_doubled_time_remembers_which(people):
    night = dt.date(2027, 10, 31)
    post = planning.schedule(post=draft(people), day=night, time=dt.time(3, 30), fold=1, by=people.manager)
    assert Post.objects.get(pk=post.pk).fold == 1


def test_send_now_is_due_within_a_minute(people):
    post = planning.send_now(post=approved(people), by=people.manager)
    assert post.scheduled_at - dt.datetime.now(dt.UTC) <= dt.timedelta(minutes=1)
    assert Publication.objects.scheduled().count() == 1


def test_send_now_of_an_unapproved_post_is_refused(people):
    with pytest.raises(MovedMeanwhile, match="Nothing was sent"):
        planning.send_now(post=draft(people), by=people.manager)


def test_send_now_is_not_for_the_copywriter(people):
    with pytest.raises(PermissionDenied):
        planning.send_now(post=approved(people), by=people.copywriter)


def test_the_plan_is_told_as_a_sentence(people):
    plan(draft(people), people)
    event = Event.objects.get(verb="content.post.scheduled")
    assert event.data == {"title": "First spoon", "day": tomorrow(people.project).isoformat(), "time": "09:00"}
