"""Each source has its turn, whatever another one answers."""

import datetime as dt

import pytest

from monitoring.models import Source
from monitoring.services.collecting import claim_due, collect
from monitoring.tasks import collect_due
from projects import networks
from projects.networks.base import CommentPage, CredentialsExpired, RemoteComment
from tests.factories.monitoring import SourceFactory

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 10, 14, 22, 30, tzinfo=dt.UTC)
SAID = RemoteComment(external_id="c1", text="Is it washable?", published_at=AT, author_id="a1", author_name="Oksana")


@pytest.fixture
def talk(monkeypatch):
    """What is said on each channel, by its number; an error is raised instead."""
    spoken = {}

    class Talk:
        def __init__(self, channel):
            self.heard = spoken.get(channel.pk, [])

        def comments(self, *, cursor):
            if isinstance(self.heard, Exception):
                raise self.heard
            return CommentPage(comments=self.heard, cursor={"at": 1})

        def check(self):
            raise KeyError("id")

    monkeypatch.setitem(networks._loaded, "playground", Talk)
    return spoken


NONSENSE = [AttributeError("'list' object has no attribute 'get'"), KeyError("id"), CredentialsExpired("No.")]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_source_that_answers_nonsense_holds_up_no_other(talk, nonsense):
    sly, other = SourceFactory(), SourceFactory()
    Source.objects.filter(pk=sly.pk).update(next_at=AT)
    talk[sly.channel_id], talk[other.channel_id] = nonsense, [SAID]
    collect_due()
    assert other.mentions.count() == 1


def test_source_that_answers_nonsense_waits_longer_each_time_and_says_why(talk):
    sly = SourceFactory()
    talk[sly.channel_id] = KeyError("id")
    for source in claim_due():
        collect(source)
    sly.refresh_from_db()
    assert (sly.failures, sly.trouble[:8], claim_due()) == (1, "Rapport ", [])


def test_comment_that_cannot_be_kept_does_not_come_again(talk):
    source = SourceFactory()
    talk[source.channel_id] = [RemoteComment(**vars(SAID) | {"external_id": "c" * 201}), SAID]
    collect(source)
    source.refresh_from_db()
    assert (source.mentions.count(), source.cursor, source.failures) == (1, {"at": 1}, 0)
