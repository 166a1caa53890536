"""Where posts are talked about and decided on: the desk, the margin, the conversation with the client."""

from django.urls import path

from content.views import comments, reviews

urlpatterns = [
    path("review/", reviews.queue, name="review-queue"),
    path("review/<int:pk>/", reviews.post, name="review-post"),
    path("versions/<int:pk>/decide/", reviews.decide, name="review-decide"),
    path("reviews/<int:pk>/undo/", reviews.undo, name="review-undo"),
    path("posts/<int:pk>/conversation/", comments.conversation, name="conversation"),
]
