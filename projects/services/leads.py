"""A lead arrives, its answers are written down, and somebody decides."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.notifications import notify
from agency.permissions import Role
from agency.transitions import MovedMeanwhile, move
from projects.models import Client, Lead, Project
from projects.services.projects import open_from_lead

ANSWERS = (
    "goal_kind", "why", "kpi_name", "kpi_baseline", "kpi_target", "kpi_due_on", "audience", "tools",
)  # fmt: skip
FACTS = ("company", "contact_name", "contact_email", "about", "words")
TIME_TO_UNDO = dt.timedelta(minutes=1)


@transaction.atomic
def receive_lead(*, by: User | None = None, **said: Any) -> Lead:
    """Write down who came and what they said (:data:`FACTS`); the heads hear of it. ``by`` None: they wrote to us."""
    lead = Lead.objects.create(brought_by=by, **{name: said.get(name, "").strip() for name in FACTS})
    audit.record("projects.lead.receive", lead, by=by or lead.contact_name or lead.company, company=lead.company)
    _tell_heads(lead, key=f"lead:{lead.pk}", title=f"{lead.company} asks for us", but=by)
    return lead


@transaction.atomic
def write_answers(*, lead: Lead, by: User, answers: Mapping[str, Any]) -> Lead:
    """Keep the answers given so far, clear or not (names of :data:`ANSWERS` and :data:`FACTS`).

    Raises MovedMeanwhile once the lead is decided.
    """
    kept = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    if not kept.is_open:
        raise MovedMeanwhile(f"“{kept}” is decided: {kept.get_status_display().lower()}. Reopen it to change answers.")
    changed = {name: value for name, value in answers.items() if getattr(kept, name) != value}
    for name, value in changed.items():
        setattr(kept, name, value)
        setattr(lead, name, value)
    kept.save(update_fields=list(changed))
    return kept


@transaction.atomic
def accept_lead(*, lead: Lead, by: User, client: Client | None = None, reason: str = "") -> Project:
    """Yes: a client (or the one given), a planned project, its main goal and three empty seats, all or nothing.

    Raises ValidationError while an answer is not clear, MovedMeanwhile when somebody was faster.
    """
    gate = lead.gate
    if not gate.is_open:
        raise ValidationError(
            f"Yes opens when all four answers are clear; {gate.answered} of 4 are. Ask: {' '.join(gate.questions)}",
            code="gate_shut",
        )
    _decide(lead, by=by, reason=reason)
    move(lead, "accept", by=by, fields=_DECISION, company=lead.company)
    lead.project = open_from_lead(lead=lead, client=client, by=by)
    lead.save(update_fields=["project"])
    return lead.project


@transaction.atomic
def postpone_lead(*, lead: Lead, by: User, until: dt.date, reason: str) -> Lead:
    """Not now: it comes back on ``until``, and they read why."""
    _require_reason(reason)
    if until <= timezone.localdate():
        raise ValidationError({"until": "That day has passed. Name a day to come back to it."})
    lead.until = until
    _decide(lead, by=by, reason=reason)
    move(lead, "postpone", by=by, fields=[*_DECISION, "until"], company=lead.company, until=f"{until:%-d %B %Y}")
    return lead


@transaction.atomic
def decline_lead(*, lead: Lead, by: User, reason: str, better_purpose: str = "") -> Lead:
    """No, with the reason they read, and a better purpose where there is one."""
    _require_reason(reason)
    lead.better_purpose = better_purpose.strip()
    _decide(lead, by=by, reason=reason)
    move(lead, "decline", by=by, fields=[*_DECISION, "better_purpose"], company=lead.company)
    return lead


@transaction.atomic
def mark_duplicate(*, lead: Lead, by: User, of: Lead, reason: str = "") -> Lead:
    """The same people came twice; the other lead goes on. No letter: they hear about the other one."""
    if of.pk == lead.pk:
        raise ValidationError({"duplicate_of": "A lead cannot be its own duplicate. Choose the other one."})
    if of.status == Lead.Status.DUPLICATE:
        raise ValidationError({"duplicate_of": f"“{of}” is itself a duplicate. Choose the one it repeats."})
    lead.duplicate_of = of
    _decide(lead, by=by, reason=reason, letter=False)
    move(lead, "mark_duplicate", by=by, fields=[*_DECISION, "duplicate_of"], company=lead.company, of=of.company)
    return lead


@transaction.atomic
def reopen_lead(*, lead: Lead, by: User) -> Lead:
    """Take the decision back. A letter that has not left yet does not leave."""
    lead.until = lead.duplicate_of = lead.decided_by = lead.decided_at = None
    lead.letter_after = lead.letter_sent_at = None
    move(lead, "reopen", by=by, fields=[*_DECISION, "until", "duplicate_of", "letter_sent_at"], company=lead.company)
    return lead


@transaction.atomic
def bring_back(*, today: dt.date | None = None) -> int:
    """Leads whose “not now” is over wait again, and the heads hear of it; says how many."""
    today = today or timezone.localdate()
    due = Lead.objects.filter(status=Lead.Status.NOT_NOW, until__lte=today)
    back = list(due.select_for_update(skip_locked=True, of=("self",)))
    for lead in back:
        move(lead, "come_back", by=None, company=lead.company, until=f"{lead.until:%-d %B %Y}")
        _tell_heads(lead, key=f"lead:{lead.pk}:{lead.until}", title=f"{lead.company} is back: “not now” is over")
    return len(back)


_DECISION = ("reason", "decided_by", "decided_at", "letter_after")


def _decide(lead: Lead, *, by: User, reason: str, letter: bool = True) -> None:
    lead.reason = reason.strip()
    lead.decided_by, lead.decided_at = by, timezone.now()
    is_letter = letter and lead.reason and lead.contact_email
    lead.letter_after = lead.decided_at + TIME_TO_UNDO if is_letter else None


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "They will read why. Write a sentence or two."})


def _tell_heads(lead: Lead, *, key: str, title: str, but: User | None = None) -> None:
    heads = [head for head in User.objects.filter(role=Role.HEAD) if head != but]
    notify(heads, "lead_received", key=key, title=title, body=lead.words, url=lead.get_absolute_url())
