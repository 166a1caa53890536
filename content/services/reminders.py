"""Reminders: one letter to one person about everything that waits for them, in the client's hours only."""

import datetime as dt
import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from agency import audit
from content import terms
from content.models import Approval, ApprovalBatch, Post, Version
from content.models.approval import ApprovalBatchQuerySet
from content.services import client_mail, letters
from content.services.client_mail import NotDelivered
from projects.models import Project

logger = logging.getLogger(__name__)
MOST_PEOPLE = 100  # reminded in one go; the next tick goes on


@dataclass(frozen=True)
class Pending:
    """What a letter still waits for."""

    batch: ApprovalBatch
    versions: list[Version]
    address: str = ""

    @property
    def silence(self) -> str:
        first = self.batch.requests.order_by("answer_by").first()
        return terms.silence_words(first, self.batch.project)


def remind(*, now: dt.datetime | None = None) -> int:
    """Remind whoever is due; how many letters left. May run any number of times at once."""
    now = now or timezone.now()
    due = _open().filter(remind_at__lte=now).order_by("project__client", "to_email")
    people = list(due.values_list("project__client", "to_email").distinct()[:MOST_PEOPLE])
    return sum(_remind(client, email, now) for client, email in people)


def _open() -> ApprovalBatchQuerySet:
    return ApprovalBatch.objects.open().filter(remind_at__isnull=False, project__stage=Project.Stage.ACTIVE)


def _remind(client_id: int, email: str, now: dt.datetime) -> bool:
    """One person of one client. What another process holds is being done there."""
    try:
        with transaction.atomic():
            return _write(_held(client_id, email), now)
    except NotDelivered:
        logger.warning("A reminder to client %s was not delivered; it is tried again", client_id)
        return False


def _held(client_id: int, email: str) -> list[ApprovalBatch]:
    theirs = _open().filter(project__client=client_id, to_email=email).order_by("id")
    held = theirs.select_for_update(of=("self",), skip_locked=True)
    return list(held.select_related("project__client__agreement__deputy", "sent_by"))


def _write(batches: list[ApprovalBatch], now: dt.datetime) -> bool:
    if not any(batch.remind_at and batch.remind_at <= now for batch in batches):
        return False
    waiting = [pending for batch in batches if (pending := _pending(batch)).versions]
    for batch in batches:
        _plan_next(batch, now=now, waits=any(pending.batch is batch for pending in waiting))
    if not waiting or not terms.hours(waiting[0].batch.project).is_open(now):
        return False
    told = [_renewed(pending) for pending in waiting]
    _send(told)
    return True


def _pending(batch: ApprovalBatch) -> Pending:
    """The newest versions of what waits and this person has not answered; the posts are not held."""
    asked = batch.project.posts.filter(versions__approval_requests__batch=batch, status=Post.Status.WITH_CLIENT)
    newest = Version.objects.filter(post__in=asked).order_by("post_id", "-number").distinct("post_id")
    mine = Approval.objects.filter(voice=batch.to_email.lower(), taken_back_at=None, version__post__in=asked)
    answered = set(mine.values_list("version", flat=True))
    rows = [version for version in newest.select_related("post") if version.pk not in answered]
    return Pending(batch, sorted(rows, key=lambda version: (version.post.scheduled_at is None, version.pk)))


def _plan_next(batch: ApprovalBatch, *, now: dt.datetime, waits: bool) -> None:
    """The next reminder; none when everything is answered. One that would come at night waits for the morning."""
    clock = terms.hours(batch.project)
    if not waits:
        batch.remind_at = None
    elif clock.is_open(now):
        batch.remind_at = terms.next_reminder(batch.project, asked_at=batch.sent_at, now=now)
    else:
        batch.remind_at = clock.after(now, dt.timedelta(0))
    batch.save(update_fields=["remind_at"])


def _renewed(pending: Pending) -> Pending:
    batch = pending.batch
    address = letters.renew(batch)
    batch.reminders += 1
    batch.save(update_fields=["reminders"])
    audit.record("content.approvalbatch.reminded", batch, name=batch.to_name, count=len(pending.versions))
    return Pending(batch, pending.versions, address)


def _send(told: list[Pending]) -> None:
    first, count = told[0].batch, sum(len(pending.versions) for pending in told)
    context = {"batch": first, "told": told, "count": count}
    subject = f"{first.project}: {count} {'post still waits' if count == 1 else 'posts still wait'} for your yes"
    client_mail.send("approval_reminder", context, subject=subject, to=first.to_email)
