"""The crisis switch, as the engine sees it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from agency.models import Event, Notification
from agency.transitions import MovedMeanwhile
from content.models import Publication
from content.services import publications
from moderation.models import Reply
from projects.delivery import run
from projects.models import Pause
from projects.services import pauses
from tests.factories.moderation import ReplyFactory
from tests.factories.people import people_around
from tests.factories.projects import ChannelFactory
from tests.factories.publishing import fresh, ready

pytestmark = pytest.mark.django_db
Status = Publication.Status
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def people():
    return people_around()


def of(people, **fields):
    return ready(channel=ChannelFactory(project=people.project), **fields)


def stop(people, scope="agency", **fields):
    return pauses.stop(scope=scope, reason="A leak.", by=people.head, **fields)


def was(people, *, since, until, **fields):
    """A pause of the agency that ended by itself: both so many minutes ago."""
    now = timezone.now()
    times = {"since": now - since * MINUTE, "until": now - until * MINUTE}
    return Pause.objects.create(scope="agency", reason="A leak.", by=people.head, **times | fields)


@pytest.mark.parametrize("scope", ["agency", "client", "network", "project"])
def test_nothing_in_the_scope_leaves_and_the_rest_goes_on(network, people, scope):
    mine, other = of(people), ready()
    named = {"client": {"client": people.project.client}, "project": {"project": people.project}}
    stop(people, scope, **named.get(scope, {"network": "playground"} if scope == "network" else {}))
    run(Publication)
    spared = Status.PUBLISHED if scope in ("client", "project") else Status.WAITING
    assert (fresh(mine).status, fresh(other).status) == (Status.WAITING, spared)


def test_what_is_planned_for_later_goes_at_its_time_when_publishing_goes_on(network, people):
    publication = of(people, due_in=3600)
    pauses.resume(pause=stop(people), by=people.head)
    Publication.objects.update(due_at=timezone.now())
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_what_came_due_is_put_aside_and_never_goes_by_itself(network, people):
    publication = of(people)
    pause = stop(people)
    run(Publication)
    pauses.resume(pause=pause, by=people.head)
    run(Publication)
    row = fresh(publication)
    assert (row.kept_back_by, row.due_at, row.is_kept_back, row.needs_person, network.sent) == (
        pause,
        None,
        True,
        True,
        [],
    )


def test_what_came_due_is_put_aside_even_if_no_worker_lived_until_the_pause_was_over(network, people):
    publication = of(people, due_in=-30)
    pause = was(people, since=5, until=0.1)
    run(Publication)
    assert (fresh(publication).kept_back_by, network.sent) == (pause, [])


def test_what_came_due_after_the_pause_had_ended_by_itself_goes(network, people):
    publication = of(people, due_in=-30)
    was(people, since=5, until=1)
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_put_aside_one_goes_when_somebody_says_now(network, people):
    publication = of(people)
    pause = stop(people)
    run(Publication)
    with pytest.raises(ValidationError, match="Publishing is stopped: A leak"):
        publications.send_now(publication=fresh(publication), by=people.manager)
    pauses.resume(pause=pause, by=people.head)
    publications.send_now(publication=fresh(publication), by=people.manager)
    run(Publication)
    assert fresh(publication).status == Status.PUBLISHED


def test_answers_go_on_unless_they_are_stopped_too(network, people):
    stop(people)
    ReplyFactory(due_at=timezone.now())
    run(Reply)
    pauses.resume(pause=Pause.objects.get(), by=people.head)
    stop(people, answers_too=True)
    ReplyFactory(due_at=timezone.now())
    run(Reply)
    outcomes = [(row.status, row.error_kind) for row in Reply.objects.order_by("pk")]
    assert outcomes == [("published", ""), ("failed", "paused")]


def test_everybody_concerned_is_told_and_it_is_written_down(people):
    pause = stop(people, "project", project=people.project)
    told = Notification.objects.filter(kind="publishing_stopped")
    assert {note.user for note in told} == {people.manager, people.copywriter, people.moderator}
    assert (told[0].body, told[0].url) == (f"{people.head}: A leak.", pause.get_absolute_url())
    assert Event.objects.about(pause).get().data["reason"] == "A leak."


def test_manager_stops_their_project_and_nothing_wider(people):
    pauses.stop(scope="project", project=people.project, reason="A leak.", by=people.manager)
    for scope in ({"scope": "agency"}, {"scope": "client", "client": people.project.client}):
        with pytest.raises(PermissionDenied):
            pauses.stop(**scope, reason="A leak.", by=people.manager)
    with pytest.raises(PermissionDenied):
        pauses.stop(scope="project", project=people.project, reason="A leak.", by=people.copywriter)


def test_same_scope_is_stopped_once_and_goes_on_once(people):
    pause = stop(people)
    with pytest.raises(ValidationError, match="stopped already"):
        stop(people)
    pauses.resume(pause=pause, by=people.head)
    with pytest.raises(MovedMeanwhile):
        pauses.resume(pause=pause, by=people.head)


@pytest.mark.parametrize(("field", "value"), [("reason", "  "), ("until", timezone.now() - MINUTE)])
def test_pause_without_a_reason_or_with_an_end_gone_by_is_refused(people, field, value):
    with pytest.raises(ValidationError) as refused:
        pauses.stop(**{"scope": "agency", "reason": "A leak.", "by": people.head} | {field: value})
    assert field in refused.value.message_dict


def test_database_refuses_a_scope_without_its_name(people):
    with pytest.raises(IntegrityError, match="pause_has_its_scope"):
        Pause.objects.create(scope="project", reason="A leak.", by=people.head)
