"""What colleagues say to each other in the margin of a post: written, answered, settled. It stays inside the agency."""

from collections.abc import Iterable
from typing import Any

import regex
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.notifications import notify
from agency.permissions import Permission, Role
from agency.transitions import MovedMeanwhile
from content import anchors
from content.diffs import plain
from content.models import Post, Remark
from content.refusal import Refusal
from content.services import versions
from projects.access import require
from projects.models import Project
from projects.people import seated

LONGEST = 4_000
LONGEST_QUOTE = 1_000
TEAM = (Role.MANAGER, Role.COPYWRITER, Role.MODERATOR)


def mates_of(project: Project) -> list[User]:
    """Who can be named in a remark: the team, those who cover, and the heads; nobody of the client's."""
    heads = User.objects.filter(role=Role.HEAD, is_active=True)
    people = {person.pk: person for person in (*seated(project, *TEAM), *heads) if person.is_agency}
    return sorted(people.values(), key=str)


@transaction.atomic
def write(*, post: Post, text: str, by: Any, quote: str = "", start: int = 0) -> Remark:
    """A remark on ``post``, or on the words ``quote`` of its text (those nearest to ``start`` if they stand twice).

    Raises Refusal(text=…, quote=…).
    """
    require(by, Permission.VIEW_INSIDE, post)
    text, quote = _sound(text), plain(quote).strip()
    span = _place(post, quote, start) if quote else None
    remark = Remark.objects.create(
        post=post,
        version=versions.latest(post),
        by=by,
        text=text,
        quote=quote,
        start=span.start if span else None,
        end=span.end if span else None,
    )
    audit.record("content.post.remarked", post, by=by, title=post.title)
    _tell(remark, post, [post.author])
    return remark


@transaction.atomic
def answer(*, remark: Remark, text: str, by: Any) -> Remark:
    """Answer in the thread of ``remark``; a settled thread is open again. Everybody in it hears of it."""
    require(by, Permission.VIEW_INSIDE, remark)
    thread = _hold(remark.parent or remark)
    text = _sound(text)
    if thread.resolved_at:
        _set_resolved(thread, None)
    reply = Remark.objects.create(post=thread.post, version=thread.version, parent=thread, by=by, text=text)
    _tell(reply, thread.post, _voices(thread))
    return reply


@transaction.atomic
def edit(*, remark: Remark, text: str, by: Any) -> Remark:
    """Its author says it otherwise, for a quarter of an hour. Who is named now and was not hears of it."""
    remark = _own(remark, by=by)
    remark.text, remark.edited_at = _sound(text), timezone.now()
    remark.save(update_fields=["text", "edited_at"])
    _tell(remark, remark.post, [])
    return remark


@transaction.atomic
def delete(*, remark: Remark, by: Any) -> Remark:
    """Its author takes it away, for a quarter of an hour; the first of a thread takes the thread along."""
    remark = _own(remark, by=by)
    others = remark.replies.filter(deleted_at=None).exclude(by=by)
    if others.exists():
        raise MovedMeanwhile("Somebody has answered this remark. Settle it instead.")
    remark.deleted_at = timezone.now()
    remark.save(update_fields=["deleted_at"])
    audit.record("content.post.remark_deleted", remark.post, by=by, title=remark.post.title)
    return remark


@transaction.atomic
def bring_back(*, remark: Remark, by: Any) -> Remark:
    """Undo a deletion of one's own."""
    remark = _hold(remark, is_deleted=True)
    _require_own(remark, by=by)
    remark.deleted_at = None
    remark.save(update_fields=["deleted_at"])
    return remark


@transaction.atomic
def resolve(*, remark: Remark, by: Any) -> Remark:
    """Settle the thread: whatever it asked for is done or not wanted any more. Settled already: nothing happens."""
    require(by, Permission.VIEW_INSIDE, remark)
    thread = _hold(remark.parent or remark)
    if thread.resolved_at is None:
        _set_resolved(thread, by)
        audit.record("content.post.remark_resolved", thread.post, by=by, title=thread.post.title)
    return thread


