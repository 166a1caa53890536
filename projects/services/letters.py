"""The answer to a lead leaves by mail once the time to take it back has passed."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from projects.models import Lead

AT_ONCE = 20


def send_due_letters() -> int:
    """Mail what is due, each letter in a transaction of its own; says how many left. Two at once share the work."""
    sent = 0
    while sent < AT_ONCE and _send_next():
        sent += 1
    return sent


@transaction.atomic
def _send_next() -> bool:
    lead = Lead.objects.with_due_letter().select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if lead is None:
        return False
    letter_to(lead).send()
    lead.letter_sent_at = timezone.now()
    lead.save(update_fields=["letter_sent_at"])
    return True


def letter_to(lead: Lead) -> EmailMessage:
    """The decision as its contact reads it. The same letter has the same Message-ID, should it leave twice."""
    moment = int(lead.decided_at.timestamp()) if lead.decided_at else 0
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    return EmailMessage(
        subject=f"{lead.company} and social networks",
        body=render_to_string("projects/mail/lead_answer.txt", {"lead": lead}),
        to=[lead.contact_email],
        headers={"Message-ID": f"<lead-{lead.pk}-{moment}@{domain}>"},
    )
