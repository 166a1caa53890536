"""The conversation with the client about a post. Both sides read all of it; remarks of colleagues are in remarks.py."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from agency import audit
from agency.models import User
from agency.notifications import notify
from agency.permissions import Permission, Role
from content.models import ClientComment, Post
from content.refusal import Refusal
from content.services import versions
from content.services.approvals import Voice
from projects.access import require
from projects.people import answerable_for

Side = ClientComment.Side
LONGEST = 4_000
DOUBLE_CLICK = dt.timedelta(minutes=1)


@transaction.atomic
def say(*, post: Post, voice: Voice, text: str) -> ClientComment:
    """Say ``text`` about ``post``: the client to us (with an account or by their link), or we to the client.

    The same words again within a minute are one comment. Raises Refusal(text=…), LinkClosed, PermissionDenied.
    """
    side = _side_of(voice, post)
    text = _sound(text)
    post = versions.hold(post)
    if side == Side.AGENCY and not is_open(post):
        raise Refusal(text="The client does not see this post yet. Send it to them first.")
    if repeated := _said_already(post, voice, text):
        return repeated
    comment = post.client_comments.create(side=side, text=text, by=voice.user, by_name=voice.name, batch=voice.batch)
    audit.record("content.post.said_to_client" if side == Side.AGENCY else "content.post.said_by_client", post,
                 by=voice.actor, shared=True, title=post.title)  # fmt: skip
    _tell(comment, post)
    return comment


def is_open(post: Post) -> bool:
    """Whether there is somebody on the other side: the client has the post before them, or has said something."""
    return post.status in Post.SHARED or post.client_comments.exists()


def may_say(user: Any, post: Post) -> bool:
    """Whether ``user`` may take part now: the manager and the heads for us, the approver for the client."""
    return user.has_perm(Permission.TALK_ABOUT_POST, post) and is_open(post)


def _side_of(voice: Voice, post: Post) -> str:
    """Which side speaks; without an account the letter is the right."""
    if voice.batch is not None:
        voice.request_for(post)
        return Side.CLIENT
    require(voice.user, Permission.TALK_ABOUT_POST, post)
    return Side.AGENCY if voice.user.is_agency else Side.CLIENT


def _sound(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refusal(text="Write something first. One line is enough.")
    if len(text) > LONGEST:
        raise Refusal(text=f"That is {len(text)} characters. Up to {LONGEST} fit.")
    return text


def _said_already(post: Post, voice: Voice, text: str) -> ClientComment | None:
    """A double click is one comment."""
    since = timezone.now() - DOUBLE_CLICK
    mine = post.client_comments.filter(by=voice.user, batch=voice.batch, text=text, at__gte=since)
    return mine.last()


def _tell(comment: ClientComment, post: Post) -> None:
    """The client's words reach the manager and the author; ours reach the client's approvers with an account."""
    is_clients = comment.side == Side.CLIENT
    people = {*answerable_for(post.project), post.author} if is_clients else set(_approvers(post))
    notify(
        [person for person in people if person.pk != comment.by_id],
        "client_comment" if is_clients else "agency_comment",
        key=f"client-comment:{comment.pk}",
        title=f"{comment.by_name} writes about “{post}”",
        body=comment.text,
        url=f"{post.get_absolute_url()}#conversation",
        project=post.project,
    )


def _approvers(post: Post) -> Iterable[User]:
    if post.status not in Post.SHARED:
        return []
    client = post.project.client_id
    return User.objects.filter(client_memberships__client=client, client_memberships__role=Role.APPROVER)
