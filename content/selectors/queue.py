"""What waits for somebody: their verdict, their second try, their answer. Who waits longest comes first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from agency.permissions import Permission
from content.models import Approval, Post, Review, Version
from content.selectors.margin import naming

ORDER = ("since", "id")
Status = Post.Status


def waiting_for_review(user: Any) -> QuerySet[Post]:
    """Posts ``user`` may decide about: in review, not their own. ``since``: when the version was handed in."""
    posts = Post.objects.where(user, Permission.REVIEW_POST).filter(status=Status.IN_REVIEW).exclude(author=user)
    return posts.annotate(since=_newest("created_at")).order_by(*ORDER)


def returned_by_client(user: Any) -> QuerySet[Post]:
    """Drafts the client wants to be different: one's own, and those of the projects one answers for."""
    drafts = Post.objects.where(user, Permission.WRITE_POST).filter(status=Status.DRAFT)
    answered_for = Post.objects.where(user, Permission.REVIEW_POST)
    mine = drafts.filter(author=user) | drafts.filter(pk__in=answered_for.values("pk"))
    return _since(mine, Approval, decision=Approval.Decision.CHANGES)


def returned_to(user: Any) -> QuerySet[Post]:
    """One's own drafts that a reviewer sent back."""
    drafts = Post.objects.where(user, Permission.WRITE_POST).filter(status=Status.DRAFT, author=user)
    return _since(drafts, Review, decision=Review.Decision.RETURNED)


def _newest(field: str) -> Subquery:
    """A field of the newest version of a post."""
    return Subquery(Version.objects.filter(post=OuterRef("pk")).order_by("-number").values(field)[:1])


def _since(posts: QuerySet[Post], model: Any, **decided: Any) -> QuerySet[Post]:
    """``posts`` whose newest version carries such a decision that stands; ``since`` when, ``words`` why."""
    said = model.objects.filter(version=OuterRef("newest"), taken_back_at=None, **decided).order_by("-id")
    found = posts.annotate(newest=_newest("pk"))
    found = found.annotate(since=Subquery(said.values("at")[:1]), words=Subquery(said.values("comment")[:1]))
    return found.filter(since__isnull=False).order_by(*ORDER)


@dataclass(frozen=True)
class Kind:
    """A kind of waiting: its tab, how it is said when there is none, and the rows."""

    name: str
    label: str
    relief: str
    rows: Callable[[Any], QuerySet[Any]]


KINDS = (
    Kind("review", "To review", "Every post has its verdict.", waiting_for_review),
    Kind("client", "Client asks for changes", "No client waits for a change.", returned_by_client),
    Kind("returned", "Came back to you", "None of your drafts came back.", returned_to),
    Kind("remarks", "Remarks that name you", "Nobody has named you in an open remark.", naming),
)


@dataclass(frozen=True)
class Tab:
    kind: Kind
    count: int


def tabs(user: Any) -> list[Tab]:
    """Every kind with how many wait: four queries."""
    return [Tab(kind, kind.rows(user).order_by().count()) for kind in KINDS]
