import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from projects.models import Lead
from projects.services import leads, letters
from tests.factories.agency import HeadFactory
from tests.factories.projects import ClearLeadFactory, LeadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return HeadFactory(name="Marta Hnatiuk", job="SMM head")


def let_a_minute_pass():
    Lead.objects.update(letter_after=timezone.now() - dt.timedelta(seconds=1))


def decline(head, **lead):
    declined = ClearLeadFactory(**lead)
    leads.decline_lead(
        lead=declined, by=head, reason="Your competitors are there & nobody talks.", better_purpose="Ask about hiring."
    )
    return declined


def test_letter_waits_while_the_decision_can_be_taken_back(head):
    decline(head)
    assert letters.send_due_letters() == 0


def test_letter_carries_the_reason_and_the_better_purpose(head):
    decline(head, company="Pidiom lifts", contact_email="kozak@example.com")
    let_a_minute_pass()
    letters.send_due_letters()
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["kozak@example.com"], "Pidiom lifts and social networks")
    assert letter.body == (
        "Mr Kozak,\n\nYour competitors are there & nobody talks.\n\nAsk about hiring.\n\nMarta Hnatiuk, SMM head\n"
    )


def test_letter_says_when_we_come_back(head):
    lead = ClearLeadFactory()
    leads.postpone_lead(lead=lead, by=head, until=dt.date.today() + dt.timedelta(days=30), reason="Full until then.")
    lead.until = dt.date(2027, 4, 1)
    assert "We come back to it on 1 April 2027." in letters.letter_to(lead).body


def test_letter_leaves_once(head):
    decline(head)
    let_a_minute_pass()
    assert (letters.send_due_letters(), letters.send_due_letters(), len(mail.outbox)) == (1, 0, 1)


def test_letter_that_left_twice_would_have_one_id(head):
    lead = decline(head)
    ids = {letters.letter_to(lead).extra_headers["Message-ID"] for _ in range(2)}
    assert len(ids) == 1


def test_no_address_no_letter(head):
    decline(head, contact_email="")
    let_a_minute_pass()
    assert Lead.objects.get().letter_sent_at is None
    assert LeadFactory().letter_after is None


def test_letter_the_post_refused_stays_due(head, settings):
    decline(head)
    let_a_minute_pass()
    settings.EMAIL_BACKEND = "no.such.Backend"
    with pytest.raises(ImportError):
        letters.send_due_letters()
    assert Lead.objects.with_due_letter().count() == 1
