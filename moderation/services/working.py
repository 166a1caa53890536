"""What a moderator does with a case."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agency.models import User
from agency.notifications import notify
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile, move
from moderation.models import Case, Escalation, Note
from moderation.models.relationship import Rung
from moderation.services.ladder import climb


def claim(*, case: Case, by: User) -> None:
    """Take the case. Of two who press at once one gets it and the other is told who."""
    case.claimed_by, case.claimed_at = by, timezone.now()
    try:
        move(case, "claim", by=by, fields=["claimed_by", "claimed_at"])
    except MovedMeanwhile as error:
        holder = User.objects.filter(claimed_cases=case.pk).first()
        if holder is None or holder == by:
            raise
        raise MovedMeanwhile(f"{holder} has taken this one already.") from error


def take_over(*, case: Case, by: User) -> None:
    """Go on in somebody's place; they are told by the audit and by the notice on the case."""
    before = str(case.claimed_by)
    case.claimed_by, case.claimed_at = by, timezone.now()
    move(case, "take_over", by=by, fields=["claimed_by", "claimed_at"], before=before)


def release(*, case: Case, by: User) -> None:
    """Leave it to somebody else."""
    case.claimed_by = case.claimed_at = None
    move(case, "release", by=by, fields=["claimed_by", "claimed_at"])


@transaction.atomic
def escalate(*, case: Case, to: User, reason: str, by: User) -> Escalation:
    """Hand it to somebody who can, with the reason they will read."""
    case.claimed_by = case.claimed_at = None
    move(case, "escalate", by=by, fields=["claimed_by", "claimed_at"], to=str(to), reason=reason)
    escalation = Escalation.objects.create(case=case, to=to, reason=reason, by=by)
    notify(
        [to],
        "case_escalated",
        key=f"escalation:{escalation.pk}",
        title=f"{by} asks for your help: {case.mention.author}",
        body=reason,
        url=case.get_absolute_url(),
        project=case.project,
    )
    return escalation


@transaction.atomic
def resolve(*, case: Case, by: User) -> None:
    """The problem is gone. A negative that was solved is the best event of the day."""
    case.resolved_at, case.resolved_by = timezone.now(), by
    move(case, "resolve", by=by, fields=["resolved_at", "resolved_by"], shared=True, author=case.mention.author.name)
    _end_escalations(case)
    if case.reason == Case.Reason.NEGATIVE and case.answered_at:
        climb(case=case, to=Rung.SOLVED, by=by)


@transaction.atomic
def dismiss(*, case: Case, by: User) -> None:
    """Needs no answer."""
    move(case, "dismiss", by=by)
    _end_escalations(case)


def reopen(*, case: Case, by: User) -> None:
    """It was not over, or a click too many."""
    case.resolved_at = case.resolved_by = case.claimed_by = case.claimed_at = None
    move(case, "reopen", by=by, fields=["resolved_at", "resolved_by", "claimed_by", "claimed_at"])


def note(*, case: Case, text: str, by: User) -> Note:
    """Say something among ourselves."""
    return case.notes.create(text=text, by=by)


@transaction.atomic
def answer_fact(*, escalation: Escalation, text: str, by: User) -> None:
    """Give the moderator the fact they asked for; the case goes back to whoever answers first."""
    if escalation.to_id != by.pk:
        raise PermissionDenied(Permission.ANSWER_FACT)
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("project", "mention__author")
        .get(pk=escalation.case_id)
    )
    done = Escalation.objects.filter(pk=escalation.pk, ended_at=None).update(answer=text, ended_at=timezone.now())
    if not done:
        raise MovedMeanwhile("This question has been answered already.")
    move(case, "return_to_queue", by=by, check_permission=False, fact=text)
    notify(
        [escalation.by],
        "case_escalated",
        key=f"escalation:{escalation.pk}:answered",
        title=f"{by} answered: {case.mention.author}",
        body=text,
        url=case.get_absolute_url(),
        project=case.project,
    )


def _end_escalations(case: Case) -> None:
    case.escalations.filter(ended_at=None).update(ended_at=timezone.now())
