import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from content.models import Metric, Publication
from monitoring.models import MentionDay
from reports.goal_report import report_of
from tests.factories.agency import HeadFactory
from tests.factories.content import PublicationFactory
from tests.factories.moderation import CaseFactory
from tests.factories.monitoring import MentionFactory, SourceFactory
from tests.factories.projects import ChannelFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def figures(project):
    return {figure.name: (figure.value, figure.formula) for figure in report_of(project).figures}


def published(project, **fields):
    return PublicationFactory(
        post__project=project, status="published", remote_id="p1", published_at=timezone.now(), **fields
    )


def test_nothing_happened_is_said_as_such():
    assert figures(ProjectFactory())["Engagement rate"] == ("–", "No post of these days has been counted yet")


def test_engagement_is_actions_by_followers_of_the_newest_count():
    project = ProjectFactory()
    publication = published(project)
    now = timezone.now()
    Metric.objects.create(
        publication=publication, at=now - dt.timedelta(hours=5), likes=1, comments=0, shares=0, followers=1000
    )
    Metric.objects.create(publication=publication, at=now, likes=30, comments=8, shares=2, followers=1000)

    assert figures(project)["Engagement rate"] == ("4.0%", "actions ÷ followers, mean of 1 posts with 40 actions")


def test_engagement_takes_counts_by_hand_and_says_so():
    project = ProjectFactory()
    Metric.objects.create(
        publication=published(project), at=timezone.now(), day=project.today, by=HeadFactory(), source="by_hand",
        likes=30, clicks=10, followers=1000,
    )  # fmt: skip
    Metric.objects.create(publication=published(project), at=timezone.now(), likes=20, followers=1000)

    assert figures(project)["Engagement rate"] == (
        "3.0%",
        "actions ÷ followers, mean of 2 posts with 60 actions; 1 counted by hand",
    )


def test_pages_nobody_listens_to_and_posts_nobody_counts_are_said():
    project = ProjectFactory()
    ChannelFactory(project=project, network="forum", name="Mums")
    published(project)
    Publication.objects.update(published_at=timezone.now() - dt.timedelta(days=2))

    assert report_of(project).unknown == [
        "What people say on Mums is not collected: we publish there by hand.",
        "One publication has no counts yet.",
    ]


def test_tone_is_the_share_of_organic_mentions():
    project = ProjectFactory()
    day = timezone.localdate()
    for tonality, count in (("positive", 71), ("neutral", 20), ("negative", 9)):
        MentionDay.objects.create(project=project, day=day, media_type="social", tonality=tonality, count=count)

    assert figures(project)["Positive mentions"] == ("71%", "71 positive of 100 organic mentions")


def test_answers_in_time_are_counted_against_the_agreed_deadline():
    source = SourceFactory()
    now = timezone.now()
    for answered in (now, now + dt.timedelta(hours=3), None):
        mention = MentionFactory(source=source)
        CaseFactory(mention=mention, answered_at=answered, answer_due_at=now + dt.timedelta(hours=1))

    assert figures(source.project)["First answers in time"] == ("33%", "1 of 3 within the agreed time")


def test_what_is_not_known_is_said():
    source = SourceFactory(failures=3, trouble="VKontakte does not answer.")
    ChannelFactory(project=source.project, state="broken", name="Lost page")

    unknown = report_of(source.project).unknown

    assert "VKontakte does not answer." in unknown[0]
    assert unknown[1].startswith("Lost page on Playground is not connected")


def test_the_client_reads_the_report_of_their_own_project_only(client, people):
    client.force_login(people.approver)

    assert client.get(reverse("reports:project-report", args=[people.project.slug])).status_code == 200
    assert client.get(reverse("reports:project-report", args=[ProjectFactory().slug])).status_code == 404
