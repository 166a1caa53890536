import datetime as dt

import pytest
from django.utils import timezone

from content.models import Post
from monitoring.models import Alert
from projects.models import Channel, Project
from reports.troubles import Kind, troubles_of
from tests.factories.content import PostFactory, PublicationFactory
from tests.factories.moderation import CaseFactory
from tests.factories.monitoring import MentionFactory, SourceFactory
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db


def kinds(project):
    return [trouble.kind for trouble in troubles_of([project]).get(project.pk, [])]


def in_hours(hours):
    return timezone.now() + dt.timedelta(hours=hours)


def planned_post(project, hours, **fields):
    at = in_hours(hours)
    return PostFactory(project=project, scheduled_at=at, day=at.date(), time=at.time(), **fields)


def late_case(project):
    source = SourceFactory(channel=ChannelFactory(project=project))
    return CaseFactory(mention=MentionFactory(source=source), answer_due_at=in_hours(-1))


def test_a_quiet_project_has_no_trouble():
    assert troubles_of([ProjectFactory()]) == {}


def test_late_answers_of_a_project_are_one_trouble():
    project = ProjectFactory()
    late_case(project)
    late_case(project)

    trouble = troubles_of([project])[project.pk][0]

    assert (trouble.kind, trouble.sentence) == (Kind.LATE_ANSWERS, "2 people have waited longer than agreed.")


def test_troubles_stand_worst_first():
    project = ProjectFactory()
    SeatFactory(project=project, user=None)
    ChannelFactory(project=project, state=Channel.State.BROKEN)
    Alert.objects.create(project=project, kind=Alert.Kind.NEGATIVE_SPIKE, count=40)

    assert kinds(project) == [Kind.NEGATIVE_SPIKE, Kind.BROKEN_CHANNEL, Kind.EMPTY_SEAT]


@pytest.mark.parametrize(("status", "kind"), [("failed", Kind.FAILED_POST), ("unconfirmed", Kind.UNCONFIRMED_POST)])
def test_a_post_that_did_not_get_through_is_a_trouble(status, kind):
    publication = PublicationFactory(status=status)

    assert kinds(publication.project) == [kind]


def test_tomorrows_unapproved_post_is_a_trouble_and_an_approved_one_is_not():
    project = ProjectFactory()
    planned_post(project, 20, status=Post.Status.WITH_CLIENT)
    planned_post(project, 20, status=Post.Status.APPROVED)
    planned_post(project, 80)

    assert kinds(project) == [Kind.NOT_APPROVED]


def test_a_planned_project_may_have_empty_seats():
    project = ProjectFactory(stage=Project.Stage.PLANNED)
    SeatFactory(project=project, user=None)

    assert kinds(project) == []


def test_closed_alarms_are_over():
    project = ProjectFactory()
    Alert.objects.create(project=project, kind=Alert.Kind.NEGATIVE_SPIKE, count=40, closed_at=timezone.now())

    assert kinds(project) == []


def test_many_projects_cost_one_query(django_assert_num_queries):
    projects = [late_case(ProjectFactory()).project for _ in range(3)]

    with django_assert_num_queries(1):
        troubles_of(projects)
