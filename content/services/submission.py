"""A draft goes on its way, and comes back to be edited again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse

from agency.models import User
from agency.notifications import notify
from agency.permissions import Role
from agency.transitions import MovedMeanwhile, move
from content import checks
from content.models import Post, Version
from content.refusal import Refusal
from content.services import client_mail, lineup, tagging, versions
from projects.people import answerable_for

Status = Post.Status


class NotReady(Refusal):
    """Something is missing."""


@transaction.atomic
def submit(*, post: Post, by: Any) -> Version:
    """Send the draft to review as its next version. Raises NotReady naming every field that is not."""
    post = versions.hold(post)
    tagging.tag(post)
    if errors := checks.obstacles(checks.sheet_of(post)):
        raise NotReady(**errors)
    version = versions.keep(post, by=by)
    move(post, "submit", by=by, fields=("content_hash", "updated_at"), title=post.title, version=version.number)
    notify(reviewers_of(post), "post_submitted", key=f"version:{version.pk}:submitted",
           title=f"“{post}” waits for your review", body=post.value_sentence,
           url=post.get_absolute_url(), project=post.project)  # fmt: skip
    return version


@transaction.atomic
def reopen(*, post: Post, by: Any) -> Post:
    """Make it a draft again: from review, from the client, or after the yes, which then has to be said again."""
    post = versions.hold(post)
    if lineup.is_sending(post) or lineup.is_out_everywhere(post):
        raise MovedMeanwhile(f"“{post}” is out already. Write a new post instead.")
    lineup.stand_down(post)
    was = post.status
    transition = "revise" if was == Status.APPROVED else "take_back"
    move(post, transition, by=by, fields=("approved_hash", "updated_at"), shared=was in Post.SHARED, title=post.title)
    if was in Post.SHARED:
        _tell_of_edit(post, by=by)
    if was == Status.APPROVED and post.asks_client:
        _tell_client_of_edit(post)
    return post


def _tell_of_edit(post: Post, *, by: Any) -> None:
    people = [person for person in (*answerable_for(post.project), post.author) if person != by]
    notify(people, "post_changed_after_approval", key=_edit_key(post),
           title=f"{by} edits “{post}” again", body="It needs the review and the yes again before it goes out.",
           url=post.get_absolute_url(), project=post.project)  # fmt: skip


def _tell_client_of_edit(post: Post) -> None:
    """Whoever said yes hears that it does not go out as it was."""
    client_mail.tell_client(post, "post_changed_after_approval", key=_edit_key(post), url=reverse("content:approvals"),
                            title=f"“{post}” is changed after your yes",
                            body="It does not go out. You are asked again and see what changed.")  # fmt: skip


def _edit_key(post: Post) -> str:
    return f"post:{post.pk}:reopened:{post.updated_at.timestamp()}"


@transaction.atomic
def archive(*, post: Post, by: Any) -> Post:
    """Put it away; what was waiting to go out does not."""
    post = versions.hold(post)
    if lineup.is_sending(post):
        raise MovedMeanwhile(f"“{post}” is on its way this moment. Look again in a minute.")
    lineup.stand_down(post)
    move(post, "archive", by=by, fields=("updated_at",), title=post.title)
    return post


@transaction.atomic
def bring_back(*, post: Post, by: Any) -> Post:
    """Out of the archive, as a draft."""
    post = versions.hold(post)
    move(post, "bring_back", by=by, fields=("updated_at",), title=post.title)
    return post


def reviewers_of(post: Post) -> Iterable[User]:
    """Who is asked to review: the manager, or the heads when the manager is the author."""
    people = [person for person in answerable_for(post.project) if person != post.author]
    return people or User.objects.filter(role=Role.HEAD, is_active=True).exclude(pk=post.author_id)
