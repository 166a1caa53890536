import datetime as dt

import pytest
from django.utils import timezone

from moderation.models import Case, Relationship
from moderation.services.opening import open_cases
from projects.models import Project
from tests.factories.monitoring import AuthorFactory, MentionFactory, SourceFactory
from tests.factories.projects import AgreementFactory, ChannelFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def test_a_negative_and_a_question_become_cases_and_praise_does_not():
    MentionFactory(tonality="negative")
    MentionFactory(tonality="neutral", is_question=True)
    MentionFactory(tonality="positive")

    assert open_cases() == 2
    assert set(Case.objects.values_list("reason", flat=True)) == {"negative", "question"}


def test_opening_twice_opens_once():
    MentionFactory()

    assert [open_cases(), open_cases()] == [1, 0]


@pytest.mark.parametrize("fields", [{"is_promo": True}, {"category": "spam"}, {"is_deleted": True}])
def test_what_needs_no_answer_opens_nothing(fields):
    MentionFactory(**fields)

    assert open_cases() == 0


def test_a_paused_project_opens_nothing():
    project = ProjectFactory(stage=Project.Stage.PAUSED)
    MentionFactory(source=SourceFactory(channel=ChannelFactory(project=project)))

    assert open_cases() == 0


def test_deadlines_come_from_the_agreement():
    mention = MentionFactory(published_at=timezone.now().replace(hour=10, minute=0))
    AgreementFactory(client=mention.project.client, first_answer_minutes=15, solve_hours=2)

    open_cases()

    case = Case.objects.get()
    assert case.answer_due_at - mention.published_at == dt.timedelta(minutes=15)
    assert case.solve_due_at - mention.published_at == dt.timedelta(hours=2)


def test_a_complaint_of_a_loud_voice_comes_first():
    author = AuthorFactory(followers=20_000)
    MentionFactory(author=author, project=author.project, source__channel__project=author.project)
    MentionFactory(tonality="neutral", is_question=True)

    open_cases()

    assert list(Case.objects.order_by("priority").values_list("priority", flat=True)) == [0, 2]


def test_whoever_speaks_stands_on_the_ladder():
    mention = MentionFactory()

    open_cases()

    assert Relationship.objects.get(author=mention.author).get_rung_display() == "Commented or shared"
