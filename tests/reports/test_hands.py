import datetime as dt

import pytest
from django.utils import timezone

from content.models import Post
from projects.models import Project
from reports.hands import with_hands
from tests.factories.agency import HeadFactory
from tests.factories.content import PostFactory
from tests.factories.moderation import CaseFactory
from tests.factories.monitoring import MentionFactory, SourceFactory
from tests.factories.projects import ChannelFactory, ProjectFactory, SeatFactory

pytestmark = pytest.mark.django_db


def hands(project, user=None):
    return with_hands(Project.objects.filter(pk=project.pk), user or HeadFactory()).get()


def late_case(project):
    mention = MentionFactory(source=SourceFactory(channel=ChannelFactory(project=project)))
    return CaseFactory(mention=mention, answer_due_at=timezone.now() - dt.timedelta(minutes=1))


def test_a_quiet_project_needs_no_hand():
    quiet = hands(ProjectFactory())

    assert (quiet.waiting, quiet.late, quiet.to_review, quiet.needs_hand) == (0, 0, 0, False)


def test_a_late_answer_needs_a_hand_and_counts_stay_apart():
    project = ProjectFactory()
    for _ in range(2):
        late_case(project)
    for _ in range(3):
        PostFactory(project=project, status=Post.Status.IN_REVIEW)

    found = hands(project)

    assert (found.waiting, found.late, found.to_review, found.needs_hand) == (2, 2, 3, True)


def test_my_own_post_does_not_wait_for_my_review():
    post = PostFactory(status=Post.Status.IN_REVIEW)

    assert hands(post.project, post.author).to_review == 0


def test_an_empty_seat_of_a_running_project_needs_a_hand():
    seat = SeatFactory(user=None)

    assert hands(seat.project).needs_hand


def test_an_empty_seat_of_a_planned_project_does_not():
    seat = SeatFactory(user=None, project=ProjectFactory(stage=Project.Stage.PLANNED))

    assert not hands(seat.project).needs_hand


def test_a_neighbours_trouble_is_not_mine():
    late_case(ProjectFactory())

    assert not hands(ProjectFactory()).needs_hand
