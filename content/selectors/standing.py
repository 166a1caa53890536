"""Where a post stands, in the one word people use: the post's state and its publications' taken together."""

from collections.abc import Iterable

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from content.models import Approval, Post, Publication, Review, Version

Status = Post.Status
Sent = Publication.Status

WORDS = {
    "draft": "Draft",
    "changes": "Changes asked",
    "review": "In review",
    "client": "With client",
    "approved": "Approved",
    "scheduled": "Scheduled",
    "published": "Published",
    "failed": "Failed",
    "archived": "Archived",
}
_BY_STATUS = {
    Status.DRAFT: "draft",
    Status.IN_REVIEW: "review",
    Status.WITH_CLIENT: "client",
    Status.APPROVED: "approved",
    Status.ARCHIVED: "archived",
}


def standings(posts: Iterable[Post]) -> dict[int, str]:
    """Post id → one of :data:`WORDS`; one query however many posts there are."""
    rows = Post.objects.filter(pk__in=[post.pk for post in posts]).annotate(stands=standing_in_sql())
    return dict(rows.order_by().values_list("pk", "stands"))


def standing(post: Post) -> str:
    """The same for one post."""
    return standings([post])[post.pk]


def standing_in_sql() -> Case:
    """The word as an expression over posts, so that lists can be filtered by it and still come page by page.

    Machines have the last word, then the yes with a time ahead, then remarks on the newest version, then the state.
    """
    sent = Publication.objects.filter(post=OuterRef("pk")).exclude(status=Sent.CANCELLED)
    out = Exists(sent.filter(status=Sent.PUBLISHED)) & ~Exists(sent.exclude(status=Sent.PUBLISHED))
    due = Exists(sent.filter(Q(status=Sent.WAITING, due_at__isnull=False) | Q(status=Sent.SENDING)))
    as_is = Q(status=Status.APPROVED, approved_hash=F("content_hash")) & ~Q(content_hash="")
    return Case(
        When(Exists(sent.filter(status__in=[Sent.FAILED, Sent.ASKED, Sent.UNCONFIRMED])), Value("failed")),
        When(out, Value("published")),
        When(as_is & due, Value("scheduled")),
        When(Q(status=Status.DRAFT) & _is_returned(), Value("changes")),
        *(When(status=status, then=Value(word)) for status, word in _BY_STATUS.items()),
    )


def _is_returned() -> Q:
    """Whether the newest version came back with remarks, from a reviewer or from the client."""
    return Exists(_of_newest(Review.objects.filter(decision=Review.Decision.RETURNED))) | Exists(
        _of_newest(Approval.objects.filter(decision=Approval.Decision.CHANGES))
    )


def _of_newest(answers: QuerySet) -> QuerySet:
    later = Version.objects.filter(post=OuterRef("version__post"), number__gt=OuterRef("version__number"))
    return answers.filter(~Exists(later), version__post=OuterRef("pk"), taken_back_at=None).order_by()
