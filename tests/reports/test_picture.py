import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.models import Post, Slot
from monitoring.models import MentionDay
from projects.models import Project
from reports.hands import with_hands
from reports.picture import the_picture
from reports.views.picture import headline
from tests.factories.agency import HeadFactory
from tests.factories.content import PostFactory, PublicationFactory
from tests.factories.projects import ChannelFactory, GoalFactory, ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return HeadFactory()


def seen_by(head):
    return the_picture(list(with_hands(Project.objects.visible_to(head), head)))


def row_of(project, head):
    picture = seen_by(head)
    return next(row for row in [*picture.running, *picture.small] if row.project == project)


def tomorrow(project, **fields):
    day = timezone.localdate() + dt.timedelta(days=1)
    at = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return PostFactory(project=project, day=day, time=dt.time(12), scheduled_at=at, **fields)


def test_projects_that_need_a_hand_stand_first(head):
    ProjectFactory(name="Calm")
    troubled = SeatFactory(user=None, project=ProjectFactory(name="Troubled")).project

    picture = seen_by(head)

    assert [row.project for row in picture.need_hand] == [troubled]
    assert [row.project.name for row in picture.well] == ["Calm"]


@pytest.mark.parametrize(
    ("status", "state"), [(Post.Status.DRAFT, "draft"), (Post.Status.APPROVED, "full"), (Post.Status.IN_REVIEW, "full")]
)
def test_a_day_shows_how_far_its_posts_are(head, status, state):
    project = ProjectFactory()
    tomorrow(project, status=status)

    assert row_of(project, head).week[0][1] == state


def test_an_empty_slot_is_a_gap_and_a_day_without_one_is_rest(head):
    project = ProjectFactory()
    day = timezone.localdate() + dt.timedelta(days=1)
    Slot.objects.create(project=project, weekday=day.weekday(), time=dt.time(12))

    week = row_of(project, head).week

    assert [state for _, state in week] == ["gap", *["off"] * 6]


def test_the_mix_is_the_share_of_emotional_posts(head):
    project = ProjectFactory()
    out = {"status": "published", "remote_id": "1", "published_at": timezone.now() - dt.timedelta(days=1)}
    PublicationFactory(post=PostFactory(project=project, value_kind=Post.Value.EMOTIONAL), **out)
    for _ in range(3):
        PublicationFactory(post=PostFactory(project=project), **out)

    assert row_of(project, head).emotional == 25


def test_tones_come_from_the_roll_up_by_day(head):
    project = ProjectFactory()
    MentionDay.objects.create(
        project=project, day=timezone.localdate(), media_type="social", tonality="positive", count=7
    )

    assert row_of(project, head).spark[-1] == (7, 0)
    assert seen_by(head).positive_today == 100


def test_the_headline_is_the_answer(head):
    ProjectFactory.create_batch(2)
    SeatFactory(user=None)

    assert headline(seen_by(head)) == "Two projects are well. One needs a hand."


def test_planned_and_small_projects_stand_aside(head):
    ProjectFactory(stage=Project.Stage.PLANNED)
    ProjectFactory(size=Project.Size.SMALL)

    picture = seen_by(head)

    assert (len(picture.planned), len(picture.small), picture.running) == (1, 1, [])


def test_only_the_head_sees_the_picture(client, people):
    client.force_login(people.manager)

    assert client.get(reverse("reports:picture")).status_code == 403


def busy_project():
    project = ProjectFactory()
    GoalFactory(project=project)
    SeatFactory(project=project)
    ChannelFactory(project=project, state="broken")
    tomorrow(project)


def test_three_projects_cost_as_many_queries_as_one(client, head, django_assert_num_queries):
    client.force_login(head)
    busy_project()
    client.get(reverse("reports:picture"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("reports:picture"))
    busy_project()
    busy_project()

    with django_assert_num_queries(len(one)):
        client.get(reverse("reports:picture"))
    assert len(one) <= 12
