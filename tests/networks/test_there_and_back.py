"""A post's whole way over real servers: approved, out, found when its answer was lost, talked about, answered.

Everything is the house's own: the engine, the collector, the opening of cases, the answering. Only the line is broken.
"""

import datetime as dt
import importlib

import pytest
from django.db.models import F
from django.utils import timezone

from content.models import Metric, Publication
from content.services import measuring
from moderation.models import Case, Reply
from moderation.services.answering import answer
from moderation.tasks import deliver_due, open_cases
from monitoring.models import Source
from monitoring.tasks import collect_due
from projects import delivery
from tests.factories.content import MediaFactory
from tests.factories.people import people_around
from tests.factories.publishing import fresh, outcomes, ready

pytestmark = pytest.mark.django_db(transaction=True)
Status = Publication.Status
TEXT, LINK = "Three signs that the baby is ready for the first spoon", "https://lullaby.example/first-spoon"


@pytest.fixture(params=["mastodon", pytest.param("bluesky_real", marks=pytest.mark.real)])
def rig(request, settings):
    module = importlib.import_module(f"tests.networks.rigs.{request.param}")
    yield from module.running(request, settings)


@pytest.fixture
def publication(rig):
    """Approved and due: words, a picture, a link and a first comment."""
    medium = MediaFactory(project=rig.channel.project)
    picture = {"media": medium.pk, "sha256": medium.sha256, "alt": "A green spoon"}
    own = {"channel": rig.channel.pk, "first_comment": "Recipes below"}
    return ready(channel=rig.channel, text=TEXT, snapshot={"link": LINK, "targets": [own], "pictures": [picture]})


def stands_there_once(rig):
    texts = rig.texts()
    assert len(texts) == 1
    assert texts[0].startswith(TEXT)
    assert "lullaby.example/first-spoon" in texts[0]
    assert (rig.alts(), rig.first_comments()) == (["A green spoon"], ["Recipes below"])
    return True


def collect_again():
    """The collector's next turn, now."""
    Source.objects.update(next_at=timezone.now())
    return collect_due()


def asked_about(rig, publication, text):
    """A stranger's comment, and the case it became."""
    comment = rig.ask(publication.remote_id, text)
    collect_again()
    open_cases()
    return comment, Case.objects.get()


def an_hour_passes():
    """For the counting."""
    hour = dt.timedelta(hours=1)
    Publication.objects.update(measure_at=F("measure_at") - hour)
    Metric.objects.update(at=F("at") - hour)


def test_post_goes_out_once_however_often_the_engine_runs(rig, publication):
    delivery.run(Publication)
    delivery.run(Publication)
    assert (fresh(publication).status, outcomes(publication)) == (Status.PUBLISHED, ["accepted"])
    assert stands_there_once(rig)


@pytest.mark.parametrize("loss", ["lost", "lost_502"])
def test_post_whose_answer_was_lost_is_looked_for_and_stands_there_once(rig, publication, loss):
    rig.fault(loss)
    delivery.run(Publication)
    assert outcomes(publication) == ["unconfirmed", "found"]
    there = fresh(publication)
    assert there.status == Status.PUBLISHED
    assert rig.adapter.remote_id_of(there.remote_url) == there.remote_id
    assert stands_there_once(rig)


def test_post_that_never_arrived_is_looked_for_and_sent_again(rig, publication):
    rig.fault("reset")
    delivery.run(Publication)
    assert outcomes(publication) == ["unconfirmed", "absent", "accepted"]
    assert stands_there_once(rig)


def test_comment_is_collected_becomes_a_case_and_is_answered_once(rig, publication):
    delivery.run(Publication)
    publication = fresh(publication)
    comment, case = asked_about(rig, publication, "Is the spoon washable?")
    assert (case.mention.external_id, case.mention.publication) == (comment, publication)
    answer(case=case, text="At 40 degrees", by=people_around(case.project).moderator)
    rig.fault("lost")
    deliver_due()
    reply = Reply.objects.get()
    assert (reply.status, outcomes(reply)) == (Status.PUBLISHED, ["unconfirmed", "found"])
    assert rig.answers(comment) == ["At 40 degrees"]
    assert Case.objects.get().status == Case.Status.ANSWERED
    assert collect_again() == 0


def test_talk_is_counted_for_the_publication_even_if_it_was_looked_for_too_early(rig, publication):
    delivery.run(Publication)
    measuring.collect()
    asked_about(rig, fresh(publication), "Is the spoon washable?")
    an_hour_passes()
    measuring.collect()
    assert publication.metrics.latest("at").comments == 2
