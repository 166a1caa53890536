import pytest
from django.db import DatabaseError, connection, transaction

from agency import audit
from agency.models import Event
from tests.factories.agency import HeadFactory, UserFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    head = HeadFactory(name="Marta Hnatiuk")
    return audit.record("agency.user.join", UserFactory(), by=head, name="Olena")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agency_event SET actor_name = 'nobody'",
        "UPDATE agency_event SET data = '{}'",
        "DELETE FROM agency_event",
    ],
)
def test_the_database_refuses_to_alter_the_log(event, statement):
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Event.objects.get().actor_name == "Marta Hnatiuk"


def test_an_event_cannot_be_saved_again(event):
    event.verb = "agency.user.invite"

    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        event.save()


def test_a_person_in_the_log_cannot_be_deleted(event):
    with pytest.raises(DatabaseError), transaction.atomic():
        event.actor.delete()


def test_record_refuses_a_verb_without_a_sentence():
    with pytest.raises(KeyError):
        audit.record("agency.user.vanish", UserFactory())


def test_record_belongs_to_the_transaction_of_the_change():
    user = UserFactory()

    with transaction.atomic():
        audit.record("agency.user.join", user, by=user, name=user.name)
        transaction.set_rollback(True)

    assert not Event.objects.exists()


def test_sentence_speaks_of_who_it_was_then(event):
    event.actor.name = "Marta Shevchenko"
    event.actor.save(update_fields=["name"])

    assert Event.objects.get().sentence == "Olena joined"


def test_sentence_survives_missing_words():
    event = audit.record("agency.user.change_role", UserFactory(), by="somebody without an account")

    assert event.sentence == "somebody without an account made … …"


def test_a_project_knows_its_own_events():
    project = ProjectFactory()

    audit.record("agency.user.join", project, name="A")

    assert Event.objects.of_project(project.pk).get().actor_name == "Rapport"
