import io

import pytest
from django.core.management import CommandError, call_command

from agency.models import User
from content.models import DraftRevision, HashtagGroup, Post, PostImport, PostTemplate
from content.selectors import failures
from moderation.models import Case, Reply
from monitoring.models import Alert, Mention
from projects.models import Channel, Pause, Project, Seat
from tests.factories.agency import UserFactory

pytestmark = pytest.mark.django_db


def demo(*options):
    said = io.StringIO()
    call_command("demo", *options, stdout=said)
    return said.getvalue()


def test_the_demo_is_alive_and_built_once():
    demo()
    posts = Post.objects.count()

    assert "there already" in demo()
    assert Post.objects.count() == posts > 300
    assert dict(Project.objects.values_list("size", "pk").distinct()).keys() == {"main", "small"}
    assert Project.objects.filter(stage="active", size="main").count() == 12
    assert set(Post.objects.values_list("status", flat=True)) >= {"draft", "in_review", "with_client", "approved"}
    assert set(Mention.objects.values_list("language", flat=True)) >= {"ru", "uk", "en"}
    assert Mention.objects.count() > 3_000
    assert Case.objects.waiting().exists()
    assert Alert.objects.filter(kind="negative_spike").exists()
    assert Channel.objects.filter(state="broken").exists()
    assert {row["cause"].name for row in failures.counts(User.objects.get(role="head"))} == {
        *("captcha", "by_hand", "unconfirmed", "stopped", "access", "network", "refused")
    }
    assert Reply.objects.asked().get().picture_url.endswith(".svg")
    assert [pause.project.slug for pause in Pause.objects.active()] == ["yoga-loft"]
    assert sorted(PostImport.objects.get().rows.values_list("outcome", flat=True)) == ["bad"] * 3 + ["made"] * 3
    assert (PostTemplate.objects.count(), HashtagGroup.objects.count()) == (2, 2)
    assert DraftRevision.objects.filter(post__targets__link__contains="utm_source=square").count() >= 3
    assert Seat.objects.filter(user=None, project__stage="active").exists()


def test_a_database_somebody_works_in_is_left_alone():
    UserFactory()

    with pytest.raises(CommandError, match="people in this database already"):
        demo()
    assert demo("--if-empty") == ""
    assert User.objects.count() == 1


def test_no_demo_in_production(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="not a demo installation"):
        demo()
