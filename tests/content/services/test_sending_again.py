import datetime as dt

import pytest

from content.models import Publication
from content.services import approvals, publications
from content.services.approvals import Voice
from tests.content.services.test_approvals import edited_and_passed_again
from tests.factories.content import tomorrow, with_client
from tests.factories.people import people_around


@pytest.fixture
def people(db):
    return people_around()


def test_what_was_approved_anew_while_nobody_knew_can_be_sent_when_a_person_found_that_it_is_not_there(people):
    version = with_client(people, day=tomorrow(people.project), time=dt.time(9))
    voice = Voice(user=people.approver)
    approvals.approve(version=version, voice=voice)
    Publication.objects.update(status="unconfirmed", error_kind="unconfirmed", due_at=None)
    newer = edited_and_passed_again(version, people, "Four signs")
    approvals.approve(version=newer, voice=voice)
    publications.retry(publication=Publication.objects.get(), by=people.manager)
    assert Publication.objects.get().content_hash == newer.content_hash
