"""Where a post stands, in the one word people use: the post's state and its publications' taken together."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

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
    """Post id → one of :data:`WORDS`; two queries however many posts there are."""
    posts = list(posts)
    sent: dict[int, set[str]] = {}
    rows = Publication.objects.filter(post__in=[post.pk for post in posts]).exclude(status=Sent.CANCELLED)
    for post_id, status, due_at in rows.values_list("post_id", "status", "due_at"):
        sent.setdefault(post_id, set()).add("due" if status == Sent.WAITING and due_at else status)
    returned = set(_returned([post.pk for post in posts if post.status == Status.DRAFT]))
    return {post.pk: _word(post, sent.get(post.pk, set()), post.pk in returned) for post in posts}


def standing(post: Post) -> str:
    """The same for one post."""
    return standings([post])[post.pk]


def _word(post: Post, sent: Collection[str], is_returned: bool) -> str:
    if sent & {Sent.FAILED, Sent.ASKED, Sent.UNCONFIRMED}:  # type: ignore[operator]
        return "failed"
    if sent == {Sent.PUBLISHED}:
        return "published"
    if post.is_approved_as_is and sent & {"due", Sent.SENDING}:  # type: ignore[operator]
        return "scheduled"
    if is_returned:
        return "changes"
    return _BY_STATUS[Status(post.status)]


def _returned(draft_ids: list[int]) -> QuerySet[Review, int]:
    """The drafts whose newest version came back with remarks, from a reviewer or from the client."""
    newest = Version.objects.filter(post__in=draft_ids).order_by("post_id", "-number").distinct("post_id").values("pk")
    reviews = Review.objects.filter(version__in=newest, decision=Review.Decision.RETURNED, taken_back_at=None)
    answers = Approval.objects.filter(version__in=newest, decision=Approval.Decision.CHANGES, taken_back_at=None)
    by_reviewer = reviews.order_by().values_list("version__post_id", flat=True)
    return by_reviewer.union(answers.order_by().values_list("version__post_id", flat=True))
