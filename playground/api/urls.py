"""Addresses under /playground/api/."""

from django.urls import path

from playground.api import comments, faults, media, pages, posts, search
from playground.api.endpoint import endpoint, unknown_address
from playground.models import Operation

READ, PUBLISH, COMMENT, METRICS = Operation.READ, Operation.PUBLISH, Operation.COMMENT, Operation.METRICS

urlpatterns = [
    path("limits", pages.limits, name="api-limits"),
    path("me", endpoint(GET=(READ, pages.me)), name="api-me"),
    path("metrics", endpoint(GET=(METRICS, pages.metrics)), name="api-metrics"),
    path("media", endpoint(POST=(PUBLISH, media.upload)), name="api-media"),
    path("search", endpoint(GET=(READ, search.search)), name="api-search"),
    path("posts", endpoint(GET=(READ, posts.list_posts), POST=(PUBLISH, posts.publish)), name="api-posts"),
    path(
        "posts/<int:post_id>",
        endpoint(
            GET=(READ, posts.get_post),
            PATCH=(PUBLISH, posts.change_post),
            DELETE=(PUBLISH, posts.delete_post),
        ),
        name="api-post",
    ),
    path("posts/<int:post_id>/metrics", endpoint(GET=(METRICS, posts.post_metrics)), name="api-post-metrics"),
    path(
        "posts/<int:post_id>/comments",
        endpoint(GET=(READ, comments.list_post_comments), POST=(COMMENT, comments.add_comment)),
        name="api-post-comments",
    ),
    path("comments", endpoint(GET=(READ, comments.list_comments)), name="api-comments"),
    path(
        "comments/<int:comment_id>",
        endpoint(GET=(READ, comments.get_comment), PATCH=(COMMENT, comments.change_comment)),
        name="api-comment",
    ),
    path("comments/<int:comment_id>/replies", endpoint(POST=(COMMENT, comments.reply)), name="api-replies"),
    path("faults", endpoint(GET=(None, faults.list_faults), DELETE=(None, faults.switch_all_off)), name="api-faults"),
    path(
        "faults/<slug:kind>",
        endpoint(PUT=(None, faults.put_fault), DELETE=(None, faults.delete_fault)),
        name="api-fault",
    ),
    path("<path:address>", unknown_address),
]