@transaction.atomic
def reopen(*, remark: Remark, by: Any) -> Remark:
    """The thread is open again."""
    require(by, Permission.VIEW_INSIDE, remark)
    thread = _hold(remark.parent or remark)
    if thread.resolved_at is not None:
        _set_resolved(thread, None)
        audit.record("content.post.remark_reopened", thread.post, by=by, title=thread.post.title)
    return thread


def _hold(remark: Remark, *, is_deleted: bool = False) -> Remark:
    """The remark read fresh and locked, with what its rules look at."""
    rows = Remark.objects.select_for_update(of=("self",)).select_related("post__project__client", "post__author", "by")
    found = rows.filter(pk=remark.pk, deleted_at__isnull=not is_deleted).first()
    if found is None:
        raise MovedMeanwhile("This remark is back already." if is_deleted else "This remark was deleted meanwhile.")
    return found


def _own(remark: Remark, *, by: Any) -> Remark:
    require(by, Permission.VIEW_INSIDE, remark)
    remark = _hold(remark)
    _require_own(remark, by=by)
    if not remark.is_fresh:
        raise MovedMeanwhile("A remark can be changed for a quarter of an hour. Answer it instead.")
    return remark


def _require_own(remark: Remark, *, by: Any) -> None:
    if remark.by_id != by.pk:
        raise PermissionDenied("Only the person who wrote a remark can change it.")


def _set_resolved(thread: Remark, by: Any) -> None:
    thread.resolved_at, thread.resolved_by = (timezone.now(), by) if by else (None, None)
    thread.save(update_fields=["resolved_at", "resolved_by"])


def _sound(text: str) -> str:
    text = plain(text).strip()
    if not text:
        raise Refusal(text="Write something first.")
    if len(text) > LONGEST:
        raise Refusal(text=f"That is {len(text)} characters. Up to {LONGEST} fit.")
    return text


def _place(post: Post, quote: str, start: int) -> anchors.Span:
    if len(quote) > LONGEST_QUOTE:
        raise Refusal(quote=f"Choose up to {LONGEST_QUOTE} characters.")
    span = anchors.nearest(post.text, quote, start)
    if span is None:
        raise Refusal(quote="These words are not in the base text. Copy them from there, or leave this empty.")
    return span


def named_in(text: str, mates: Iterable[User]) -> list[User]:
    """The colleagues whose whole name stands after an @, longest names first: ``@Olena Tkach``."""
    found, rest = [], text
    for person in sorted(mates, key=lambda person: -len(str(person))):
        pattern = regex.compile(rf"(?<!\w)@{regex.escape(str(person))}(?!\w)", regex.IGNORECASE)
        if pattern.search(rest):
            found.append(person)
            rest = pattern.sub(" ", rest)
    return found


def _voices(thread: Remark) -> list[User]:
    """Whoever has spoken in the thread, and the author of the post."""
    spoke = User.objects.filter(remarks__in=thread.replies.filter(deleted_at=None))
    return [thread.by, thread.post.author, *spoke.distinct()]


def _tell(remark: Remark, post: Post, others: Iterable[User]) -> None:
    """Who is named hears that they are; the others who should know hear it once, unless they were named.

    Only people who see what stays inside: a post's author may be the client's.
    """
    named = named_in(remark.text, mates_of(post.project))
    remark.mentioned.set(named)
    told: dict[str, Any] = {
        "key": f"remark:{remark.pk}",
        "body": remark.text,
        "url": f"{post.get_absolute_url()}#remark-{remark.pk}",
        "project": post.project,
    }
    by, is_reply = remark.by, remark.parent_id is not None
    notify((one for one in named if one != by), "remark_mention", title=f"{by} names you about “{post}”", **told)
    inside = {one for one in others if one != by and one.has_perm(Permission.VIEW_INSIDE, post)} - set(named)
    title = f"{by} answers about “{post}”" if is_reply else f"{by} has a remark on “{post}”"
    notify(inside, "remark_written", title=title, **told)
