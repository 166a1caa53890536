"""Writing a reply, and what follows when it has reached the network or has not.

Cases are locked before their replies.
"""

from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.notifications import notify
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile, move
from moderation.models import Case, Reply
from moderation.models.relationship import Rung
from moderation.models.reply import GONE
from moderation.services.ladder import climb
from projects import delivery
from projects.access import require
from projects.models.delivery import DeliveryStatus

BATCH = 200


@transaction.atomic
def answer(*, case: Case, text: str, by: User) -> Reply:
    """Write a reply and hand it to the delivery engine; the case counts as answered when the network has it.

    Raises MovedMeanwhile when somebody else holds the case, a reply is on its way already or the comment is gone.
    """
    require(by, Permission.ANSWER_CASE, case)
    locked = _locked(case)
    _refuse_in_vain(locked, by)
    now = timezone.now()
    reply = Reply.objects.create(
        project_id=locked.project_id,
        case=locked,
        channel=locked.mention.source.channel,
        text=text,
        by=by,
        scheduled_for=now,
        due_at=now,
    )
    audit.record("moderation.case.reply_written", locked, by=by)
    return reply


def answer_captcha(*, reply: Reply, answer: str, by: User) -> None:
    """What the network's picture shows; the same call is made again with it."""
    delivery.answer_captcha(reply, answer=answer, by=by)


@transaction.atomic
def retry(*, reply: Reply, by: User) -> None:
    """The same words again. Raises ValidationError when they may not go, MovedMeanwhile as :func:`answer` does."""
    _refuse_in_vain(_locked(reply.case), by, besides=reply)
    delivery.send_again(reply, by=by)


def cancel(*, reply: Reply, by: User) -> None:
    """It waits no longer; another answer may be written."""
    delivery.do_not_send(reply, by=by)


@transaction.atomic
def settle(limit: int = BATCH) -> int:
    """Let cases take notice of their replies' outcomes; return how many did. Safe to run twice and at once.

    A case that somebody works on this moment takes notice the next time.
    """
    oldest = Reply.objects.unsettled().order_by("id").values("case")[:limit]
    cases = Case.objects.filter(pk__in=oldest).select_for_update(skip_locked=True, of=("self",))
    by_id = {case.pk: case for case in cases.select_related("mention__author", "project")}
    replies = Reply.objects.unsettled().filter(case__in=by_id).select_for_update(skip_locked=True, of=("self",))
    done = list(replies.select_related("by").order_by("id")[:limit])
    for reply in done:
        reply.case = by_id[reply.case_id]
    for reply in sorted(done, key=lambda reply: reply.case.mention.author_id):  # authors climb in one order as well
        _settle(reply)
    return len(done)


def _settle(reply: Reply) -> None:
    if reply.status == DeliveryStatus.PUBLISHED:
        _count_as_answered(reply)
    else:
        _tell_the_writer(reply)
    reply.settled_as = reply.status
    reply.save(update_fields=["settled_as"])


def _count_as_answered(reply: Reply) -> None:
    case = reply.case
    if case.status in (Case.Status.RESOLVED, Case.Status.DISMISSED):
        return
    case.answered_at = case.answered_at or reply.published_at
    move(case, "answer", by=reply.by, fields=["answered_at"], check_permission=False, shared=True)
    climb(case=case, to=Rung.ANSWERED, by=reply.by)


def _tell_the_writer(reply: Reply) -> None:
    failed = reply.status == DeliveryStatus.FAILED
    notify(
        [reply.by],
        "publication_failed" if failed else "publication_unconfirmed",
        key=f"reply:{reply.pk}:{reply.status}:{reply.attempts_made}",
        title=f"Your reply to {reply.case.mention.author} "
        + ("did not go out" if failed else "was taken and not confirmed"),
        body=reply.error_text,
        url=reply.case.get_absolute_url(),
        project=reply.case.project,
    )


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("mention__source__channel").get(pk=case.pk)


def _refuse_in_vain(case: Case, by: User, *, besides: Reply | None = None) -> None:
    if case.mention.is_deleted:
        raise MovedMeanwhile(f"{GONE} Your text is kept.")
    if case.claimed_by_id not in (None, by.pk):
        raise MovedMeanwhile(f"{case.claimed_by} is answering this one. Your text is kept.")
    others = case.replies.exclude(pk=besides.pk) if besides else case.replies.all()
    if others.on_their_way().exists():
        raise MovedMeanwhile("A reply to this comment is on its way already. Your text is kept.")
    if others.undecided().exists():
        raise MovedMeanwhile("A reply waits for a decision here: send it or drop it first. Your text is kept.")
