"""What the agency and its client have said to each other about posts. Nothing of the colleagues' own remarks."""

from collections import defaultdict
from collections.abc import Iterable

from content.models import ClientComment, Post

LATEST = 100


def conversations_of(posts: Iterable[Post]) -> dict[int, list[ClientComment]]:
    """Post id → what was said about it, oldest first; one query however many posts there are."""
    said: dict[int, list[ClientComment]] = defaultdict(list)
    ids = [post.pk for post in posts]
    about = ClientComment.objects.filter(post__in=ids).select_related("by")
    for comment in reversed(list(about.order_by("-id")[: LATEST * max(1, len(ids))])):
        said[comment.post_id].append(comment)
    return said


def conversation_of(post: Post) -> list[ClientComment]:
    """The same for one post."""
    return conversations_of([post])[post.pk]
