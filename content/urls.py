from django.urls import path

from content import (
    approval_urls,
    calendar_urls,
    exchange_urls,
    library_urls,
    publication_urls,
    review_urls,
    taking_part_urls,
    writing_urls,
)
from content.views import composer, posts

app_name = "content"
urlpatterns = [
    *calendar_urls.urlpatterns,
    *library_urls.urlpatterns,
    *publication_urls.urlpatterns,
    *taking_part_urls.urlpatterns,
    *review_urls.urlpatterns,
    *approval_urls.urlpatterns,
    *exchange_urls.urlpatterns,
    *writing_urls.urlpatterns,
    path("posts/new/", posts.new, name="post-new"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/history/", posts.history, name="post-history"),
    path("posts/<int:pk>/save/", composer.save, name="post-save"),
    path("posts/<int:pk>/submit/", composer.submit, name="post-submit"),
    path("posts/<int:pk>/move/<slug:verb>/", posts.move, name="post-move"),
    path("posts/<int:pk>/pictures/", composer.add_picture, name="pictures-add"),
    path("posts/<int:pk>/pictures/<int:picture>/first/", composer.move_picture, name="picture-first"),
    path("posts/<int:pk>/pictures/<int:picture>/remove/", composer.remove_picture, name="picture-remove"),
]
