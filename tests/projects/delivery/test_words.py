import pytest
from django.db import connection

from content.models import Attempt, Publication
from projects.delivery import liveness
from projects.delivery_words import attempt_sentence
from projects.models import Project
from tests.factories.projects import ChannelFactory, ProjectFactory
from tests.factories.publishing import ready

pytestmark = pytest.mark.django_db
Status = Publication.Status


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_in": 30}, "It goes out within a minute."),
        ({"due_in": 3 * 3600 + 60}, "It goes out in 3\xa0hours."),
        ({"due_at": None}, "It has no time yet."),
        ({"due_in": -7200}, "Its time passed. Send it now, or give it a new time."),
        ({"due_in": 230, "error_kind": "unavailable", "error_text": "Playground cannot be reached."},
         "Rapport tries again in 3\xa0minutes. Playground cannot be reached."),
        ({"status": Status.SENDING}, "It is on its way to the network this moment."),
        ({"status": Status.UNCONFIRMED, "due_in": 20},
         "Rapport looks for it on the page again within a minute. It is not sent twice."),
        ({"status": Status.UNCONFIRMED, "due_at": None},
         "Look at the page yourself. If it is there, give its address; if it is not, send it again."),
        ({"status": Status.FAILED},
         "Nothing of it is on the network. Send it again, or publish it there by hand and give its address."),
        ({"status": Status.PUBLISHED, "remote_id": "1"}, "It is out. Nothing is left to do."),
        ({"status": Status.CANCELLED}, "It is not sent."),
        ({"status": Status.CANCELLED, "error_kind": "unconfirmed"},
         "It is not sent again. Whether it had gone out, nobody knows: if it is there, give its address."),
        ({"status": Status.PUBLISHED, "remote_id": "1", "error_kind": "cancelled"},
         "Delete it there if nobody shall see it. While it stays, its comments are read and it is counted."),
    ],
)  # fmt: skip
def test_next_step_says_who_does_what(fields, words):
    assert ready(**fields).next_step == words


def test_next_step_of_a_paused_project_names_the_pause():
    project = ProjectFactory(name="Lullaby", stage=Project.Stage.PAUSED)
    publication = ready(channel=ChannelFactory(project=project), due_in=30)
    assert publication.next_step == "Lullaby is paused. Nothing is sent until it runs."


@pytest.mark.parametrize(
    ("outcome", "is_look", "text", "words"),
    [
        ("started", False, "", "On its way."),
        ("accepted", False, "", "Playground took it."),
        ("accepted", False, "The first comment is missing.", "Playground took it. The first comment is missing."),
        ("rejected", False, "Too long.", "Playground refused it: Too long."),
        ("unconfirmed", False, "No answer.", "The answer was lost: No answer."),
        ("found", True, "", "Rapport looked and found it there."),
        ("absent", True, "", "Rapport looked and it is not there."),
        ("unavailable", True, "No answer.", "Rapport could not look: No answer."),
    ],
)
def test_attempt_is_told_in_a_sentence(outcome, is_look, text, words):
    assert attempt_sentence(Attempt(outcome=outcome, is_look=is_look, text=text), "Playground") == words


@pytest.mark.parametrize("outcome", Attempt.Outcome.values)
@pytest.mark.parametrize("is_look", [True, False])
def test_every_outcome_has_a_sentence(outcome, is_look):
    if is_look or outcome not in ("found", "absent"):
        assert attempt_sentence(Attempt(outcome=outcome, is_look=is_look), "Playground").endswith((".", ": "))


def test_one_process_watches_at_a_time():
    with liveness.watching("somebody") as first:
        pid = liveness.key()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s", [liveness.WATCHES]
            )
            held = cursor.fetchone()[0]
    assert (first, held, pid) == (True, 1, liveness.key())


def test_watch_held_elsewhere_is_left_to_the_other():
    number = liveness.number_of("somebody")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [liveness.WATCHES, number])
    with liveness.watching("somebody") as first:
        assert not first
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [liveness.WATCHES, number])
