"""Asking the client: several posts, one letter, one link."""

import datetime as dt
import smtplib
from collections.abc import Sequence
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agency import audit, links
from agency.permissions import Permission
from content.models import ApprovalBatch, Post, Version
from content.refusal import Refusal
from projects.access import require
from projects.models import Project

LINK_LIFE = dt.timedelta(days=7)
MOST_POSTS = 50


class CannotAsk(Refusal):
    """The letter did not leave."""

    def __init__(self, text: str) -> None:
        super().__init__(posts=text)


@transaction.atomic
def ask(
    *, project: Project, posts: Sequence[Post], to_name: str, to_email: str, by: Any, to_user: Any = None
) -> tuple[ApprovalBatch, str]:
    """Send one letter with one link for ``posts``; the batch and the link, which is known only here and now.

    The letter leaves inside the transaction: when the mail server refuses it, nothing was asked. Raises CannotAsk.
    """
    require(by, Permission.ASK_CLIENT, project)
    asked = _askable(project, posts)
    link = links.make()
    batch = project.approval_batches.create(
        to_user=to_user,
        to_name=to_name,
        to_email=to_email,
        token_digest=link.digest,
        sent_by=by,
        expires_at=timezone.now() + LINK_LIFE,
    )
    for version in asked:
        batch.requests.create(version=version)
    audit.record("content.approvalbatch.sent", batch, by=by, shared=True, name=to_name, count=len(asked))
    address = links.absolute(reverse("content:client-approval", args=[link.token]))
    _send(batch, asked, address)
    return batch, address


def _askable(project: Project, posts: Sequence[Post]) -> list[Version]:
    """The newest versions of ``posts``, all with the client now."""
    held = Post.objects.select_for_update().filter(pk__in=[post.pk for post in posts], project=project)
    waiting = [post for post in held.order_by("pk") if post.status == Post.Status.WITH_CLIENT]
    if not waiting or len(waiting) != len(posts):
        raise CannotAsk(
            "Only posts that passed our review and wait for the client can be sent. Look at the list again."
        )
    if len(waiting) > MOST_POSTS:
        raise CannotAsk(f"More than {MOST_POSTS} posts in one letter is too much to read. Send them in parts.")
    newest = Version.objects.filter(post__in=waiting).order_by("post_id", "-number").distinct("post_id")
    return sorted(newest.select_related("post"), key=_when)


def _when(version: Version) -> tuple[bool, Any]:
    return (version.post.scheduled_at is None, version.post.scheduled_at or version.pk)


def _send(batch: ApprovalBatch, asked: list[Version], address: str) -> None:
    context = {"batch": batch, "versions": asked, "address": address, "project": batch.project}
    subject = f"{batch.project}: {len(asked)} {'post' if len(asked) == 1 else 'posts'} for your yes"
    try:
        send_mail(subject, render_to_string("emails/approval.txt", context), None, [batch.to_email],
                  html_message=render_to_string("emails/approval.html", context))  # fmt: skip
    except (smtplib.SMTPException, OSError) as error:
        raise CannotAsk("The mail server did not take the letter. Nothing was sent; try again in a minute.") from error


@transaction.atomic
def revoke(*, batch: ApprovalBatch, by: Any) -> ApprovalBatch:
    """Close the link at once."""
    require(by, Permission.ASK_CLIENT, batch.project)
    batch = ApprovalBatch.objects.select_for_update().select_related("project").get(pk=batch.pk)
    if batch.revoked_at is None:
        batch.revoked_at = timezone.now()
        batch.save(update_fields=["revoked_at"])
        audit.record("content.approvalbatch.revoked", batch, by=by, name=batch.to_name)
    return batch


@transaction.atomic
def resend(*, batch: ApprovalBatch, by: Any) -> tuple[ApprovalBatch, str]:
    """A fresh link for what of ``batch`` still waits; the old link closes."""
    revoke(batch=batch, by=by)
    waiting = batch.project.posts.filter(
        versions__approval_requests__batch=batch, status=Post.Status.WITH_CLIENT
    ).distinct()
    if not waiting:
        raise CannotAsk(f"Everything {batch.to_name} was asked about is answered. Nothing to send again.")
    return ask(project=batch.project, posts=list(waiting), to_name=batch.to_name, to_email=batch.to_email,
               to_user=batch.to_user, by=by)  # fmt: skip


def open_batch(token: str) -> ApprovalBatch | None:
    """The batch a link belongs to, open or not; None for a link we never made."""
    batches = ApprovalBatch.objects.select_related("project__client", "sent_by")
    return batches.filter(token_digest=links.digest(token)).first()


def mark_opened(batch: ApprovalBatch) -> None:
    """Remember when the letter was first looked at."""
    ApprovalBatch.objects.filter(pk=batch.pk, opened_at=None).update(opened_at=timezone.now())
