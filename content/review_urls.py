"""Where posts are talked about and decided on: the desk, the margin, the conversation with the client."""

from django.urls import path

from content.views import comments, remarks, reviews, works

urlpatterns = [
    path("review/", reviews.queue, name="review-queue"),
    path("review/<int:pk>/", reviews.post, name="review-post"),
    path("versions/<int:pk>/decide/", reviews.decide, name="review-decide"),
    path("versions/<int:pk>/look/", reviews.look, name="review-look"),
    path("reviews/<int:pk>/undo/", reviews.undo, name="review-undo"),
    path("posts/<int:pk>/conversation/", comments.conversation, name="conversation"),
    path("posts/<int:pk>/remarks/", remarks.margin, name="remarks"),
    path("remarks/<int:pk>/answer/", remarks.answer, name="remark-answer"),
    path("remarks/<int:pk>/edit/", remarks.edit, name="remark-edit"),
    path("remarks/<int:pk>/<slug:verb>/", remarks.move, name="remark-move"),
    path("projects/<slug:slug>/what-works/", works.of_project, name="what-works"),
]
