"""Asking the client: several posts, one letter, one link."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agency import audit, links
from agency.permissions import Permission
from content import rounds, terms
from content.models import Approval, ApprovalBatch, ApprovalRequest, Post, Version
from content.refusal import Refusal
from content.services import client_mail
from content.services.client_mail import NotDelivered
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
    batch, address = write(
        project=project, asked=asked, to_name=to_name, to_email=to_email, to_user=to_user, sent_by=by, by=by
    )
    _follow(asked)
    return batch, address


@transaction.atomic
def ask_everybody(*, project: Project, posts: Sequence[Post], by: Any) -> list[tuple[ApprovalBatch, str]]:
    """A letter each to whoever must say yes, about what they have not said yes to. Raises CannotAsk."""
    sent = []
    for person in rounds.people(project):
        rest = _without_yes_of(person.voice, posts)
        if rest:
            name, address = person.name, person.voice
            sent.append(ask(project=project, posts=rest, to_name=name, to_email=address, to_user=person.user, by=by))
    if not sent:
        raise CannotAsk("Everybody who must say yes has said it about these posts.")
    return sent


def _without_yes_of(voice: str, posts: Sequence[Post]) -> list[Post]:
    newest = Version.objects.filter(post__in=posts).order_by("post_id", "-number").distinct("post_id")
    yeses = Approval.objects.filter(voice=voice, taken_back_at=None, decision=Approval.Decision.APPROVED)
    said = set(yeses.filter(version__in=list(newest)).values_list("version__post", flat=True))
    return [post for post in posts if post.pk not in said]


def write(
    *,
    project: Project,
    asked: Sequence[Version],
    sent_by: Any,
    by: Any,
    deadlines: dict[int, dt.datetime] | None = None,
    **to: Any,
) -> tuple[ApprovalBatch, str]:
    """The letter about ``asked``, whose posts are held. ``by`` None: Rapport itself, as agreed.

    ``to``: to_name, to_email, to_user, to_deputy. ``deadlines``: version id → one told earlier that still holds.
    """
    link, now = links.make(), timezone.now()
    batch = project.approval_batches.create(
        token_digest=link.digest,
        sent_by=sent_by,
        expires_at=now + LINK_LIFE,
        remind_at=terms.next_reminder(project, asked_at=now, now=now),
        **to,
    )
    fresh = terms.deadline(project, asked_at=now)
    batch.requests.bulk_create(_request(batch, version, (deadlines or {}).get(version.pk, fresh)) for version in asked)
    audit.record("content.approvalbatch.sent", batch, by=by, shared=True, name=batch.to_name, count=len(asked))
    address = link_address(link)
    _send(batch, asked, address)
    return batch, address


def link_address(link: links.Link) -> str:
    return links.absolute(reverse("content:client-approval", args=[link.token]))


def _request(batch: ApprovalBatch, version: Version, answer_by: Any) -> ApprovalRequest:
    silence = terms.OnSilence.HOLD if batch.to_deputy else terms.on_silence(batch.project)
    return ApprovalRequest(batch=batch, version=version, answer_by=answer_by, on_silence=silence)


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
    return sorted(newest.select_related("post__project__client__agreement"), key=_when)


def _when(version: Version) -> tuple[bool, Any]:
    return (version.post.scheduled_at is None, version.post.scheduled_at or version.pk)


def _send(batch: ApprovalBatch, asked: Sequence[Version], address: str) -> None:
    first = batch.requests.order_by("answer_by").first()
    context = {
        "batch": batch,
        "versions": asked,
        "address": address,
        "project": batch.project,
        "silence": terms.silence_words(first, batch.project),
    }
    subject = f"{batch.project}: {len(asked)} {'post' if len(asked) == 1 else 'posts'} for your yes"
    try:
        client_mail.send("approval", context, subject=subject, to=batch.to_email)
    except NotDelivered as error:
        raise CannotAsk("The mail server did not take the letter. Nothing was sent; try again in a minute.") from error


def _follow(versions: Sequence[Version]) -> None:
    """The delay ledger learns whether the client knows."""
    for version in versions:
        version.post.waits.follow(version.post)


@transaction.atomic
def revoke(*, batch: ApprovalBatch, by: Any) -> ApprovalBatch:
    """Close the link at once."""
    require(by, Permission.ASK_CLIENT, batch.project)
    batch = ApprovalBatch.objects.select_for_update(of=("self",)).select_related("project").get(pk=batch.pk)
    if batch.revoked_at is None:
        batch.revoked_at, batch.remind_at = timezone.now(), None
        batch.save(update_fields=["revoked_at", "remind_at"])
        audit.record("content.approvalbatch.revoked", batch, by=by, name=batch.to_name)
        _follow(_waiting(batch))
    return batch


def _waiting(batch: ApprovalBatch) -> list[Version]:
    """What of ``batch`` is with the client still, the posts held."""
    asked = Post.objects.filter(versions__approval_requests__batch=batch, status=Post.Status.WITH_CLIENT)
    held = Post.objects.select_for_update(of=("self",)).filter(pk__in=asked.values("pk")).order_by("pk")
    newest = Version.objects.filter(post__in=list(held)).order_by("post_id", "-number").distinct("post_id")
    return sorted(newest.select_related("post__project__client__agreement"), key=_when)


@transaction.atomic
def resend(*, batch: ApprovalBatch, by: Any) -> tuple[ApprovalBatch, str]:
    """A fresh link for what of ``batch`` still waits; the old link closes.

    A deadline still ahead stays, unless nobody opened the old letter: who may not have got it starts anew.
    """
    revoke(batch=batch, by=by)
    asked = _waiting(batch)
    if not asked:
        raise CannotAsk(f"Everything {batch.to_name} was asked about is answered. Nothing to send again.")
    new, address = write(
        project=batch.project, asked=asked, to_name=batch.to_name, to_email=batch.to_email, to_user=batch.to_user,
        to_deputy=batch.to_deputy, sent_by=by, by=by, deadlines=_kept_deadlines(batch),
    )  # fmt: skip
    _follow(asked)
    return new, address


def _kept_deadlines(batch: ApprovalBatch) -> dict[int, Any]:
    if batch.opened_at is None:
        return {}
    ahead = batch.requests.filter(answer_by__gt=timezone.now())
    return dict(ahead.values_list("version_id", "answer_by"))


def open_batch(token: str) -> ApprovalBatch | None:
    """The batch a link belongs to, open or not; None for a link we never made."""
    digest = links.digest(token)
    batches = ApprovalBatch.objects.select_related("project__client__agreement__deputy", "sent_by")
    return batches.filter(Q(token_digest=digest) | Q(earlier_digests__contains=[digest])).first()


def renew(batch: ApprovalBatch) -> str:
    """Another link to the page of ``batch``, which must be held. One that has expired closes for good; the address."""
    link, now = links.make(), timezone.now()
    alive = batch.expires_at > now
    batch.earlier_digests = [*batch.earlier_digests, batch.token_digest] if alive else []
    batch.token_digest, batch.expires_at = link.digest, now + LINK_LIFE
    batch.save(update_fields=["token_digest", "earlier_digests", "expires_at"])
    return link_address(link)


def mark_opened(batch: ApprovalBatch) -> None:
    """Remember when the letter was first looked at."""
    ApprovalBatch.objects.filter(pk=batch.pk, opened_at=None).update(opened_at=timezone.now())


def mark_seen_by(user: Any) -> None:
    """Who reads on a page of their own has seen what the letters to them ask about."""
    ApprovalBatch.objects.open().filter(to_user=user, opened_at=None).update(opened_at=timezone.now())
