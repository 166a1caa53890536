"""First lines of this floor's views: 404 for what they may not see, 403 for what they may see but not do."""

from django.shortcuts import get_object_or_404

from agency.http import HttpRequest
from content.models import Post
from projects.access import require


def post_or_404(request: HttpRequest, pk: int, permission: str) -> Post:
    """A post this person may see, with what its page looks at, if they have ``permission`` around it."""
    posts = Post.objects.visible_to(request.user).select_related(
        "project__client__agreement", "project__rules", "author", "goal"
    )
    post = get_object_or_404(posts, pk=pk)
    require(request.user, permission, post)
    return post
